package report

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

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

// sample is a short form with every kind of question.
func sample() *survey.Template {
	t := &survey.Template{Code: "mau", Version: 1}
	level := func(code, factor string) survey.Question {
		return survey.Question{Code: code, Kind: survey.KindLevel, Factor: factor, Overall: code == "HL0"}
	}
	first := []survey.Question{
		{Code: survey.FieldCode, Kind: survey.KindField},
		level("HL0", ""),
	}
	for _, code := range []string{"TC", "TT", "CC", "KQ", "PA"} {
		t.Factors = append(t.Factors, survey.Factor{Code: code})
		first = append(first, level(code, code))
	}
	t.Sections = []survey.Section{{Questions: first}, {Questions: []survey.Question{
		{Code: "A3", Kind: survey.KindChoice, Text: vi("Cách nộp"), Options: []survey.Option{
			{Code: "truc-tiep", Text: vi("Tại Trung tâm")}, {Code: "truc-tuyen", Text: vi("Trực tuyến")}}},
		level("X1", ""),
		{Code: "UT", Kind: survey.KindMulti, Text: vi("Cần cải thiện"), Max: 3, Options: []survey.Option{
			{Code: "nhanh", Text: vi("Rút ngắn thời gian")}, {Code: "it-giay", Text: vi("Giảm giấy tờ")}, {Code: "thai-do", Text: vi("Thái độ")}}},
		{Code: survey.CommentCode, Kind: survey.KindComment, Max: 500},
	}}}
	t.Build()
	return t
}

// catalogue finds the templates of a test.
type catalogue []*survey.Template

func (c catalogue) Template(ref survey.Ref) (*survey.Template, error) {
	for _, t := range c {
		if t.Ref() == ref {
			return t, nil
		}
	}
	return nil, fmt.Errorf("template %s: %w", ref, survey.ErrNotFound)
}

// The columns of the sample are HL0, TC, TT, CC, KQ, PA, A3, X1, UT×3.

// forty are the 40 people of case 1 of the domain notes §1.7: HL0 is 9 of 10.
func forty() []survey.Answers {
	rows := [][8]int{ // n1..n5, NA, invalid, blank
		{0, 0, 1, 4, 5, 0, 0, 30},
		{0, 1, 5, 20, 14, 0, 0, 0},
		{1, 1, 6, 22, 10, 0, 0, 0},
		{0, 0, 3, 17, 20, 0, 0, 0},
		{0, 1, 4, 19, 16, 0, 0, 0},
		{0, 2, 8, 20, 10, 0, 0, 0},
	}
	list := make([]survey.Answers, 40)
	for i := range list {
		list[i] = make(survey.Answers, 11)
	}
	for column, row := range rows {
		person := 0
		for i, n := range row {
			for range n {
				list[person][column] = byte((i + 1) % 8)
				person++
			}
		}
	}
	return list
}

// responses spreads answers over two places, two channels and three fields.
func responses(list []survey.Answers) []survey.Response {
	all := make([]survey.Response, len(list))
	for i, a := range list {
		r := survey.Response{
			ID: survey.IDOf("quy-4", fmt.Sprint(i)), Template: survey.Ref{Code: "mau", Version: 1}, Campaign: "quy-4",
			Unit: "ninh-giang", Place: "trung-tam", Counter: "quay-1", Channel: survey.ChannelQR, Field: "HOTICH",
			Date: survey.Day(2026, 10, 1+i%28), Answers: a,
		}
		if i%4 == 0 {
			r.Place, r.Channel, r.Field = "vinh-hoa", survey.ChannelPaper, ""
		}
		if i%8 == 1 {
			r.Field = "DATDAI"
		}
		all[i] = r
	}
	return all
}

// stream yields responses as a store does: in the same memory each time. Then
// it yields the error, if there is one.
func stream(list []survey.Response, err error) iter.Seq2[*survey.Response, error] {
	return func(yield func(*survey.Response, error) bool) {
		var r survey.Response
		for i := range list {
			cells := append(r.Answers[:0], list[i].Answers...)
			r = list[i]
			r.Answers = cells
			if !yield(&r, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// streaming is the plainest counter there is.
type streaming struct{ store.Responses }

func (s streaming) Count(ctx context.Context, scope survey.Scope, t *survey.Template, splits ...*tally.Split) (*tally.Tally, error) {
	return tally.Count(ctx, s.Responses.Responses(ctx, scope), t, splits...)
}

// opened is the embedded engine with a commune, two campaigns and the responses.
func opened(t *testing.T, list []survey.Response) Source {
	t.Helper()
	ctx := context.Background()
	s, err := sqlitestore.Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	create(t, s, store.Units, "ninh-giang", survey.Unit{Code: "ninh-giang", Name: vi("xã Ninh Giang")})
	create(t, s, store.Units, "khac", survey.Unit{Code: "khac"})
	for _, p := range []survey.Place{
		{Code: "trung-tam", Unit: "ninh-giang", Name: vi("Trung tâm"), Counters: []survey.Counter{{Code: "quay-1"}}},
		{Code: "vinh-hoa", Unit: "ninh-giang", Name: vi("Điểm Vĩnh Hòa"), Counters: []survey.Counter{{Code: "quay-2"}}},
		{Code: "xa-khac", Unit: "khac", Counters: []survey.Counter{{Code: "quay-9"}}},
	} {
		create(t, s, store.Places, p.Code, p)
	}
	for _, c := range []survey.Campaign{
		{Code: "quy-4", Unit: "ninh-giang", Template: survey.Ref{Code: "mau", Version: 1}, Scheme: "calendar"},
		{Code: "bao-cao", Unit: "ninh-giang", Template: survey.Ref{Code: "mau", Version: 1}, Scheme: "reporting"},
		{Code: "lich-la", Unit: "ninh-giang", Template: survey.Ref{Code: "mau", Version: 1}, Scheme: "lunar"},
		{Code: "mau-la", Unit: "ninh-giang", Template: survey.Ref{Code: "mau", Version: 9}, Scheme: "calendar"},
		{Code: "xa-la", Unit: "khong-co", Template: survey.Ref{Code: "mau", Version: 1}, Scheme: "calendar"},
	} {
		create(t, s, store.Campaigns, c.Code, c)
	}
	if len(list) > 0 {
		if _, err := s.Insert(ctx, list); err != nil {
			t.Fatal(err)
		}
	}
	return Source{Store: s, Counter: streaming{s}, Templates: catalogue{sample()}, Fields: []survey.Field{
		{Code: "HOTICH", Text: vi("Hộ tịch")}, {Code: "CHUNGTHUC", Text: vi("Chứng thực")}, {Code: "DATDAI", Text: vi("Đất đai")}}}
}

func create[T any](t *testing.T, r store.Registry, k store.Kind[T], id string, v T) {
	t.Helper()
	if err := k.Create(context.Background(), r, id, v); err != nil {
		t.Fatal(err)
	}
}

func quarter(t *testing.T) period.Period {
	t.Helper()
	p, err := period.Parse("2026-Q4")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func compiled(t *testing.T, src Source, q Request) *Report {
	t.Helper()
	r, err := Compile(context.Background(), src, q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
