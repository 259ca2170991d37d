package print

// The pictures of the three steps. They fill a square and are drawn with lines
// only, so that they print well on any machine.

// phone is a phone whose camera looks at something.
func (s *sheet) phone(at box) {
	s.disc(at)
	u := at.w / 14
	body := box{at.x + 4.6*u, at.y + 2.6*u, 4.8 * u, 8.8 * u}
	s.area(body, 0.8*u, white)
	s.frame(body, 0.8*u, 0.45*u, brand)
	s.line(body.x+1.7*u, body.y+7.7*u, body.x+3.1*u, body.y+7.7*u, 0.45*u, brand)
	s.fill(brand)
	s.pdf.Circle(body.x+2.4*u, body.y+3.2*u, 1.25*u, "F")
	s.fill(white)
	s.pdf.Circle(body.x+2.4*u, body.y+3.2*u, 0.55*u, "F")
}

// finder is a code between the corners of a camera's finder.
func (s *sheet) finder(at box) {
	s.disc(at)
	u := at.w / 14
	b := at.inset(3.2 * u)
	arm := 1.7 * u
	for _, c := range []struct{ x, y, dx, dy float64 }{
		{b.x, b.y, arm, arm}, {b.x + b.w, b.y, -arm, arm},
		{b.x, b.y + b.h, arm, -arm}, {b.x + b.w, b.y + b.h, -arm, -arm},
	} {
		s.line(c.x, c.y, c.x+c.dx, c.y, 0.45*u, brand)
		s.line(c.x, c.y, c.x, c.y+c.dy, 0.45*u, brand)
	}
	m := 0.8 * u
	for i, row := range []string{"##.#", "##.#", "..#.", "#.##", "##.#"} {
		for j, c := range row {
			if c == '#' {
				s.area(box{at.x + 5*u + float64(j)*m*1.25, at.y + 5*u + float64(i)*m, m * 1.25, m}, 0, brand)
			}
		}
	}
}

// faces are three faces, from sad to glad: to show only a glad one would ask
// for a good answer.
func (s *sheet) faces(at box) {
	s.disc(at)
	u := at.w / 14
	for i, x := range []float64{2.6, 7, 11.4} {
		s.face(at.x+x*u, at.y+7*u, 1.95*u, float64(i-1))
	}
}

// face draws a face about a point; mood is -1 for sad to 1 for glad.
func (s *sheet) face(x, y, r, mood float64) {
	s.fill(white)
	s.pen(brand, r*0.2)
	s.pdf.Circle(x, y, r, "FD")
	s.fill(brand)
	for _, side := range []float64{-1, 1} {
		s.pdf.Circle(x+side*r*0.36, y-r*0.25, r*0.12, "F")
	}
	s.pdf.Curve(x-r*0.5, y+r*(0.4-0.1*mood), x, y+r*(0.4+0.5*mood), x+r*0.5, y+r*(0.4-0.1*mood), "D")
}

// disc is the pale ground of a picture.
func (s *sheet) disc(at box) {
	s.fill(brandPale)
	s.pdf.Circle(at.x+at.w/2, at.y+at.h/2, at.w/2, "F")
}
