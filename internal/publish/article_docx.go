package publish

import "hailong/internal/docx"

// document begins a DOCX of ours with its styles.
func (f *facts) document(title string, styles []docx.Style) *docx.Document {
	return &docx.Document{
		Title: title + " – " + f.unit + ", " + f.period, Lang: "vi-VN", Made: f.Locked.Time(), Styles: styles,
		Top: docx.Millimetres(20), Right: docx.Millimetres(20), Bottom: docx.Millimetres(20), Left: docx.Millimetres(30),
	}
}

// articleDocument is the article for whoever edits it before it is posted. The
// picture and its description are files of their own in the pack.
func (f *facts) articleDocument() *docx.Document {
	a := f.article()
	d := f.document("Tin bài", []docx.Style{
		{ID: "Tua", Name: "Tựa", Half: 32, Bold: true, Align: docx.Left, After: 160, KeepNext: true, Level: 1},
		{ID: "Sapo", Name: "Sapo", Half: 28, Bold: true, Align: docx.Justified, After: 140, Line: 300},
		{ID: "Muc", Name: "Mục", Half: 28, Bold: true, Align: docx.Left, Before: 160, After: 80, KeepNext: true, Level: 2},
		{ID: "Than", Name: "Thân bài", Half: 28, Align: docx.Justified, After: 120, Line: 300},
		{ID: "O", Name: "Ô bảng", Half: 26, Align: docx.Left, Before: 40, After: 40},
		{ID: "So", Name: "Ô số", Half: 26, Align: docx.Right, Before: 40, After: 40},
		{ID: "Chu", Name: "Chú thích", Half: 26, Italic: true, Align: docx.Left, Before: 80, After: 80, KeepNext: true},
	})
	add := func(style, text string) { d.Body = append(d.Body, docx.Paragraph{Style: style, Text: text}) }
	add("Tua", a.Title)
	for _, p := range a.paragraphs {
		if p.head != "" {
			add("Muc", p.head)
		}
		switch {
		case p.kind == lead:
			add("Sapo", p.text())
		case p.list:
			for _, s := range p.sentences {
				add("Than", "– "+s.text)
			}
		default:
			add("Than", p.text())
		}
		if p.kind == figures {
			add("Chu", a.caption)
			d.Body = append(d.Body, a.grid())
			add("Chu", "Ảnh kèm theo: "+fileWide+".")
		}
	}
	return d
}

// grid is the table of the factors.
func (a *article) grid() docx.Table {
	t := docx.Table{Grid: []docx.Twips{docx.Millimetres(105), docx.Millimetres(55)}, Ruled: true, Heads: 1, Caption: a.caption, Description: a.alt}
	line := func(style, fill, left, right string) {
		t.Rows = append(t.Rows, docx.Row{Cells: []docx.Cell{
			{Fill: fill, Texts: []docx.Paragraph{{Style: "O", Text: left}}}, {Fill: fill, Texts: []docx.Paragraph{{Style: style, Text: right}}}}})
	}
	line("O", "E7E7E7", "Yếu tố", "Chỉ số hài lòng")
	for _, one := range a.table {
		line("So", "", one.label, one.figure())
	}
	return t
}
