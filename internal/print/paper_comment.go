package print

import "hailong/internal/survey"

// comment is the open question: ruled lines to write on, about as many as its
// characters need, and more where there is room.
func (p *paper) comment(q *survey.Question) *part {
	// A hand writes about 60 characters on a line; few people fill the room.
	return p.written(q, min(max(q.Max/150, 2), 5))
}

// written is a question that is answered in writing, on at least so many lines.
func (p *paper) written(q *survey.Question, lines int) *part {
	_, cell := box{w: body().w}.left(p.gutter())
	text, h := p.stack(p.asked(q), cell.w)
	made := &part{h: h + float64(lines)*p.lineHeight() + 1.5*p.u}
	if q.Kind == survey.KindComment {
		made.grow = 12 * p.lineHeight()
	}
	made.draw = func(at box) {
		head, rest := at.top(h)
		_, head = head.left(p.gutter())
		p.putStack(text, head)
		p.ruledLines(rest)
	}
	return made
}

// lineHeight is the distance of two lines to write on.
func (p *paper) lineHeight() float64 { return max(7.2, 7.2*p.u) }

// ruledLines fills a box with dotted lines.
func (p *paper) ruledLines(at box) {
	n := int((at.h + hair) / p.lineHeight())
	for i := range n {
		y := at.y + float64(i+1)*p.lineHeight()
		p.dots(at.x+p.pad(), y, at.x+at.w-p.pad(), y, 0.3, 1.1, grey)
	}
}

// moreLines fills a side with room for a longer comment.
func (p *paper) moreLines(at box) {
	b := p.fitted(p.words.Form.More, at.w, p.style(serifBold, 10.5, leftward))
	head, rest := at.top(b.height() + 1.2*p.u)
	p.putStack([]block{b}, head)
	p.ruledLines(rest)
}
