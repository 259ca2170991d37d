package page

import (
	"fmt"
	"strings"

	"hailong/internal/index"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// The frame of the trend's drawing, in the units of its own coordinates.
const (
	chartWidth, chartHeight     = 480, 210
	chartLeft, chartRight       = 44, 18
	chartTop, chartBottom       = 24, 34
	chartStep                   = 10 // percent between two lines of the grid
	fullPercent             int = 100
)

// A chartView is the trend as a drawing. Everything in it also stands in the
// table below it.
type chartView struct {
	Width, Height int
	Left, Right   int
	Grid          []chartGrid
	Lines         []chartLine
	Dots          []chartDot
	Breaks        []chartBreak
	// Alt says what the drawing shows, for who does not see it.
	Alt string
}

type chartGrid struct {
	Y     int
	Label string
}

type chartLine struct{ X1, Y1, X2, Y2 int }

type chartDot struct {
	X, Y, LabelY int
	Label        string
	Name         string
	NameY        int
	Shown        bool
}

type chartBreak struct{ X, Y1, Y2 int }

// trendChart draws the points of a trend. The axis ends at 100 and begins at a
// round figure below the lowest point, which the grid names.
func trendChart(points []report.Point) *chartView {
	shown := 0
	low := fullPercent
	for _, p := range points {
		if p.Shown() {
			shown++
			low = min(low, int(p.Index.Overall.Percent().Hundredths()/100))
		}
	}
	if shown < 2 { // one point is a figure and no trend
		return nil
	}
	c := &chartView{Width: chartWidth, Height: chartHeight, Left: chartLeft, Right: chartWidth - chartRight}
	floor := max(0, (low-1)/chartStep*chartStep)
	y := func(hundredths int64) int {
		span := int64(fullPercent-floor) * 100
		return chartTop + int((int64(fullPercent)*100-hundredths)*(chartHeight-chartTop-chartBottom)/span)
	}
	step := chartStep
	if fullPercent-floor > 5*chartStep {
		step = 2 * chartStep
	}
	for at := fullPercent; at >= floor; at -= step {
		c.Grid = append(c.Grid, chartGrid{y(int64(at) * 100), fmt.Sprintf("%d%%", at)})
	}
	c.place(points, y)
	c.Alt = trendWords(points)
	return c
}

// place puts the points on the drawing, from left to right at equal distances.
func (c *chartView) place(points []report.Point, y func(int64) int) {
	inner := c.Right - c.Left - chartLeft
	var last *chartDot
	for i, p := range points {
		x := c.Left + chartLeft/2
		if len(points) > 1 {
			x += inner * i / (len(points) - 1)
		}
		dot := chartDot{X: x, Name: shortPeriod(p), NameY: chartHeight - chartBottom/3, Shown: p.Shown()}
		if p.Shown() {
			dot.Y = y(p.Index.Overall.Percent().Hundredths())
			dot.LabelY, dot.Label = dot.Y-9, p.Index.Overall.Percent().Comma()
			if last != nil && !p.Broken {
				c.Lines = append(c.Lines, chartLine{last.X, last.Y, dot.X, dot.Y})
			}
			if last != nil && p.Broken {
				c.Breaks = append(c.Breaks, chartBreak{(last.X + x) / 2, chartTop, chartHeight - chartBottom})
			}
			last = &dot
		}
		c.Dots = append(c.Dots, dot)
	}
}

// shortPeriod is a period as an axis names it: Q4/2026.
func shortPeriod(p report.Point) string {
	year, part, ok := strings.Cut(p.Period.String(), "-")
	if !ok {
		return year
	}
	return part + "/" + year
}

// trendWords tell a trend to who does not see its drawing.
func trendWords(points []report.Point) string {
	var parts []string
	for _, p := range points {
		if !p.Shown() {
			continue
		}
		part := p.Period.Name(survey.Vietnamese) + " " + p.Index.Overall.Percent().Comma() + "%"
		if p.Broken {
			part += " (không so với kỳ trước được)"
		}
		parts = append(parts, part)
	}
	return "Chỉ số hài lòng chung qua các kỳ: " + strings.Join(parts, "; ") + "."
}

// A trendRow is a point in the table below the drawing.
type trendRow struct {
	Name, Percent, Interval, Note string
	Responses                     int64
	Shown                         bool
}

func trendRows(points []report.Point) []trendRow {
	var rows []trendRow
	for i := range points {
		p := &points[i]
		row := trendRow{Name: p.Period.Name(survey.Vietnamese), Responses: p.Index.Responses, Shown: p.Shown(),
			Percent: p.Index.Overall.Percent().Comma(), Interval: intervalWords(p.Index.Interval)}
		switch {
		case p.Hidden:
			row.Note = "ít phiếu, không hiện"
		case p.Campaign == "":
			row.Note = "không khảo sát"
		case !p.Shown():
			row.Note = "chưa đủ số liệu"
		case p.Broken:
			row.Note = "khác mẫu phiếu hoặc cách tính, không so với kỳ trước"
		case p.Index.Responses < index.FewLimit:
			row.Note = "ít phiếu"
		}
		rows = append(rows, row)
	}
	return rows
}

// intervalWords writes an interval, or nothing where there is none.
func intervalWords(i index.Interval) string {
	if !i.Low.Exists() {
		return ""
	}
	return i.Low.Comma() + "% – " + i.High.Comma() + "%"
}
