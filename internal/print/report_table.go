package print

import "hailong/internal/report"

// A look is how the cells of a table are set.
type tableLook struct {
	size, headSize, beside float64
}

// lookOf makes the letters of a table with many columns small.
func lookOf(t *report.Table) tableLook {
	if len(t.Columns) > 8 {
		return tableLook{size: 9.5, headSize: 9, beside: 0.6}
	}
	return tableLook{size: 11.5, headSize: 11, beside: 1.4}
}

// table returns a table with its caption and its notes. Its head is repeated on
// every page.
func (s *statement) table(t *report.Table, w float64) []*part {
	look := lookOf(t)
	gap := 2.0
	var all []*part
	if t.Code != "" {
		caption := s.centred(t.Line(), serifBold, 12, w, 4)
		all = append(all, caption.with())
		gap = 1
	}
	head := s.headRow(t, look)
	for i, r := range t.Rows {
		row := s.row(t, r, look)
		row.table, row.head = true, head
		// A heading inside stays with its first row. A short table is never cut,
		// and the head of a long one stands with two rows at least; so does its end.
		last := len(t.Rows) - 1
		row.keep = i < last && (r.Heading || len(t.Rows) <= report.ShortTable || i == 0 || i == last-1)
		all = append(all, row)
	}
	head.gap = gap
	for _, n := range t.Notes {
		all = append(all, s.note(n, w))
	}
	return all
}

// headRow is the names of the columns.
func (s *statement) headRow(t *report.Table, look tableLook) *part {
	cells := make([]report.Cell, len(t.Columns))
	styles := make([]style, len(t.Columns))
	for i, c := range t.Columns {
		cells[i].Text = c.Title
		styles[i] = official(serifBold, look.headSize).to(centred)
	}
	return s.cells(t, cells, styles, look, &shade)
}

// row is one line of a table.
func (s *statement) row(t *report.Table, r report.Row, look tableLook) *part {
	if r.Heading {
		return s.span(r.Cells[0].Text, look)
	}
	styles := make([]style, len(r.Cells))
	for i := range r.Cells {
		f := serif
		if r.Whole {
			f = serifBold
		}
		styles[i] = official(f, look.size)
		if t.Columns[i].Number {
			styles[i] = styles[i].to(rightward)
		}
	}
	p := s.cells(t, r.Cells, styles, look, nil)
	if t.Code == "" {
		p.h = max(p.h, 10)
	}
	return p
}

// cells draws a line of cells, as high as the highest needs.
func (s *statement) cells(t *report.Table, cells []report.Cell, styles []style, look tableLook, fill *ink) *part {
	blocks := make([]block, len(cells))
	p := &part{h: 6}
	for i, c := range cells {
		st := styles[i].inMiddle()
		blocks[i] = st.fit(st.face.clean(c.Text), t.Columns[i].Width-2*look.beside, 120)
		p.h = max(p.h, blocks[i].height()+1.6)
	}
	p.draw = func(at box) {
		x := at.x
		for i, b := range blocks {
			cell := box{x, at.y, t.Columns[i].Width, at.h}
			if fill != nil {
				s.area(cell, 0, *fill)
			}
			s.frame(cell, 0, 0.2, black)
			s.put(b, box{cell.x + look.beside, cell.y, cell.w - 2*look.beside, cell.h})
			x += cell.w
		}
	}
	return p
}

// span is a heading inside a table, over all columns.
func (s *statement) span(text string, look tableLook) *part {
	st := official(serifBold, look.size).inMiddle()
	b := st.fit(st.face.clean(text), report.TableWidth-2*look.beside, 120)
	return &part{h: max(6, b.height()+1.6), draw: func(at box) {
		s.area(at, 0, pale)
		s.frame(at, 0, 0.2, black)
		s.put(b, box{at.x + look.beside, at.y, at.w - 2*look.beside, at.h})
	}}
}

// pale shades headings inside tables and what a bar leaves free.
var pale = ink{0xf3, 0xf3, 0xf3}
