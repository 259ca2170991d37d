package print

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/index"
	"hailong/internal/report"
)

// published is a result as a commune publishes it, every text ending in mark.
func published(bars int, mark string) *Result {
	r := &Result{
		Authority: "Ủy ban nhân dân xã Ninh Giang" + mark, Period: "quý IV năm 2026", Figure: "83,93%", Headline: "Chỉ số hài lòng chung" + mark,
		Count: "40 phiếu trả lời được tính", Compared: "So với quý III năm 2026 (84,00%): chênh lệch nhỏ." + mark,
		PlansTitle: "Xã sẽ làm gì", Plans: []string{"Bố trí thêm ghế chờ." + mark, "Trả lời phản ánh trong 5 ngày." + mark},
		Notes:   []string{"Hình thức trả lời: mã QR 30." + mark, "Khóa số liệu ngày 05/01/2027." + mark},
		Address: "https://ninhgiang.haiphong.gov.vn/results/ninh-giang/2026-Q4",
	}
	for i := range 5 {
		r.Points = append(r.Points, strings.Repeat("Một điều dễ hiểu. ", i+1)+mark)
	}
	for i := range bars {
		r.Bars = append(r.Bars, ResultBar{report.Bar{Label: "Tiếp nhận, xử lý góp ý" + mark, Value: index.Percent(int64(i), 7)}, index.Percent(int64(i), 7).Comma() + "%"})
	}
	return r
}

// resultSheets are the three sheets of a result.
func resultSheets(t interface{ Fatal(...any) }, r *Result) map[string]*document {
	all := map[string]*document{"handout": handedOut(r, afternoon)}
	for _, size := range []Size{A3, A4} {
		d, err := noticed(r, size, afternoon)
		if err != nil {
			t.Fatal(err)
		}
		all[string(size)] = d
	}
	return all
}

func TestNothingOverlapsOnTheSheetsOfAResult(t *testing.T) {
	for _, bars := range []int{0, 1, 5, 12} {
		for name, d := range resultSheets(t, published(bars, "")) {
			for _, fault := range faults(d, edge) {
				t.Errorf("%s with %d bars: %s", name, bars, fault)
			}
			if len(d.pages) != 1 {
				t.Errorf("%s has %d pages", name, len(d.pages))
			}
			for _, x := range d.pages[0].texts {
				if x.cut {
					t.Errorf("%s with %d bars: %q is cut", name, bars, x.lines)
				}
			}
		}
	}
}

func TestNoTextSpoilsTheSheetsOfAResult(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := published(rapid.IntRange(0, 8).Draw(t, "bars"), " "+typed(t, "mark"))
		if rapid.Bool().Draw(t, "no figure") {
			r.Figure, r.Compared = "", ""
		}
		if rapid.Bool().Draw(t, "no address") {
			r.Address = ""
		}
		for name, d := range resultSheets(t, r) {
			if d.err != nil {
				t.Fatalf("%s: %v", name, d.err)
			}
			if all := faults(d, edge); len(all) > 0 {
				t.Fatalf("%s: %s", name, strings.Join(all, "\n"))
			}
		}
	})
}

func TestTheCodeOfANoticeIsReadFromPaper(t *testing.T) {
	for name, d := range resultSheets(t, published(5, "")) {
		pdf := made(t, d.write)
		for _, page := range rendered(t, pdf, 200) {
			want := "https://ninhgiang.haiphong.gov.vn/results/ninh-giang/2026-Q4"
			if name == "handout" {
				continue // it has none
			}
			if got := scanned(t, page); len(got) != 1 || got[0] != want {
				t.Errorf("%s: got %q, want %q", name, got, want)
			}
		}
	}
}

func TestANoticeWhoseAddressWarnsIsATrial(t *testing.T) {
	r := published(5, "")
	for address, want := range map[string]bool{r.Address: false, "": false, "http://192.168.1.20:8080/results": true} {
		r.Address = address
		d, err := noticed(r, A4, afternoon)
		if err != nil {
			t.Fatal(err)
		}
		text := runTool(t, "pdftotext", saved(t, "a.pdf", made(t, d.write)), "-")
		if got := bytes.Contains(text, []byte(vietnamese.Trial)); got != want {
			t.Errorf("%q: marked %v, want %v", address, got, want)
		}
	}
}

func TestTheSheetsOfAResultNeedTheirSizeAndDate(t *testing.T) {
	r := published(5, "")
	for _, size := range []Size{A5, Tent, ""} {
		if err := Notice(io.Discard, r, size, afternoon); err == nil {
			t.Errorf("a notice of size %q is made", size)
		}
	}
	if err := Notice(io.Discard, r, A4, time.Time{}); err == nil {
		t.Error("a notice without a date is made")
	}
	if err := Handout(io.Discard, r, time.Time{}); err == nil {
		t.Error("a hand-out without a date is made")
	}
}
