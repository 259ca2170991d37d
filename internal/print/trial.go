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

// trialSlip does the same for what is handed out.
func (w *words) trialSlip(address string, asked bool) string {
	switch w.trial(address, asked) {
	case w.Insecure:
		return w.InsecureSlip
	case w.TrialOnly:
		return w.TrialOnlySlip
	}
	return ""
}

// trialMark writes across a page that it must not hang, again and again and
// through everything but the codes. It is transparent: what stands below is
// still read.
func (d *document) trialMark(mark string, size float64) {
	p := d.pages[len(d.pages)-1]
	d.pdf.TransformBegin()
	d.spare(p.sheet, p.codes)
	d.pdf.SetAlpha(0.18, "Normal")
	d.use(sansBold, size)
	d.pdf.SetTextColor(warn.r, warn.g, warn.b)
	w, h := sansBold.width(mark, size), sansBold.ascent(size)
	// Every row begins further left, so that no column stays free.
	row := 0
	for y := h / 2; y < p.sheet.h+w/2; y += h * 1.7 {
		for x := -w * 0.45 * float64(row%3); x < p.sheet.w; x += w * 1.3 {
			d.pdf.TransformBegin()
			d.pdf.TransformRotate(25, x, y)
			d.pdf.Text(x, y, mark)
			d.pdf.TransformEnd()
		}
		row++
	}
	d.pdf.SetAlpha(1, "Normal")
	d.pdf.TransformEnd()
}
