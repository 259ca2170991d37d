package print

import (
	"fmt"
	"io"
	"strings"
	"time"

	"hailong/internal/report"
	"hailong/internal/survey"
)

// A Result is what a commune publishes of a survey, as the sheets on a wall and
// in the hand of a villager show it. It exists in Vietnamese only; every text
// stands as it is given.
type Result struct {
	// Authority is who publishes, Period the period with its year.
	Authority, Period string
	// Figure is the one number, "84,00%"; "" where none may be given. Headline
	// says what it is, or why there is none, and Count how many answered.
	Figure, Headline, Count string
	// Bars are the factors, of which there may be none.
	Bars []ResultBar
	// Compared is how the figure moved; "" where there is nothing to say.
	Compared string
	// Plans stand below PlansTitle on the wall, Points on the hand-out.
	PlansTitle string
	Plans      []string
	Points     []string
	// Notes are the small print.
	Notes []string
	// Address is that of the page of results, for the code; "" draws none.
	Address string
}

// A ResultBar is a bar with what is written behind it.
type ResultBar struct {
	report.Bar
	Figure string
}

// resultTitle is the title of both sheets.
const resultTitle = "KẾT QUẢ KHẢO SÁT SỰ HÀI LÒNG"

// resultSheet is a sheet being drawn.
type resultSheet struct {
	*document
	r *Result
	// u is the unit of the layout: a millimetre on A4.
	u float64
}

func newResultSheet(r *Result, title string, w, h, u float64, printed time.Time) *resultSheet {
	s := &resultSheet{newDocument(title+", "+r.Period, survey.Vietnamese, printed), r, u}
	s.page(w, h)
	return s
}

// Notice writes the sheet for the notice board, on A4 or A3. Where the address
// of the results is not https it is marked as a trial.
func Notice(w io.Writer, r *Result, size Size, printed time.Time) error {
	d, err := noticed(r, size, printed)
	if err == nil {
		err = d.write(w)
	}
	if err != nil {
		return fmt.Errorf("print notice: %w", err)
	}
	return nil
}

// Handout writes the page for the village meeting, on A4.
func Handout(w io.Writer, r *Result, printed time.Time) error {
	if err := handedOut(r, printed).write(w); err != nil {
		return fmt.Errorf("print hand-out: %w", err)
	}
	return nil
}

// head draws who publishes, what and of when: white on the brand's colour.
func (s *resultSheet) head(band box) {
	s.area(band, 3*s.u, brand)
	at := band.inset(2 * s.u)
	rows := []float64{0.24, 0.46, 0.30}
	authority, rest := at.top(at.h * rows[0])
	title, period := rest.top(at.h * rows[1])
	s.text(strings.ToUpper(s.r.Authority), authority, style{face: sansBold, size: 12 * s.u, least: 4 * s.u, lines: 2, align: centred, ink: white})
	s.say(resultTitle, title, style{face: sansBold, size: 27 * s.u, least: 8 * s.u, lines: 1, align: centred, ink: white})
	s.text("về sự phục vụ hành chính – "+s.r.Period, period, style{face: sans, size: 15 * s.u, least: 5 * s.u, lines: 1, align: centred, ink: white})
}

// small draws the small print.
func (s *resultSheet) small(at box, size float64) {
	st := style{face: sans, size: size, least: 4, ink: soft, ragged: true, top: true}
	s.say(s.cleaned(s.r.Notes, sans), at, st)
}

// cleaned joins paragraphs of others.
func (s *resultSheet) cleaned(lines []string, f *face) string {
	var list []string
	for _, line := range lines {
		if line = f.clean(line); line != "" {
			list = append(list, line)
		}
	}
	return strings.Join(list, hardBreak)
}
