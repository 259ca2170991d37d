package print

import "strings"

// edge is the margin of a poster in millimetres: what printers cannot reach
// and a frame covers.
const edge = 10

// A portrait is the plan of an upright poster.
type portrait struct {
	// w and h are the paper in millimetres.
	w, h float64
	// code is the width of the code and its border, as a part of the paper's.
	// The modules alone are at least four fifths of that: they fill 60 % of a
	// small page.
	code float64
	// units is the height of everything else, gaps included. Fewer units make
	// larger letters.
	units float64
}

var portraits = map[Size]portrait{
	A3: {297, 420, 0.66, 125},
	A4: {210, 297, 0.66, 122},
	A5: {148, 210, 0.746, 113},
}

// portrait draws an upright poster, from top to bottom.
func (s *sheet) portrait(plan portrait) {
	s.page(plan.w, plan.h)
	rest := s.pages[len(s.pages)-1].sheet.inset(edge)
	code := plan.code * plan.w
	s.u = (rest.h - code) / plan.units

	const head, where, key, steps, notes, foot = 40, 12, 14, 14, 18.5, 4.5
	gap := (plan.units - (head + where + 2*rim + key + steps + notes + foot)) / 6 * s.u
	next := func(h float64) (at box) {
		at, rest = rest.top(h)
		_, rest = rest.top(gap)
		return at
	}
	s.head(next(head * s.u))
	s.where(next(where*s.u), 0.54)
	s.square(next(code + 2*rim*s.u))
	s.key(next(key * s.u))
	s.steps(thirds(next(steps*s.u), 4*s.u))
	s.notes(next(notes * s.u))
	s.foot(next(foot * s.u))
	if s.trial != "" {
		s.trialMark(s.words.Trial, 42*s.u)
	}
}

// thirds cuts a row for the three steps; the last has the most to say.
func thirds(at box, gap float64) []box {
	w := at.w - 2*gap
	first, rest := at.left(0.31 * w)
	_, rest = rest.left(gap)
	second, rest := rest.left(0.28 * w)
	_, third := rest.left(gap)
	return []box{first, second, third}
}

// head draws who asks and what: white on a band of the brand's colour.
func (s *sheet) head(band box) {
	s.area(band, 3*s.u, brand)
	_, at := band.inset(2 * s.u).left(4 * s.u)
	at.w -= 4 * s.u
	authority, rest := at.top(6.5 * s.u)
	s.text(s.authority(), authority, style{face: sansBold, size: 12 * s.u, least: 5 * s.u, lines: 2, align: centred, ink: white})
	why, title := rest.bottom(6.5 * s.u)
	s.say(s.words.Title, title, style{face: sansBold, size: 27 * s.u, least: 8 * s.u, align: centred, ink: white})
	s.say(s.words.Why, why, style{face: sans, size: 11 * s.u, least: 5 * s.u, align: centred, ink: white})
}

// authority returns who asks, in capitals as on a letterhead.
func (s *sheet) authority() string { return strings.ToUpper(s.poster.Unit.Authority.In(s.lang)) }

// where draws the names of the place and of the counter, which share the height.
func (s *sheet) where(at box, share float64) {
	place, counter := s.poster.Place.Name.In(s.lang), s.poster.counter(s.lang)
	st := style{face: sansBold, size: 14 * s.u, least: 6 * s.u, align: centred, ink: brand}
	if sans.clean(counter) == "" {
		s.text(place, at, st)
		return
	}
	upper, lower := at.top(at.h * share)
	b := s.text(place, upper, st)
	// The desk is a part of the place and never stands in larger letters.
	st.face, st.ink, st.size = sans, dark, min(13*s.u, max(b.size, st.least))
	s.text(counter, lower, st)
}

// rim is the width that the frame about a code takes, in units.
const rim = 0.9

// square draws the code and its border within a frame. The frame makes it seen
// when something is stuck over the code; its round corners keep off the border.
func (s *sheet) square(at box) {
	at = at.square()
	s.frame(at.inset(0.25*s.u), 1.5*s.u, 0.5*s.u, brand)
	s.symbol(at.inset(rim * s.u))
}

// symbol draws the code so that its border fills a square.
func (s *sheet) symbol(at box) {
	n := float64(len(s.code))
	s.document.code(s.code, at.inset(at.w*quiet/(n+2*quiet)))
}

// key draws the code in letters and the address, for those who type and for
// those who compare.
func (s *sheet) key(at box) {
	letters, rest := at.left(58 * s.u)
	s.letters(letters, 24*s.u)
	_, rest = rest.left(4 * s.u)
	s.address(rest, 18*s.u)
}

// letters draws the code in letters.
func (s *sheet) letters(at box, size float64) {
	s.area(at, 2.5*s.u, brandPale)
	s.text(s.words.Code+s.poster.Code, at.inset(1*s.u), style{face: sansBold, size: size, least: 6 * s.u, lines: 1, align: centred, ink: brand})
}

// address draws the address below the words that say what to do with it.
func (s *sheet) address(at box, size float64) {
	label, rest := at.top(5 * s.u)
	s.say(s.words.Address, label, style{face: sans, size: 9.5 * s.u, least: 5 * s.u, lines: 1, ink: soft})
	b := spell(s.poster.Address).fit(style{face: sansBold, size: size, least: 5 * s.u, ink: dark}, rest.w, rest.h)
	s.put(b, rest)
}

// steps draws the three things to do, each with a picture.
func (s *sheet) steps(at []box) {
	texts := make([]box, len(at))
	for i, draw := range []func(box){s.phone, s.finder, s.faces} {
		picture, text := at[i].left(min(at[i].h, 14.5*s.u))
		draw(picture.square())
		_, texts[i] = text.left(2.5 * s.u)
	}
	st := style{face: sansBold, size: 12 * s.u, least: 5 * s.u, ink: dark}
	for i, b := range st.same(s.words.Steps[:], texts) {
		s.put(b, texts[i])
	}
}

// notes draws what people need not fear and what to do without a phone.
func (s *sheet) notes(at box) {
	s.area(at, 3*s.u, brandPale)
	_, at = at.inset(1 * s.u).left(3 * s.u)
	at.w -= 3 * s.u
	rows := at.rows(3, 0)
	// Measured in bold, the widest, so that all three get the same size.
	st := style{face: sansBold, size: 11 * s.u, least: 4 * s.u, align: centred, ink: dark}
	for i, b := range st.same([]string{s.words.NoAsk, s.words.NoName, s.words.NoPhone}, rows) {
		if i < 2 {
			b.style.face = sans
		}
		s.put(b, rows[i])
	}
}

// foot draws the date and the request to report a false code, or why the print
// must not hang.
func (s *sheet) foot(at box) {
	if s.trial != "" {
		at = box{at.x, at.y - 1.2*s.u, at.w, at.h + 1.2*s.u}
		s.area(at, 1.2*s.u, warn)
		s.say(s.words.Trial+". "+s.trial, at, style{face: sansBold, size: 11 * s.u, least: 5 * s.u, lines: 1, align: centred, ink: white})
		return
	}
	left, right := at.left(at.w * 0.68)
	_, right = right.left(2 * s.u)
	st := style{face: sans, size: max(8*s.u, 6.5), least: 4, lines: 1, ink: soft}
	both := st.same([]string{s.words.Pasted, s.printed}, []box{left, right})
	both[1].style.align = rightward
	s.put(both[0], left)
	s.put(both[1], right)
}
