package print

// trial returns why a print of that address must not hang, or "" where it may.
func (w *words) trial(address string, asked bool) string {
	switch {
	case trialAddress(address):
		return w.Insecure
	case asked:
		return w.TrialOnly
	}
	return ""
}

// trialMark writes across a page that it must not hang, again and again and
// through everything but the codes. It is transparent: what stands below is
// still read.
func (s *sheet) trialMark(size float64) {
	mark := s.words.Trial
	p := s.pages[len(s.pages)-1]
	s.pdf.TransformBegin()
	s.spare(p.sheet, p.codes)
	s.pdf.SetAlpha(0.18, "Normal")
	s.use(sansBold, size)
	s.pdf.SetTextColor(warn.r, warn.g, warn.b)
	w, h := sansBold.width(mark, size), sansBold.ascent(size)
	// Every row begins further left, so that no column stays free.
	row := 0
	for y := h / 2; y < p.sheet.h+w/2; y += h * 1.7 {
		for x := -w * 0.45 * float64(row%3); x < p.sheet.w; x += w * 1.3 {
			s.pdf.TransformBegin()
			s.pdf.TransformRotate(25, x, y)
			s.pdf.Text(x, y, mark)
			s.pdf.TransformEnd()
		}
		row++
	}
	s.pdf.SetAlpha(1, "Normal")
	s.pdf.TransformEnd()
}
