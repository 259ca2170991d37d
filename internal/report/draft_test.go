package report

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hailong/internal/period"
	"hailong/internal/survey"
)

// spoken is the template of the tests with words, as a real one has.
func spoken() *survey.Template {
	t := sample()
	t.Title = vi("Phiếu đánh giá 60 giây")
	for _, l := range []string{"Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"} {
		t.Levels = append(t.Levels, vi(l))
	}
	for i, f := range []string{"Tiếp cận dịch vụ", "Thủ tục hành chính", "Công chức", "Kết quả dịch vụ", "Tiếp nhận, xử lý góp ý"} {
		t.Factors[i].Text = vi(f)
	}
	t.Sections[0].Questions[1].Text = vi("Nhìn chung, ông/bà hài lòng thế nào?")
	t.Build()
	return t
}

// spring is some of the responses in the quarter before.
func spring(list []survey.Response, n int) []survey.Response {
	before := slices.Clone(list[:n])
	for i := range before {
		before[i].ID = survey.IDOf("quy-4", fmt.Sprint("truoc-", i))
		before[i].Date = survey.Day(2026, 7, 1+i%28)
		before[i].Answers = slices.Clone(before[i].Answers)
		if i%5 == 0 {
			before[i].Answers[1] = 2
		}
	}
	return before
}

// halves fills the choice questions, so that there is something to tabulate.
func halves(list []survey.Answers) []survey.Answers {
	for i, a := range list {
		a[6] = byte(i % 3)
		a[8], a[9] = byte(i%2), byte(i%4/3)
	}
	return list
}

// today is after the quarter of the tests.
var today = survey.Day(2027, 1, 5)

// drafted is the document of the responses of the quarter.
func drafted(t *testing.T, list []survey.Response, q Request) *Document {
	t.Helper()
	src := opened(t, list)
	src.Templates = catalogue{spoken()}
	r := compiled(t, src, q)
	q.Period = q.Period.Previous()
	before, err := Compile(t.Context(), src, q)
	if err != nil {
		before = nil
	}
	return Draft(r, before, today, Written{})
}

// outlined writes a document down so that people can read what stands in it.
func outlined(d *Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n%s\n%s\n%s\n", strings.Join(d.Authority, " / "), d.NumberLine(), d.Dateline(), d.Kind, d.Subject)
	for _, basis := range d.Basis {
		fmt.Fprintf(&b, "căn cứ: %s\n", basis)
	}
	for _, block := range d.Blocks {
		outlineBlock(&b, block)
	}
	fmt.Fprintf(&b, "%s | %s\n", strings.Join(d.Recipients, " "), strings.Join(d.Signer, " / "))
	for _, t := range d.Appendix {
		b.WriteString("phụ lục\n")
		outlineBlock(&b, t)
	}
	return b.String()
}

func outlineBlock(b *strings.Builder, block Block) {
	switch block := block.(type) {
	case Paragraph:
		fmt.Fprintf(b, "%s%s\n", [...]string{"", "- ", "\n# ", "## ", "note: ", "write: "}[block.Look], block.Text)
	case *Chart:
		fmt.Fprintf(b, "chart: %s\n", block.Alt())
	case *Table:
		fmt.Fprintf(b, "table %s: %s\n", block.Code, block.Caption)
		line := func(mark string, cells []string) { fmt.Fprintf(b, "  %s %s\n", mark, strings.Join(cells, " | ")) }
		var head []string
		for _, c := range block.Columns {
			head = append(head, c.Title)
		}
		line("!", head)
		for _, r := range block.Rows {
			var cells []string
			for _, c := range r.Cells {
				cells = append(cells, c.Text)
			}
			line(map[bool]string{true: "=", false: "|"}[r.Whole], cells)
		}
		for _, n := range block.Notes {
			fmt.Fprintf(b, "  note: %s\n", n)
		}
	}
}

func TestTheOfficialDocument(t *testing.T) {
	list := responses(halves(forty()))
	list[1].Field, list[2].Field = "DATDAI", "DATDAI"
	whole := Request{Campaign: "quy-4", Period: quarter(t)}
	golden(t, "document.txt", []byte(outlined(drafted(t, append(list, spring(list, 38)...), whole))))
	golden(t, "document_empty.txt", []byte(outlined(drafted(t, nil, whole))))
	golden(t, "document_one.txt", []byte(outlined(drafted(t, responses(forty()[:1]), whole))))
	totals := whole
	totals.Totals = true
	golden(t, "document_totals.txt", []byte(outlined(drafted(t, list, totals))))
}

func TestEveryTableIsAsWideAsThePageAndWhole(t *testing.T) {
	d := drafted(t, responses(halves(forty())), Request{Campaign: "quy-4", Period: quarter(t)})
	var tables []*Table
	for _, b := range d.Blocks {
		if table, ok := b.(*Table); ok {
			tables = append(tables, table)
		}
	}
	for _, table := range append(tables, d.Appendix...) {
		sum := 0.0
		for _, c := range table.Columns {
			sum += c.Width
		}
		if sum != TableWidth {
			t.Errorf("table %q is %g wide, want %d", table.Code, sum, TableWidth)
		}
		for i, r := range table.Rows {
			if len(r.Cells) != len(table.Columns) && !r.Heading {
				t.Errorf("table %q row %d has %d cells, want %d", table.Code, i, len(r.Cells), len(table.Columns))
			}
		}
	}
}

func TestAHiddenPartLeavesNoFigure(t *testing.T) {
	list := responses(forty())
	list[1].Place, list[2].Place, list[3].Place = "nho", "nho", "nho"
	src := opened(t, list)
	r := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)})
	d := Draft(r, nil, today, Written{})
	for _, table := range d.Tables() {
		if table.Code != "B5a" {
			continue
		}
		hidden := 0
		for i, p := range r.Places {
			row := table.Rows[i]
			if p.Hidden {
				hidden++
				for _, c := range row.Cells[1:] {
					if c.Plain != "" || c.Text != unseen && c.Text != "—" {
						t.Errorf("the hidden part %s shows %q", p.Code, c.Text)
					}
				}
			} else if row.Cells[1].Plain != fmt.Sprint(p.Index.Responses) {
				t.Errorf("part %s shows %q of %d", p.Code, row.Cells[1].Plain, p.Index.Responses)
			}
		}
		if hidden < 2 || !strings.Contains(strings.Join(table.Notes, " "), "không được hiện") {
			t.Errorf("%d parts hidden, notes %q", hidden, table.Notes)
		}
	}
}

func TestAFactorThatNobodyCouldAnswerHasNoFigure(t *testing.T) {
	list := forty()
	for _, a := range list {
		a[5] = survey.CellNA
	}
	text := outlined(drafted(t, responses(list), Request{Campaign: "quy-4", Period: quarter(t)}))
	for _, want := range []string{
		"PA. Tiếp nhận, xử lý góp ý (*) | 0 | 0 | — | —", "chưa đủ số liệu (không có câu trả lời hợp lệ) ở PA. Tiếp nhận, xử lý góp ý.",
		"(4 trên 5 yếu tố có số liệu)", "PA. Tiếp nhận, xử lý góp ý chưa đủ số liệu.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	if strings.Contains(text, "NaN") || strings.Contains(text, "| 0,00 | —") {
		t.Error("a figure that does not exist is printed")
	}
}

func TestOnlyWhatCanBeComparedIsCompared(t *testing.T) {
	list := responses(forty())
	src := opened(t, append(list, spring(list, 38)...))
	r := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)})
	before := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t).Previous()})
	has := func(previous *Report) bool {
		return strings.Contains(outlined(Draft(r, previous, today, Written{})), "So với quý III năm 2026")
	}
	if !has(before) {
		t.Error("the quarter before is not compared with")
	}
	for name, change := range map[string]func(*Report){
		"another template": func(r *Report) { r.Index.Template.Version++ },
		"another method":   func(r *Report) { r.Index.Method = "hailong-2" },
		"nobody":           func(r *Report) { r.Index.Responses = 0 },
		"another length":   func(r *Report) { r.Period = period.Of(period.Year, today, period.Calendar) },
	} {
		other := *before
		change(&other)
		if has(&other) {
			t.Errorf("%s is compared with", name)
		}
	}
	if has(nil) {
		t.Error("nothing is compared with")
	}
}

func TestEveryPeriodIsCalledByItsName(t *testing.T) {
	src := opened(t, responses(forty()))
	for text, want := range map[string]string{"2026-Q4": "quý IV năm 2026", "2026-H2": "6 tháng cuối năm 2026", "2026": "năm 2026"} {
		p, err := period.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		d := Draft(compiled(t, src, Request{Campaign: "quy-4", Period: p}), nil, today, Written{})
		if !strings.HasSuffix(d.Subject, "của xã Ninh Giang, "+want) {
			t.Errorf("%s is about %q", text, d.Subject)
		}
	}
	d := Draft(compiled(t, src, Request{Campaign: "bao-cao", Period: quarter(t)}), nil, survey.Day(2026, 11, 1), Written{})
	if text := outlined(d); !strings.Contains(text, "Nghị định số 09/2019/NĐ-CP") || !strings.Contains(text, "tạm tính đến ngày 01/11/2026") {
		t.Error("the scheme or the day of the count is not told")
	}
}

func TestTheHeadFollowsTheAuthority(t *testing.T) {
	r := compiled(t, opened(t, nil), Request{Campaign: "quy-4", Period: quarter(t)})
	for _, c := range []struct{ unit, authority, head, seat, symbol, signer, to string }{
		{"xã Ninh Giang", "Ủy ban nhân dân xã Ninh Giang", "ỦY BAN NHÂN DÂN/XÃ NINH GIANG", "Ninh Giang", "BC-UBND", "TM. ỦY BAN NHÂN DÂN/CHỦ TỊCH", "HĐND xã;"},
		{"phường Lê Chân", "Ủy ban nhân dân phường Lê Chân", "ỦY BAN NHÂN DÂN/PHƯỜNG LÊ CHÂN", "Lê Chân", "BC-UBND", "TM. ỦY BAN NHÂN DÂN/CHỦ TỊCH", "HĐND phường;"},
		{"Trung tâm A", "Trung tâm A", "TRUNG TÂM A", "Trung tâm A", "BC", "THỦ TRƯỞNG CƠ QUAN", "HĐND xã;"},
		{"", "", "ĐƠN VỊ", "đơn vị", "BC", "THỦ TRƯỞNG CƠ QUAN", "HĐND xã;"},
	} {
		r.Unit = survey.Unit{Name: vi(c.unit), Authority: vi(c.authority)}
		d := Draft(r, nil, today, Written{})
		if got := strings.Join(d.Authority, "/"); got != c.head || d.Seat != c.seat || d.Symbol != c.symbol || strings.Join(d.Signer, "/") != c.signer {
			t.Errorf("%q: %q, %q, %q, %q", c.authority, got, d.Seat, d.Symbol, d.Signer)
		}
		if !strings.Contains(strings.Join(d.Recipients, ""), c.to) {
			t.Errorf("%q: recipients %q", c.authority, d.Recipients)
		}
	}
}

func TestADraftChangesNothingAndIsTheSameEachTime(t *testing.T) {
	list := responses(halves(forty()))
	src := opened(t, append(list, spring(list, 38)...))
	q := Request{Campaign: "quy-4", Period: quarter(t)}
	r, again := compiled(t, src, q), compiled(t, src, q)
	first := Draft(r, nil, today, Written{})
	if !reflect.DeepEqual(r, again) || !reflect.DeepEqual(first, Draft(again, nil, today, Written{})) {
		t.Error("a draft changes its report, or differs from another")
	}
}

func TestTheOnlyMostChosenOptionIsNamed(t *testing.T) {
	for _, c := range []struct {
		counts []int64
		want   int
	}{{[]int64{1, 3, 2}, 1}, {[]int64{3, 3}, -1}, {[]int64{0, 0}, -1}, {nil, -1}, {[]int64{2, 2, 5}, 2}, {[]int64{5, 2, 5}, -1}} {
		var choice Choice
		for _, n := range c.counts {
			choice.Options = append(choice.Options, Option{Count: n})
		}
		got := -1
		for i := range choice.Options {
			if mostChosen(choice) == &choice.Options[i] {
				got = i
			}
		}
		if got != c.want {
			t.Errorf("of %v number %d is named, want %d", c.counts, got, c.want)
		}
	}
}

func TestWhatPeopleWroteStandsWhereItBelongs(t *testing.T) {
	r := compiled(t, opened(t, responses(forty())), Request{Campaign: "quy-4", Period: quarter(t)})
	w := Written{Parts: map[WrittenPart]string{Basis: "Căn cứ Kế hoạch số 12;\n\nCăn cứ Kế hoạch số 15;"},
		Tasks: []Task{{What: "Lắp thêm ghế", Owner: "Trung tâm", Deadline: survey.Day(2027, 3, 31)}}}
	for _, part := range WrittenParts[1:] {
		w.Parts[part] = "Lời của " + string(part) + "\u202e.\n"
	}
	d := Draft(r, nil, survey.Day(2027, 1, 5), w)
	text := outlined(d)
	for _, part := range WrittenParts[1:] {
		if !strings.Contains(text, "Lời của "+string(part)+".") {
			t.Errorf("%s is not in the document", part)
		}
	}
	if len(d.Basis) != 2 || strings.Contains(text, "(Phần này do cơ quan viết") || !strings.Contains(text, "1 | Lắp thêm ghế | Trung tâm | 31/03/2027") {
		t.Errorf("basis %q, document:\n%s", d.Basis, text)
	}
	if again := outlined(Draft(r, nil, survey.Day(2027, 1, 5), Written{})); strings.Count(again, "(Phần này do cơ quan viết") < 8 {
		t.Error("what nobody wrote is not marked")
	}
}

// TestNoEmptyRowsAreSigned: without a task there is no table to fill in.
func TestNoEmptyRowsAreSigned(t *testing.T) {
	r := compiled(t, opened(t, responses(forty())), Request{Campaign: "quy-4", Period: quarter(t)})
	of := func(w Written) (tables int) {
		for _, b := range Draft(r, nil, today, w).Blocks {
			if table, is := b.(*Table); is && table.Code == "" {
				tables++
			}
		}
		return tables
	}
	if n := of(Written{}); n != 0 {
		t.Errorf("%d tables of nothing", n)
	}
	if n := of(Written{Tasks: []Task{{What: "Lắp thêm ghế", Owner: "Trung tâm", Deadline: today}}}); n != 1 {
		t.Errorf("%d tables of one task", n)
	}
}
