package print

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/catalog"
	"hailong/internal/index"
	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/survey"
	"hailong/internal/tally"
	templates "hailong/survey-templates"
)

// reported is the report of n responses to a template, every name ending in mark.
func reported(t testing.TB, code string, n int, mark string) *report.Document {
	t.Helper()
	c, err := catalog.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	form, err := c.Latest(code)
	if err != nil {
		t.Fatal(err)
	}
	q, err := period.Parse("2026-Q4")
	if err != nil {
		t.Fatal(err)
	}
	r := &report.Report{
		Unit:     survey.Unit{Name: both("xã Ninh Giang"+mark, ""), Authority: both("Ủy ban nhân dân xã Ninh Giang"+mark, "")},
		Campaign: survey.Campaign{Code: "dot", Name: both("Đợt khảo sát"+mark, ""), Scheme: "calendar"},
		Template: form, Period: q, Least: report.SmallPart,
	}
	r.Scope.From, r.Scope.To = q.Dates(period.Calendar)
	whole := counted(t, form, n)
	r.Index = index.Of(form, whole)
	for i, f := range c.Fields() {
		r.Fields = append(r.Fields, report.Part{Code: f.Code, Name: both(f.Text.In("vi")+mark, ""), Index: index.Of(form, counted(t, form, n/12)), Hidden: i == 3})
	}
	r.Places = []report.Part{{Code: "trung-tam", Name: both("Trung tâm"+mark, ""), Index: r.Index}}
	for _, k := range survey.Channels {
		r.Channels = append(r.Channels, report.Part{Code: string(k), Name: report.ChannelName(k), Index: index.Of(form, counted(t, form, n/5))})
	}
	form.Questions(func(q *survey.Question) {
		if q.Kind == survey.KindChoice || q.Kind == survey.KindMulti {
			k := report.Choice{Code: q.Code, Text: both(q.Text.In("vi")+mark, ""), Multi: q.Kind == survey.KindMulti, Answered: int64(n)}
			for i, o := range q.Options {
				k.Options = append(k.Options, report.Option{Code: o.Code, Text: both(o.Text.In("vi")+mark, ""), Count: int64(i), Percent: index.Percent(int64(i), int64(n))})
			}
			r.Choices = append(r.Choices, k)
		}
	})
	before := *r
	before.Period = q.Previous()
	return report.Draft(r, &before, survey.Day(2026, 11, 23), report.Written{})
}

// counted is a tally of n responses.
func counted(t testing.TB, form *survey.Template, n int) *tally.Tally {
	t.Helper()
	random := rand.New(rand.NewPCG(1, uint64(n)))
	responses := func(yield func(*survey.Response, error) bool) {
		for range n {
			r := survey.Response{Template: form.Ref(), Answers: make(survey.Answers, len(form.Columns()))}
			form.Questions(func(q *survey.Question) {
				if q.Kind == survey.KindLevel {
					r.Answers[form.Column(q)] = byte(random.IntN(7))
				}
			})
			if !yield(&r, nil) {
				return
			}
		}
	}
	c, err := tally.Count(t.Context(), responses, form)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAReportKeepsItsMarginsAndNothingOverlaps(t *testing.T) {
	for _, code := range []string{"short", "full"} {
		for _, n := range []int{0, 1, 60, 5000} {
			d := stated(reported(t, code, n, ""), afternoon)
			if d.err != nil {
				t.Fatal(d.err)
			}
			for _, fault := range faults(d, 10) {
				t.Errorf("%s of %d: %s", code, n, fault)
			}
			within(t, d)
		}
	}
}

// within holds that all but the numbers of the pages stands between the margins.
func within(t interface {
	Helper()
	Errorf(string, ...any)
}, d *document) {
	t.Helper()
	at := statementBody()
	for n, p := range d.pages {
		numbers := 0
		for _, x := range p.texts {
			if !at.holds(x.at) {
				numbers++
				if got := strings.Join(x.lines, ""); got != fmt.Sprint(n+1) {
					t.Errorf("page %d: %q stands in the margin: %+v", n+1, got, x.at)
				}
			}
			if x.cut {
				t.Errorf("page %d: %q is cut", n+1, x.lines)
			}
		}
		if want := min(n, 1); numbers != want {
			t.Errorf("page %d has %d numbers, want %d", n+1, numbers, want)
		}
	}
}

func TestNoNameSpoilsAReport(t *testing.T) {
	for name, s := range hostile {
		if name == "2000 letters" {
			continue // the registry takes no name of more than 200
		}
		r := reported(t, "short", 60, " "+s)
		d := stated(r, afternoon)
		if d.err != nil {
			t.Fatalf("%s: %v", name, d.err)
		}
		for _, fault := range faults(d, 10) {
			t.Errorf("%s: %s", name, fault)
		}
		if file := made(t, func(w io.Writer) error { return Report(w, r, afternoon) }); !bytes.HasPrefix(file, []byte("%PDF-")) {
			t.Errorf("%s: %.10q", name, file)
		}
	}
}

func TestNothingOverlapsInAReportWhateverTheNames(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := reported(t, "short", rapid.IntRange(0, 40).Draw(rt, "responses"), rapid.StringN(0, 200, -1).Draw(rt, "name"))
		d := stated(r, afternoon)
		if d.err != nil {
			rt.Fatal(d.err)
		}
		if all := faults(d, 10); len(all) > 0 {
			rt.Fatalf("%s", strings.Join(all, "\n"))
		}
	})
}

func TestTheSameReportIsTheSamePDF(t *testing.T) {
	write := func() []byte {
		return made(t, func(w io.Writer) error { return Report(w, reported(t, "full", 60, ""), afternoon) })
	}
	if !bytes.Equal(write(), write()) {
		t.Error("two prints differ")
	}
	if err := Report(io.Discard, reported(t, "short", 1, ""), time.Time{}); err == nil {
		t.Error("a print without a date is made")
	}
}

func TestAReportReadsAsItIsWritten(t *testing.T) {
	name := filepath.Join(t.TempDir(), "in.pdf")
	file := made(t, func(w io.Writer) error { return Report(w, reported(t, "full", 5000, ""), afternoon) })
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	runTool(t, "qpdf", "--check", name)
	text := runTool(t, "pdftotext", "-layout", name, "-")
	flat := strings.Join(strings.Fields(string(text)), " ")
	for _, want := range []string{
		"ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "/BC-UBND", "BÁO CÁO",
		"Kết quả khảo sát sự hài lòng của người dân, tổ chức về sự phục vụ hành chính của xã Ninh Giang, quý IV năm 2026",
		"Bảng B3. Chỉ số hài lòng theo yếu tố", "(Phần này do cơ quan viết)", "TM. ỦY BAN NHÂN DÂN", "PHỤ LỤC", "Kỳ khảo sát chưa kết thúc",
	} {
		if !strings.Contains(flat, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if n := strings.Count(flat, "Tiêu chí Mức 1"); n < 1 {
		t.Errorf("the head of B4 stands %d times", n)
	}
}

func BenchmarkReport(b *testing.B) {
	r := reported(b, "full", 5000, "")
	for b.Loop() {
		if err := Report(io.Discard, r, afternoon); err != nil {
			b.Fatal(err)
		}
	}
}
