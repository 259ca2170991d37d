package publish

import (
	"bytes"
	"flag"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"hailong/internal/catalog"
	"hailong/internal/index"
	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/survey"
	"hailong/internal/tally"
	templates "hailong/survey-templates"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// golden compares what was written with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (make it with -update)", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; got\n%s\nwant\n%s", file, got, want)
	}
}

func vi(s string) survey.Text { return survey.Text{survey.Vietnamese: s} }

// failing is what helpers need of a test, be it of testing or of rapid.
type failing interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

// shipped are the templates of the program, read once.
var shipped = sync.OnceValues(func() (*catalog.Catalog, error) { return catalog.Load(templates.FS) })

func formOf(t failing, code string) *survey.Template {
	t.Helper()
	c, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	form, err := c.Latest(code)
	if err != nil {
		t.Fatal(err)
	}
	return form
}

// counted is the tally of some answers.
func counted(t failing, form *survey.Template, list []survey.Answers) *tally.Tally {
	t.Helper()
	c := tally.New(form)
	for _, a := range list {
		if err := c.Add(a); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// reportOf is the report of some answers, of which a quarter came on paper.
func reportOf(t failing, form *survey.Template, list []survey.Answers, quarter string) *report.Report {
	t.Helper()
	p, err := period.Parse(quarter)
	if err != nil {
		t.Fatal(err)
	}
	r := &report.Report{
		Unit:     survey.Unit{Code: "ninh-giang", Name: vi("xã Ninh Giang"), Authority: vi("Ủy ban nhân dân xã Ninh Giang")},
		Campaign: survey.Campaign{Code: "dot", Scheme: "calendar"},
		Template: form, Period: p, Least: report.Few, Index: index.Of(form, counted(t, form, list)),
	}
	r.Scope.From, r.Scope.To = p.Dates(period.Calendar)
	for i, c := range []survey.Channel{survey.ChannelQR, survey.ChannelPaper} {
		part := list[len(list)/4:]
		if i > 0 {
			part = list[:len(list)/4]
		}
		if len(part) > 0 {
			r.Channels = append(r.Channels, report.Part{Code: string(c), Name: report.ChannelName(c), Index: index.Of(form, counted(t, form, part))})
		}
	}
	return r
}

// rowsOf are answers to the short form by the numbers of people who gave each
// level 1..5 and NA to HL0, TC, TT, CC, KQ and PA.
func rowsOf(form *survey.Template, people int, rows [6][6]int) []survey.Answers {
	list := make([]survey.Answers, people)
	for i := range list {
		list[i] = make(survey.Answers, len(form.Columns()))
	}
	for i, code := range []string{"HL0", "TC", "TT", "CC", "KQ", "PA"} {
		column, person := form.Column(form.Question(code)), 0
		for level, n := range rows[i] {
			for range n {
				list[person][column] = byte(level + 1)
				person++
			}
		}
	}
	return list
}

// The worked examples of the domain notes §1.7: case 1, and case 2 in which few
// could say anything about PA.
var (
	case1 = [6][6]int{{0, 0, 4, 16, 20, 0}, {0, 1, 5, 20, 14, 0}, {1, 1, 6, 22, 10, 0}, {0, 0, 3, 17, 20, 0}, {0, 1, 4, 19, 16, 0}, {0, 2, 8, 20, 10, 0}}
	case2 = [6][6]int{case1[0], case1[1], case1[2], case1[3], {0, 1, 4, 16, 15, 4}, {1, 2, 2, 5, 2, 28}}
)

func public(t failing, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

const resultsAddress = "https://ninhgiang.haiphong.gov.vn/results/ninh-giang/2026-Q4?campaign=quy-iv-nam-2026&edition=2"

// usual is an issue with everything in it.
func usual(t failing) *Issue {
	t.Helper()
	form := formOf(t, "short")
	i := &Issue{
		Report:   reportOf(t, form, rowsOf(form, 40, case2), "2026-Q4"),
		Previous: reportOf(t, form, rowsOf(form, 40, case1), "2026-Q3"),
		Words: Words{
			Next:       "Bố trí thêm 2 ghế chờ và bảng chỉ dẫn tại Trung tâm trước ngày 31/03/2027.\nUBND xã trả lời phản ánh trong 5 ngày làm việc.",
			Done:       "Đã niêm yết lại thủ tục hộ tịch.",
			Assessment: "Việc tiếp nhận góp ý còn ít người biết.",
		},
		Locked: survey.Day(2027, 1, 5), Edition: 1, Public: public(t, resultsAddress),
	}
	return i
}

// answered is an issue of so many people without words and without a period before.
func answered(t failing, people int) *Issue {
	t.Helper()
	form := formOf(t, "short")
	i := usual(t)
	list := rowsOf(form, 40, case1)[:people]
	i.Report, i.Previous, i.Words = reportOf(t, form, list, "2026-Q4"), nil, Words{}
	return i
}

// random is an issue of a random report with random words and names.
func random(t *rapid.T) *Issue {
	form := formOf(t, rapid.SampledFrom([]string{"short", "full"}).Draw(t, "template"))
	i := usual(t)
	i.Report = reportOf(t, form, randomAnswers(t, form, "now"), "2026-Q4")
	i.Previous = nil
	if rapid.Bool().Draw(t, "compared") {
		i.Previous = reportOf(t, form, randomAnswers(t, form, "before"), "2026-Q3")
	}
	i.Words = Words{typed(t, "next"), typed(t, "done"), typed(t, "assessment")}
	i.Edition = rapid.IntRange(1, 30).Draw(t, "edition")
	i.Locked = survey.Day(2026, 10, 1) + survey.Date(rapid.IntRange(0, 200).Draw(t, "locked"))
	if rapid.Bool().Draw(t, "no address") {
		i.Public = nil
	}
	if name := typed(t, "unit"); rapid.Bool().Draw(t, "named") {
		i.Report.Unit.Name, i.Report.Unit.Authority = vi(name), vi(typed(t, "authority"))
	}
	if i.Report.Excluded = rapid.SampledFrom([]int64{0, 0, 3, 12, 1185}).Draw(t, "excluded"); i.Report.Excluded > 0 {
		all := index.Of(form, counted(t, form, randomAnswers(t, form, "all")))
		i.Report.All = &all
	}
	for n := range i.Report.Channels {
		if rapid.IntRange(0, 3).Draw(t, "unknown") == 0 {
			i.Report.Channels[n].Name = vi(typed(t, "channel"))
		}
		i.Report.Channels[n].Hidden = rapid.IntRange(0, 3).Draw(t, "hidden") == 0
	}
	return i
}

func randomAnswers(t *rapid.T, form *survey.Template, name string) []survey.Answers {
	people := rapid.OneOf(rapid.IntRange(0, 45), rapid.IntRange(0, 120)).Draw(t, name)
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, name+" seed"), 1))
	bias, missing := random.Float64(), map[string]float64{}
	for _, f := range form.Factors {
		missing[f.Code] = []float64{0, 0, 0.2, 0.9, 1}[random.IntN(5)]
	}
	list := make([]survey.Answers, people)
	for i := range list {
		list[i] = make(survey.Answers, len(form.Columns()))
		form.Questions(func(q *survey.Question) {
			switch {
			case q.Kind != survey.KindLevel:
			case random.Float64() < missing[q.Factor]:
				list[i][form.Column(q)] = survey.CellNA
			case random.Float64() < bias:
				list[i][form.Column(q)] = byte(4 + random.IntN(2))
			default:
				list[i][form.Column(q)] = byte(1 + random.IntN(3))
			}
		})
	}
	return list
}

// hostile are texts that somebody may type.
var hostile = []string{
	"", " \t\n ", "Xã 😀 một 👨‍👩‍👧‍👦 🏳️‍🌈", "Tru\u0323 so\u031b\u0309 tie\u0302\u0301p da\u0302n", "مركز الخدمة ١٢", "שלום xã", "\u202eãx\u202c \u2067Giang\u2069",
	"Xã\x00\x07 4\r\n\u2028Hộ", "Xã \xff\xfe\xc3 5", "<script>alert(1)</script> & \"x\" 'y'", "Xem https://x.vn/a?b=1 (số 12), UBND, HĐND; ABC 0912345678",
	strings.Repeat("W", 500), string([]rune(strings.Repeat("Trung tâm Phục vụ hành chính công ", 20))[:500]), strings.Repeat("ỦY BAN NHÂN DÂN ", 31),
	strings.Repeat("NGHIÊNG 123.456.789 ", 25), "Ⅳ ² ½ ४२ １２ ªº", "{{.}} %s %d", "xã Ninh Giang", "phường Hồng Bàng",
	"Một việc.\nHai việc!\nBa việc?\n- Bốn việc\n* Năm việc\nSáu việc\nBảy việc",
}

func typed(t *rapid.T, name string) string {
	return rapid.OneOf(rapid.SampledFrom(hostile), rapid.StringN(0, 60, -1), rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 40), func(b []byte) string { return string(b) })).Draw(t, name)
}

// made writes an output.
func made(t failing, code string, i *Issue) []byte {
	t.Helper()
	o, ok := FormatOf(code)
	if !ok {
		t.Fatalf("there is no format %s", code)
	}
	var b bytes.Buffer
	if err := o.Write(&b, i); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// text is a text output without its mark and with plain ends of lines.
func text(t failing, code string, i *Issue) string {
	t.Helper()
	s, marked := strings.CutPrefix(string(made(t, code, i)), "\ufeff")
	if !marked {
		t.Errorf("%s lacks the mark of UTF-8", code)
	}
	return strings.ReplaceAll(s, "\r\n", "\n")
}

func facted(t failing, i *Issue) *facts {
	t.Helper()
	f, err := i.drawn()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var _ io.Writer = (*full)(nil)
