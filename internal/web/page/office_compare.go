package page

import (
	"hailong/internal/index"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// OfficeCompare lays units side by side.
type OfficeCompare struct {
	Office
	// Select are the questionnaire and the period.
	Select []Selection
	// Period is the chosen one, in words.
	Period string
	Points []report.UnitPoint
}

type compareView struct {
	OfficeCompare
	Rows []compareRow
}

// A compareRow is one unit. It has no figure where Note says why.
type compareRow struct {
	figureView
	Responses int64
	Interval  string
	Note      string
	Shown     bool
}

// OfficeCompare renders the comparison.
func (s *Set) OfficeCompare(p OfficeCompare) (Rendered, error) {
	p.Title, p.Here = "So sánh các đơn vị", "/office/compare"
	v := compareView{OfficeCompare: p}
	for i := range p.Points {
		v.Rows = append(v.Rows, compareRowOf(&p.Points[i]))
	}
	return s.office("office_compare", &v.Office, &v)
}

func compareRowOf(u *report.UnitPoint) compareRow {
	x := &u.Index
	row := compareRow{
		figureView: figureView{Name: u.Unit.Name.In(survey.Vietnamese), Percent: x.Overall.Percent().Comma()},
		Responses:  x.Responses, Interval: intervalWords(x.Interval), Shown: u.Shown() && x.Responses >= index.FewLimit,
	}
	switch {
	case u.Hidden:
		row.Note = "ít phiếu, không hiện"
	case !u.Shown():
		row.Note = "chưa có phiếu"
	case !row.Shown:
		row.Note = "chưa đủ dữ liệu"
	case u.Broken:
		row.Note = "phiên bản phiếu khác, không so sánh trực tiếp"
	}
	if row.Shown {
		row.Bar = x.Overall.Percent().String()
	}
	return row
}
