package print

import "hailong/internal/report"

// The measures of a chart in millimetres.
const (
	chartLabel = 62.0
	chartValue = 18.0
	chartPitch = 2.0
)

// chart draws horizontal bars from 0 to 100 percent, each with its figure. It
// is never cut.
func (s *statement) chart(c *report.Chart, w float64) *part {
	title := s.centred(c.Caption, serifBold, 12, w, 0)
	label, value := official(serif, 11).inMiddle(), official(serif, 11.5).to(rightward).inMiddle()
	type bar struct {
		text, figure block
		length, h    float64
		exists       bool
	}
	field := w - chartLabel - chartValue
	bars := make([]bar, len(c.Bars))
	p := &part{h: title.h + 2, gap: 5}
	for i, b := range c.Bars {
		text := label.fit(label.face.clean(b.Label), chartLabel-3, 60)
		bars[i] = bar{text, value.fit(b.Value.Comma(), chartValue-1, 10), field * float64(b.Value.Hundredths()) / 10000, max(6, text.height()), b.Value.Exists()}
		p.h += bars[i].h + chartPitch
	}
	p.draw = func(at box) {
		var strip box
		strip, at = at.top(title.h)
		title.draw(strip)
		_, at = at.top(2)
		for _, b := range bars {
			strip, at = at.top(b.h)
			name, rest := strip.left(chartLabel)
			s.put(b.text, box{name.x, name.y, name.w - 3, name.h})
			ground, figure := rest.left(field)
			middle := ground.y + ground.h/2
			s.area(box{ground.x, middle - 2.4, field, 4.8}, 0, pale)
			s.area(box{ground.x, middle - 2.4, b.length, 4.8}, 0, ruled)
			s.line(ground.x, middle-3, ground.x, middle+3, 0.2, black)
			s.put(b.figure, box{figure.x + 1, figure.y, figure.w - 1, figure.h})
			_, at = at.top(chartPitch)
		}
	}
	return p
}
