package print

// A box is a part of a page in millimetres from its top left corner.
type box struct{ x, y, w, h float64 }

// moved returns the box elsewhere.
func (b box) moved(dx, dy float64) box { return box{b.x + dx, b.y + dy, b.w, b.h} }

// inset returns the box without a margin on every side.
func (b box) inset(d float64) box { return box{b.x + d, b.y + d, b.w - 2*d, b.h - 2*d} }

// top cuts a strip off the top and returns it and the rest.
func (b box) top(h float64) (strip, rest box) {
	return box{b.x, b.y, b.w, h}, box{b.x, b.y + h, b.w, b.h - h}
}

// bottom cuts a strip off the bottom and returns it and the rest.
func (b box) bottom(h float64) (strip, rest box) {
	return box{b.x, b.y + b.h - h, b.w, h}, box{b.x, b.y, b.w, b.h - h}
}

// left cuts a strip off the left and returns it and the rest.
func (b box) left(w float64) (strip, rest box) {
	return box{b.x, b.y, w, b.h}, box{b.x + w, b.y, b.w - w, b.h}
}

// rows cuts the box into n equal rows with a gap between them.
func (b box) rows(n int, gap float64) []box {
	h := (b.h - gap*float64(n-1)) / float64(n)
	all := make([]box, n)
	for i := range all {
		all[i] = box{b.x, b.y + float64(i)*(h+gap), b.w, h}
	}
	return all
}

// square returns the greatest square in the middle of the box.
func (b box) square() box {
	side := min(b.w, b.h)
	return box{b.x + (b.w-side)/2, b.y + (b.h-side)/2, side, side}
}

// holds reports whether the other box lies inside this one. Coordinates reach
// the page in hundredths of a point, so less than that is no difference.
func (b box) holds(o box) bool {
	return o.x >= b.x-hair && o.y >= b.y-hair && o.x+o.w <= b.x+b.w+hair && o.y+o.h <= b.y+b.h+hair
}

// meets reports whether two boxes share more than an edge.
func (b box) meets(o box) bool {
	return b.x+b.w > o.x+hair && o.x+o.w > b.x+hair && b.y+b.h > o.y+hair && o.y+o.h > b.y+hair
}

// hair is a hundredth of a point in millimetres.
const hair = mmPerPoint / 100
