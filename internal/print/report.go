package print

import (
	"fmt"
	"io"
	"time"

	"hailong/internal/report"
	"hailong/internal/survey"
)

// Report writes a report as PDF: the same document as the DOCX file, laid out
// as the decree on documents wants it (Nghị định 30/2020, appendix I). It exists
// in Vietnamese only.
func Report(w io.Writer, r *report.Document, printed time.Time) error {
	d := stated(r, printed)
	if err := d.write(w); err != nil {
		return fmt.Errorf("print report: %w", err)
	}
	return nil
}

// statement is the report being drawn.
type statement struct {
	*document
	r *report.Document
}

// statementBody is the page within the margins: 30 mm on the left, 20 elsewhere.
func statementBody() box { return box{30, 20, report.TableWidth, 257} }

// bodySize is the size of the text in points, bodyIndent the indent of the first
// line of a paragraph in millimetres.
const (
	bodySize   = 13.0
	bodyIndent = 10.0
)

func stated(r *report.Document, printed time.Time) *document {
	s := &statement{newDocument(r.Title, survey.Vietnamese, printed), r}
	at := statementBody()
	for i, c := range flow(s.parts(at.w), at.h) {
		s.page(210, 297)
		if i > 0 {
			// In the middle of the upper margin, and not on the first page.
			s.say(fmt.Sprint(i+1), box{at.x, 10, at.w, 8}, official(serif, 13).to(centred))
		}
		filled := at
		filled.h = c.used // what is left of a page stays empty
		c.draw(filled)
	}
	return s.document
}

// parts returns the report in its order.
func (s *statement) parts(w float64) []*part {
	all := []*part{s.top(w), s.numberLine(w)}
	all = append(all, s.centred(s.r.Kind, serifBold, 14, w, 7).with(), s.subject(w))
	for _, b := range s.r.Basis {
		all = append(all, s.paragraph(b, serifItalic, w))
	}
	for _, b := range s.r.Blocks {
		switch b := b.(type) {
		case report.Paragraph:
			all = append(all, s.said(b, w))
		case *report.Table:
			all = append(all, s.table(b, w)...)
		case *report.Chart:
			all = append(all, s.chart(b, w))
		}
	}
	all[len(all)-1].keep = true // no signature stands alone on a page
	all = append(all, s.signature(w))
	return append(all, s.appendix(w)...)
}

// appendix is the long tables on pages of their own.
func (s *statement) appendix(w float64) []*part {
	if len(s.r.Appendix) == 0 {
		return nil
	}
	st := official(serifItalic, bodySize).to(centred)
	attached := st.fit(s.r.Attached(), w, 297) // not cleaned: the room to write on stays
	title := s.centred(report.AppendixTitle, serifBold, 14, w, 0).with()
	title.side = true
	all := []*part{title, s.centred(report.AppendixSubject, serifBold, 14, w, 0.5).with(),
		{h: attached.height() + 2.5, gap: 0.5, draw: func(at box) {
			s.put(attached, at)
			s.short(at, at.y+attached.height()+1.2)
		}}}
	for _, t := range s.r.Appendix {
		all = append(all, s.table(t, w)...)
	}
	return all
}

// short draws a line of a third of the page in the middle.
func (s *statement) short(at box, y float64) {
	s.line(at.x+at.w/2-25, y, at.x+at.w/2+25, y, 0.3, black)
}

// said is one paragraph of the text.
func (s *statement) said(p report.Paragraph, w float64) *part {
	switch p.Look {
	case report.Chapter:
		head := s.heading(p.Text, w)
		head.gap = 4.5
		return head
	case report.Section:
		return s.heading(p.Text, w)
	case report.Placeholder:
		return s.paragraph(p.Text, serifItalic, w)
	case report.Note:
		return s.note(p.Text, w)
	}
	return s.paragraph(p.Text, serif, w)
}

// heading stays with what follows.
func (s *statement) heading(text string, w float64) *part {
	st := official(serifBold, bodySize)
	b := st.fit(st.face.clean(text), w-bodyIndent, 297)
	return &part{h: b.height(), gap: 3.2, keep: true, draw: func(at box) { s.put(b, box{at.x + bodyIndent, at.y, at.w - bodyIndent, at.h}) }}
}

// note is what is said below a table.
func (s *statement) note(text string, w float64) *part {
	st := official(serifItalic, 11)
	b := st.fit(st.face.clean(text), w, 297)
	return &part{h: b.height(), gap: 1.2, draw: func(at box) { s.put(b, at) }}
}

func (s *statement) centred(text string, f *face, size, w, gap float64) *part {
	st := official(f, size).to(centred)
	b := st.fit(st.face.clean(text), w, 297)
	return &part{h: b.height(), gap: gap, draw: func(at box) { s.put(b, at) }}
}

// subject is what the report is about, with a line of a third of the page below.
func (s *statement) subject(w float64) *part {
	p := s.centred(s.r.Subject, serifBold, 14, w-14, 0.5)
	text := p.h
	p.h += 2.5
	draw := p.draw
	p.draw = func(at box) {
		draw(box{at.x + 7, at.y, at.w - 14, text})
		s.short(at, at.y+text+1.2)
	}
	return p
}
