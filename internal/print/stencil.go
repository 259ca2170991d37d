package print

import (
	"errors"

	"codeberg.org/go-pdf/fpdf"
)

// A stencil is a drawing that stands alike on many pages. It lies in the
// document once; every page only refers to it. Ten thousand slips differ in
// their codes only, and so do the forms of a batch in their numbers.
type stencil struct {
	drawing fpdf.Template
	page    page
}

// A stamp is a stencil put on a page with its top left corner at a point.
type stamp struct {
	*stencil
	x, y float64
}

// stencil draws what draw draws on a sheet of its own, in faces which are named
// before: the library would not find a font that only a stencil uses. Nothing
// transparent and no code may stand in it. The document must have a page.
func (d *document) stencil(w, h float64, faces []*face, draw func()) *stencil {
	if d.err != nil || d.pdf.Err() {
		return nil // the library would draw with fonts that were not loaded
	}
	for _, f := range faces {
		d.use(f, 10)
	}
	pdf, pages := d.pdf, d.pages
	defer func() { d.pdf, d.pages = pdf, pages }()
	s := &stencil{}
	var failed error
	s.drawing = pdf.CreateTemplateCustom(fpdf.PointType{}, fpdf.SizeType{Wd: w, Ht: h}, func(t *fpdf.Tpl) {
		d.pdf, d.pages = &t.Fpdf, []page{{sheet: box{0, 0, w, h}}}
		draw()
		failed = t.Error()
		s.page = d.pages[0]
	})
	if failed != nil {
		d.fail(failed)
	}
	if len(s.page.codes) > 0 || len(d.pages) > 1 {
		d.fail(errors.New("a stencil holds a code or a second page"))
	}
	return s
}

// stamp puts a stencil on the page.
func (d *document) stamp(s *stencil, x, y float64) {
	if s == nil {
		return
	}
	d.pdf.UseTemplateScaled(s.drawing, fpdf.PointType{X: x, Y: y}, fpdf.SizeType{Wd: s.page.sheet.w, Ht: s.page.sheet.h})
	p := &d.pages[len(d.pages)-1]
	p.stamps = append(p.stamps, stamp{s, x, y})
}

// whole returns the page with everything that its stamps put on it.
func (p page) whole() page {
	all := page{sheet: p.sheet, codes: p.codes}
	for _, s := range p.stamps {
		for _, t := range s.page.texts {
			all.texts = append(all.texts, placed{t.block, t.at.moved(s.x, s.y)})
		}
		for _, b := range s.page.ticks {
			all.ticks = append(all.ticks, b.moved(s.x, s.y))
		}
	}
	all.texts = append(all.texts, p.texts...)
	all.ticks = append(all.ticks, p.ticks...)
	return all
}
