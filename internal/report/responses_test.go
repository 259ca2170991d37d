package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
	"hailong/internal/tally"
)

var errFull = errors.New("disk full")

// A full writer takes so many bytes and then fails.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.room {
		return f.room, errFull
	}
	f.room -= len(b)
	return len(b), nil
}

// A form writes responses in one of the formats.
type form func(io.Writer, *Report, iter.Seq2[*survey.Response, error]) error

var forms = map[string]form{"CSV": WriteResponsesCSV, "JSON": WriteResponsesJSON, "XLSX": WriteResponsesXLSX}

// outlineOf is what the exports are told: the template and what is left out.
func outlineOf(excluded ...survey.Scope) *Report {
	r := &Report{Template: sample()}
	for _, s := range excluded {
		r.Exclusions = append(r.Exclusions, Exclusion{Scope: s})
	}
	return r
}

func written(t *testing.T, write form, list []survey.Response) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, outlineOf(), stream(list, nil)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// told are responses with every kind of answer. The columns are HL0, TC, TT,
// CC, KQ, PA, A3, X1, UT×3.
func told() []survey.Response {
	list := responses([]survey.Answers{
		{5, 1, 2, 3, 4, 5, 1, 4, 1, 0, 1},
		{4, 6, 7, 0, 6, 0, 2, 6, 0, 1, 0},
		{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
	})
	list[0].Comment = "Cán bộ nhiệt tình, nói \"cảm ơn\"; tốt\nhai dòng <b> & 😀"
	list[0].Flags = survey.FlagFast | survey.FlagClone
	list[1].Comment = "=HYPERLINK(\"http://x\";\"y\")"
	return list
}

func TestTheExportsOfResponses(t *testing.T) {
	golden(t, "responses.csv", written(t, WriteResponsesCSV, told()))
	golden(t, "responses.json", written(t, WriteResponsesJSON, told()))
}

func TestNoResponsesAreStillAFile(t *testing.T) {
	want := "\ufeffdate,unit,place,counter,channel,field,HL0,TC,TT,CC,KQ,PA,A3,X1,UT,excluded,comment,flags\r\n"
	if got := string(written(t, WriteResponsesCSV, nil)); got != want {
		t.Errorf("CSV of nothing is %q, want %q", got, want)
	}
	if got := string(written(t, WriteResponsesJSON, nil)); got != "[]\n" {
		t.Errorf("JSON of nothing is %q", got)
	}
}

// An id could be joined with another file; an order tells who came when.
func TestNoExportHoldsAnIDOrADependenceOnIt(t *testing.T) {
	list := told()
	other := slices.Clone(list)
	for i := range other {
		other[i].ID = survey.IDOf("another", string(rune('a'+i)))
	}
	for name, write := range forms {
		got := written(t, write, list)
		for _, r := range list {
			if bytes.Contains(got, []byte(r.ID.String())) {
				t.Errorf("%s holds the id of a response", name)
			}
		}
		if !bytes.Equal(got, written(t, write, other)) {
			t.Errorf("%s depends on the ids", name)
		}
	}
}

func TestAnErrorOfTheStreamLeavesTheFileUnfinished(t *testing.T) {
	for name, write := range forms {
		var b bytes.Buffer
		if err := write(&b, outlineOf(), stream(told(), survey.ErrUnavailable)); !errors.Is(err, survey.ErrUnavailable) {
			t.Errorf("%s: error %v, want ErrUnavailable", name, err)
		}
		if name == "JSON" && json.Valid(b.Bytes()) {
			t.Errorf("a part of the responses passes for the whole: %s", b.Bytes())
		}
	}
	var b bytes.Buffer
	if err := WriteResponsesJSON(&b, outlineOf(), stream(nil, survey.ErrUnavailable)); err == nil || json.Valid(b.Bytes()) {
		t.Errorf("a failure at the start gives %v and %q", err, b.Bytes())
	}
}

func TestAnswersOfAnotherTemplateAreNotExported(t *testing.T) {
	for name, write := range forms {
		version, cells := told(), told()
		version[1].Template.Version = 2
		cells[1].Answers = cells[1].Answers[1:]
		for _, list := range [][]survey.Response{version, cells} {
			if err := write(io.Discard, outlineOf(), stream(list, nil)); !errors.Is(err, tally.ErrTemplate) {
				t.Errorf("%s: error %v, want ErrTemplate", name, err)
			}
		}
	}
}

func TestAFullDiskIsReportedWhereverItHappens(t *testing.T) {
	list := slices.Repeat(told(), 20)
	for name, write := range forms {
		size := len(written(t, write, list))
		for room := 0; room < size; room += 97 {
			if err := write(&full{room}, outlineOf(), stream(list, nil)); !errors.Is(err, errFull) {
				t.Fatalf("%s with room for %d of %d bytes: %v", name, room, size, err)
			}
		}
		if err := write(&full{size}, outlineOf(), stream(list, nil)); err != nil {
			t.Errorf("%s with just enough room: %v", name, err)
		}
	}
}

// A counter knows how much was written.
type counter struct{ n int }

func (c *counter) Write(b []byte) (int, error) {
	c.n += len(b)
	return len(b), nil
}

func TestExportsHoldBackLittleHoweverLong(t *testing.T) {
	one := told()[0]
	for name, write := range forms {
		if name == "XLSX" {
			continue // what a compressor holds back cannot be told from what it saves
		}
		line := len(written(t, write, []survey.Response{one, one})) - len(written(t, write, []survey.Response{one}))
		var out counter
		steps := 0
		many := func(yield func(*survey.Response, error) bool) {
			for ; steps < 5_000; steps++ {
				if back := steps*line - out.n; back > 64<<10 {
					t.Errorf("%s holds back %d bytes after %d responses", name, back, steps)
					return
				}
				if !yield(&one, nil) {
					return
				}
			}
		}
		if err := write(&out, outlineOf(), many); err != nil || steps != 5_000 {
			t.Errorf("%s: %v after %d responses", name, err, steps)
		}
	}
}

func TestTheCSVFileGivesBackTheDefusedText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := told()[0]
		r.Unit, r.Field, r.Counter = nasty().Draw(t, "unit"), nasty().Draw(t, "field"), nasty().Draw(t, "counter")
		r.Comment = nasty().Draw(t, "comment")
		var b bytes.Buffer
		if err := WriteResponsesCSV(&b, outlineOf(), stream([]survey.Response{r, r}, nil)); err != nil {
			t.Fatal(err)
		}
		checkCSV(t, b.Bytes(), r)
	})
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// naive is how a program splits the file that expects semicolons or tabs and so
// sees no quotes.
var naive = regexp.MustCompile(`[;\t\r\n]+`)

func checkCSV(t fataler, file []byte, r survey.Response) {
	t.Helper()
	text, found := strings.CutPrefix(string(file), byteOrderMark)
	if !found {
		t.Fatalf("no byte order mark in %q", file)
	}
	if n := strings.Count(text, "\n"); n != strings.Count(text, "\r\n") || n != strings.Count(text, "\r") {
		t.Fatalf("lines do not all end in CR LF: %q", text)
	}
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(lines) != 3 {
		t.Fatalf("%d lines, %v, in %q", len(lines), err, text)
	}
	want := []string{r.Date.String(), Defuse(r.Unit), Defuse(r.Place), Defuse(r.Counter), string(r.Channel), Defuse(r.Field),
		"5", "1", "2", "3", "4", "5", "truc-tiep", "4", "nhanh;thai-do", "0", Defuse(r.Comment), r.Flags.String()}
	for _, line := range lines[1:] {
		if !slices.Equal(line, want) {
			t.Fatalf("read back %q, want %q", line, want)
		}
		for _, cell := range line {
			if armed.MatchString(cell) || cell != "" && strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", []rune(cell)[0]) {
				t.Fatalf("cell %q begins a formula", cell)
			}
		}
	}
	for _, piece := range naive.Split(text, -1) {
		if armed.MatchString(piece) {
			t.Fatalf("split at semicolons, %q begins a formula in %q", piece, text)
		}
	}
}

func FuzzComment(f *testing.F) {
	for _, s := range []string{"=1+1", "\t@a", "\r\n-1", `";="`, "\x00", "＝", "tốt", "\xff", "\ufeff=1", "a;\"\"=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, comment string) {
		r := told()[0]
		r.Comment = comment
		list := []survey.Response{r, r}
		checkCSV(t, written(t, WriteResponsesCSV, list), r)
		checkJSON(t, written(t, WriteResponsesJSON, list), list)
	})
}

func TestTheJSONFileGivesBackTheAnswers(t *testing.T) {
	list := told()
	checkJSON(t, written(t, WriteResponsesJSON, list), list)
	var got []struct{ Answers json.RawMessage }
	if err := json.Unmarshal(written(t, WriteResponsesJSON, list), &got); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{
		`{"HL0":5,"TC":1,"TT":2,"CC":3,"KQ":4,"PA":5,"A3":"truc-tiep","X1":4,"UT":["nhanh","thai-do"]}`,
		`{"HL0":4,"TC":"na","TT":"invalid","CC":null,"KQ":"na","PA":null,"A3":"truc-tuyen","X1":"na","UT":["it-giay"]}`,
		`{"HL0":null,"TC":null,"TT":null,"CC":null,"KQ":null,"PA":null,"A3":null,"X1":null,"UT":[]}`,
	} {
		if string(got[i].Answers) != want {
			t.Errorf("answers %d are %s, want %s", i, got[i].Answers, want)
		}
	}
}

func checkJSON(t fataler, file []byte, list []survey.Response) {
	t.Helper()
	var got []struct {
		Date                                          survey.Date
		Unit, Place, Counter, Channel, Field, Comment string
	}
	if err := json.Unmarshal(file, &got); err != nil || len(got) != len(list) {
		t.Fatalf("%d objects, %v, in %q", len(got), err, file)
	}
	for i, r := range list {
		g := got[i]
		if g.Date != r.Date || g.Unit != r.Unit || g.Place != r.Place || g.Counter != r.Counter ||
			g.Channel != string(r.Channel) || g.Field != r.Field || g.Comment != strings.ToValidUTF8(r.Comment, "\ufffd") &&
			g.Comment != string([]rune(r.Comment)) {
			t.Fatalf("read back %+v, want %+v", g, r)
		}
	}
}

func BenchmarkResponses(b *testing.B) {
	list := told()
	for name, write := range forms {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := write(io.Discard, outlineOf(), stream(list, nil)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
