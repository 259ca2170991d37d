package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"hailong/internal/daybook"
	"hailong/internal/period"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

var (
	entered = vi("Nhập trùng lô phiếu giấy")
	stuffed = vi("Trả lời hộ, nhồi phiếu")
)

func october(day int) survey.Date { return survey.Day(2026, 10, day) }

// without makes a source leave sets out.
func without(src Source, list ...Exclusion) Source {
	src.Excluded = func(_ context.Context, campaign string) ([]Exclusion, error) {
		return slices.DeleteFunc(slices.Clone(list), func(e Exclusion) bool { return e.Scope.Campaign != campaign }), nil
	}
	return src
}

// paperOf is every paper form of some days, one day in four.
func paperOf(from, to int) Exclusion {
	return Exclusion{Reason: entered, Scope: survey.Scope{
		Campaign: "quy-4", From: october(from), To: october(to), Channels: []survey.Channel{survey.ChannelPaper}}}
}

// listed counts a list as an engine counts its responses.
type listed []survey.Response

func (l listed) Count(ctx context.Context, scope survey.Scope, t *survey.Template, splits ...*tally.Split) (*tally.Tally, error) {
	kept := slices.DeleteFunc(slices.Clone(l), func(r survey.Response) bool { return !scope.Has(&r) })
	return tally.Count(ctx, stream(kept, nil), t, splits...)
}

// figuresOf is a report without what tells that something was left out of it.
func figuresOf(r *Report) Report {
	c := *r
	c.All, c.Excluded, c.ExcludedHidden, c.Exclusions, c.ExcludedChannels, c.Everything = nil, 0, false, nil, nil, false
	return c
}

func drawnResponses(t *rapid.T) []survey.Response {
	list := responses(forty()[:rapid.IntRange(0, 40).Draw(t, "responses")])
	for i := range list {
		r := &list[i]
		r.Date = october(rapid.IntRange(1, 4).Draw(t, "day"))
		r.Place = rapid.SampledFrom([]string{"trung-tam", "vinh-hoa"}).Draw(t, "place")
		r.Counter = rapid.SampledFrom([]string{"quay-1", "quay-2"}).Draw(t, "counter")
		r.Channel = rapid.SampledFrom(survey.Channels[:3]).Draw(t, "channel")
		r.Field = rapid.SampledFrom([]string{"", "HOTICH", "DATDAI"}).Draw(t, "field")
		r.Answers = slices.Clone(r.Answers)
		r.Answers[6], r.Answers[8] = rapid.ByteRange(0, 2).Draw(t, "A3"), rapid.ByteRange(0, 1).Draw(t, "UT")
	}
	return list
}

// drawnExclusions draws sets of which no two share a response.
func drawnExclusions(t *rapid.T) []Exclusion {
	some := func(name string, codes ...string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(codes), 0, 2, rapid.ID).Draw(t, name)
	}
	var list []Exclusion
	for range rapid.IntRange(0, 6).Draw(t, "exclusions") {
		from := rapid.IntRange(1, 4).Draw(t, "from")
		e := Exclusion{Reason: rapid.SampledFrom([]survey.Text{entered, stuffed}).Draw(t, "reason"), Scope: survey.Scope{
			Campaign: "quy-4", From: october(from), To: october(from + rapid.IntRange(0, 2).Draw(t, "days")),
			Places: some("places", "trung-tam", "vinh-hoa"), Counters: some("counters", "quay-1", "quay-2"), Fields: some("fields", "", "HOTICH", "DATDAI"),
			Channels: rapid.SliceOfNDistinct(rapid.SampledFrom(survey.Channels[:3]), 0, 2, rapid.ID).Draw(t, "channels"),
		}}
		if !slices.ContainsFunc(list, func(other Exclusion) bool { _, meet := other.Scope.Intersect(e.Scope); return meet }) {
			list = append(list, e)
		}
	}
	return list
}

func TestWhatIsExcludedMightNeverHaveBeen(t *testing.T) {
	src, when := opened(t, nil), quarter(t)
	rapid.Check(t, func(t *rapid.T) {
		list, excluded := drawnResponses(t), drawnExclusions(t)
		q := Request{Campaign: "quy-4", Period: when}
		if rapid.Bool().Draw(t, "narrowed") {
			q.Places, q.Groups = []string{"vinh-hoa"}, []string{"A3:truc-tiep"}
		}
		mark := (&Report{Exclusions: excluded}).mark
		rest := slices.DeleteFunc(slices.Clone(list), func(r survey.Response) bool { return mark(&r) == 1 })
		compiled := func(src Source, counter listed, q Request) *Report {
			src.Counter = counter
			r, err := Compile(context.Background(), src, q)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		got, want := compiled(without(src, excluded...), list, q), compiled(src, rest, q)
		if g, w := figuresOf(got), figuresOf(want); !reflect.DeepEqual(g, w) {
			t.Fatalf("without them:\n%+v\nhad they never been:\n%+v", g, w)
		}
		whole := compiled(src, list, q)
		if !reflect.DeepEqual(*got.All, whole.Index) || got.Excluded != whole.Index.Responses-want.Index.Responses {
			t.Fatalf("with them %+v of which %d excluded; nothing excluded: %+v", got.All, got.Excluded, whole.Index)
		}
		q.Everything = true
		all := compiled(without(src, excluded...), list, q)
		if g, w := figuresOf(all), figuresOf(whole); !reflect.DeepEqual(g, w) || all.Excluded != 0 || !all.Everything {
			t.Fatalf("everything:\n%+v\nnothing excluded:\n%+v", g, w)
		}
		addsUp(t, got)
		if len(all.Exclusions) != len(got.Exclusions) {
			t.Fatal("who asks for everything is not told what is excluded")
		}
	})
}

func addsUp(t *rapid.T, r *Report) {
	var sets, channels int64
	for _, e := range r.Exclusions {
		sets += e.Responses
	}
	for _, p := range r.ExcludedChannels {
		channels += p.Responses
		if len(p.Reasons) == 0 {
			t.Fatalf("%s lost %d responses for no reason", p.Code, p.Responses)
		}
	}
	if sets != r.Excluded || channels != r.Excluded {
		t.Fatalf("%d excluded, %d by their sets and %d by their channels", r.Excluded, sets, channels)
	}
}

// Of the ten paper forms two each lie on the 1st, 5th and 9th of October.
func TestAnExcludedSetIsToldWithItsReasonAndNumber(t *testing.T) {
	src := without(opened(t, responses(halves(forty()))), paperOf(1, 5),
		Exclusion{Reason: stuffed, Scope: survey.Scope{Campaign: "quy-4", From: october(10), To: october(10)}},
		Exclusion{Reason: stuffed, Scope: survey.Scope{Campaign: "quy-4", From: survey.Day(2026, 7, 1), To: survey.Day(2026, 9, 30)}},
		Exclusion{Reason: stuffed, Scope: survey.Scope{Campaign: "bao-cao", From: october(1), To: october(31)}})
	r := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)})
	if r.Index.Responses != 34 || r.Excluded != 6 || r.All.Responses != 40 || r.All.Overall.Percent().Comma() != "84,00" {
		t.Errorf("%d counted, %d excluded, of %d with %s", r.Index.Responses, r.Excluded, r.All.Responses, r.All.Overall.Percent())
	}
	if len(r.Exclusions) != 2 || r.Exclusions[0].Number() != "4" || r.Exclusions[1].Number() != "2" || r.ExcludedNumber() != "6" {
		t.Errorf("exclusions %+v", r.Exclusions)
	}
	if len(r.ExcludedChannels) != 2 || r.ExcludedChannels[1].Code != "paper" || r.ExcludedChannels[1].Number() != "4" {
		t.Errorf("by channel %+v", r.ExcludedChannels)
	}
	src.Templates = catalogue{spoken()}
	r = compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)})
	d := Draft(r, nil, today, Written{})
	golden(t, "document_excluded.txt", []byte(outlined(d)))
	var b bytes.Buffer
	if err := WriteJSON(&b, r); err != nil {
		t.Fatal(err)
	}
	golden(t, "report_excluded.json", indented(t, b.String()))
	for _, kind := range []string{"docx", "xlsx"} {
		wellFormed(t, kind, fileOf(t, kind, d))
	}
}

func TestWithEverythingAsked(t *testing.T) {
	src := without(opened(t, responses(forty())), paperOf(1, 9))
	src.Templates = catalogue{spoken()}
	r := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t), Everything: true})
	text := outlined(Draft(r, nil, today, Written{}))
	for _, want := range []string{"tính cả những phiếu đã có quyết định loại của hai người (nhập trùng lô phiếu giấy), nên không thay cho kết quả chung", "= Cộng | 40 | 100,00 | 0"} {
		if !strings.Contains(text, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	if s := indexOf(t, r); !strings.Contains(s, `"responses":40,"excluded":0,"everything":true,"all":{"responses":40,`) {
		t.Errorf("the index is %s", s)
	}
}

func TestAPeriodOfWhichEverythingIsExcludedSaysSo(t *testing.T) {
	src := without(opened(t, responses(forty())), Exclusion{Reason: stuffed, Scope: survey.Scope{Campaign: "quy-4", From: october(1), To: october(31)}})
	r := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)})
	if len(r.Channels)+len(r.Places)+len(r.Fields) != 0 {
		t.Errorf("parts without a response are listed: %v %v %v", r.Channels, r.Places, r.Fields)
	}
	text := outlined(Draft(r, nil, today, Written{}))
	for _, want := range []string{"đã thu trong kỳ đều bị loại", "không có phiếu trả lời nào được tính", "chỉ số hài lòng chung là 84,00% (40 phiếu)", "| Phiếu giấy | 0 | — | 10 | trả lời hộ, nhồi phiếu"} {
		if !strings.Contains(text, want) {
			t.Errorf("the document lacks %q in\n%s", want, text)
		}
	}
}

func TestWhoReadsTotalsOnlyGetsBothFiguresOnlyOfMany(t *testing.T) {
	list := responses(forty())
	q := Request{Campaign: "quy-4", Period: quarter(t), Totals: true}
	for _, c := range []struct {
		name    string
		exclude []Exclusion
		both    bool
		number  string
	}{
		{"nothing", nil, true, "0"},
		{"ten", []Exclusion{paperOf(1, 28)}, true, "10"},
		{"nine", []Exclusion{paperOf(1, 21)}, false, "9"},
		{"two", []Exclusion{paperOf(1, 1)}, false, "<5"},
	} {
		r := compiled(t, without(opened(t, list), c.exclude...), q)
		if (r.All != nil) != c.both || r.ExcludedNumber() != c.number {
			t.Errorf("%s: with and without %v, number %s", c.name, r.All, r.ExcludedNumber())
		}
		if r.All != nil && (len(r.All.Factors)+len(r.All.Criteria)+len(r.All.Outside) > 0 || r.All.OverallQuestion != nil || r.All.Responses != 40) {
			t.Errorf("%s: more than the overall figure is told both ways: %+v", c.name, r.All)
		}
		q := q
		q.Everything = true
		if _, err := Compile(t.Context(), without(opened(t, list), c.exclude...), q); errors.Is(err, ErrTooFew) != (len(c.exclude) > 0) {
			t.Errorf("%s: asked for everything: %v", c.name, err)
		}
	}
}

// Three quarters with both figures and the year with both would give the fourth.
func TestAYearIsGivenBothWaysOnlyIfEachQuarterIs(t *testing.T) {
	list := append(responses(forty()), spring(responses(forty()), 38)...)
	summer := Exclusion{Reason: stuffed, Scope: survey.Scope{Campaign: "quy-4", From: survey.Day(2026, 7, 1), To: survey.Day(2026, 7, 2)}}
	whole := Exclusion{Reason: stuffed, Scope: survey.Scope{Campaign: "quy-4", From: survey.Day(2026, 7, 1), To: survey.Day(2026, 7, 31)}}
	for name, c := range map[string]struct {
		summer Exclusion
		both   bool
	}{"few in one quarter": {summer, false}, "many in both": {whole, true}} {
		p, err := period.Parse("2026")
		if err != nil {
			t.Fatal(err)
		}
		r := compiled(t, without(opened(t, list), paperOf(1, 28), c.summer), Request{Campaign: "quy-4", Period: p, Totals: true})
		if (r.All != nil) != c.both || r.Excluded < Few {
			t.Errorf("%s: %d excluded, both ways: %v", name, r.Excluded, r.All != nil)
		}
	}
}

func TestSmallNumbersAreHiddenFromWhoReadsTotalsOnly(t *testing.T) {
	src := without(opened(t, responses(forty())), paperOf(1, 1), Exclusion{Reason: stuffed, Scope: survey.Scope{Campaign: "quy-4", From: october(2), To: october(4)}},
		paperOf(5, 28))
	q := Request{Campaign: "quy-4", Period: quarter(t)}
	if got := numbers(compiled(t, src, q)); got != "2 6 8 | 6 10 | 16" {
		t.Errorf("who may read responses is told %s", got)
	}
	q.Totals = true
	r := compiled(t, src, q)
	// Of 2, 6 and 8 the 6 is hidden too, or the 2 would be what is missing to 16.
	if got := numbers(r); got != "<5 không hiện 8 | 6 10 | 16" {
		t.Errorf("who reads totals only is told %s", got)
	}
	var b bytes.Buffer
	if err := WriteJSON(&b, r); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Exclusions []struct{ Responses *int64 }
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if e := got.Exclusions; len(e) != 3 || e[0].Responses != nil || e[1].Responses != nil || e[2].Responses == nil || *e[2].Responses != 8 {
		t.Errorf("the JSON file tells %+v", e)
	}
}

func numbers(r *Report) string {
	var list []string
	for i := range r.Exclusions {
		list = append(list, r.Exclusions[i].Number())
	}
	list = append(list, "|")
	for i := range r.ExcludedChannels {
		list = append(list, r.ExcludedChannels[i].Number())
	}
	return strings.Join(append(list, "|", r.ExcludedNumber()), " ")
}

func TestWhatAHiddenChannelLostIsHidden(t *testing.T) {
	// Of ten paper forms four are left, and hidden; so are the kiosk's six.
	list := responses(forty())
	for i := 1; i <= 6; i++ {
		list[4*i-1].Channel = survey.ChannelKiosk
	}
	src := without(opened(t, list), paperOf(1, 9))
	r := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)})
	for _, p := range r.Channels {
		if p.Hidden != (p.Code != "qr") {
			t.Fatalf("%s with %d is hidden: %v", p.Code, p.Index.Responses, p.Hidden)
		}
	}
	if !r.ExcludedChannels[0].Hidden {
		t.Error("what the hidden channel lost is shown")
	}
	if text := outlined(Draft(r, nil, today, Written{})); !strings.Contains(text, "| Phiếu giấy | không hiện | — | không hiện | không hiện\n") {
		t.Errorf("table B1 tells of a hidden channel:\n%s", text)
	}
}

func TestAnExportKeepsEveryResponseAndMarksTheExcluded(t *testing.T) {
	list := told()
	excluded := survey.Scope{Campaign: "quy-4", From: list[1].Date, To: list[1].Date}
	var files [2][]byte
	for i, write := range []form{WriteResponsesCSV, WriteResponsesJSON} {
		var b bytes.Buffer
		if err := write(&b, outlineOf(excluded), stream(list, nil)); err != nil {
			t.Fatal(err)
		}
		files[i] = b.Bytes()
	}
	lines, err := csv.NewReader(bytes.NewReader(files[0])).ReadAll()
	if err != nil || len(lines) != 4 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	var objects []struct{ Excluded *int }
	if err := json.Unmarshal(files[1], &objects); err != nil || len(objects) != 3 {
		t.Fatalf("%d objects, %v", len(objects), err)
	}
	var b bytes.Buffer
	if err := WriteResponsesXLSX(&b, outlineOf(excluded), stream(list, nil)); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for i, want := range []string{"0", "1", "0"} {
		last := len(lines[0]) - 3 // before the comment and the flags
		cell, err := book.GetCellValue("Phiếu", cellName(last, i+2))
		if err != nil {
			t.Fatal(err)
		}
		if lines[0][last] != "excluded" || lines[i+1][last] != want || cell != want || objects[i].Excluded == nil || *objects[i].Excluded != int(want[0]-'0') {
			t.Errorf("response %d is marked %q, %q, %v, want %s", i, lines[i+1][last], cell, objects[i].Excluded, want)
		}
	}
}

func TestAnOutlineKnowsWhatIsExcludedAndCountsNothing(t *testing.T) {
	src := without(opened(t, nil), paperOf(1, 9), paperOf(10, 12))
	r, err := Outline(t.Context(), src, Request{Campaign: "quy-4", Period: quarter(t)})
	if err != nil || len(r.Exclusions) != 2 || r.Exclusions[0].Responses != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestExclusionsThatCannotBeHadOrShareResponsesAreAFault(t *testing.T) {
	src := without(opened(t, responses(forty())), paperOf(1, 9), paperOf(9, 12))
	q := Request{Campaign: "quy-4", Period: quarter(t)}
	if r, err := Compile(t.Context(), src, q); r != nil || !errors.Is(err, errShared) {
		t.Errorf("shared responses: %v, %v", r, err)
	}
	src.Excluded = func(context.Context, string) ([]Exclusion, error) { return nil, survey.ErrUnavailable }
	if r, err := Compile(t.Context(), src, q); r != nil || !errors.Is(err, survey.ErrUnavailable) {
		t.Errorf("a store that fails: %v, %v", r, err)
	}
	if r, err := Outline(t.Context(), src, q); r != nil || !errors.Is(err, survey.ErrUnavailable) {
		t.Errorf("an outline from a store that fails: %v, %v", r, err)
	}
}

func TestPackedDaysAreLeftOutLikeTheirRows(t *testing.T) {
	src := without(opened(t, responses(forty())), paperOf(1, 13), Exclusion{Reason: stuffed, Scope: survey.Scope{
		Campaign: "quy-4", From: october(14), To: october(25), Places: []string{"trung-tam"}, Fields: []string{"DATDAI"}}})
	packed := src
	now := func() time.Time { return time.Date(2026, 10, 20, 5, 0, 0, 0, time.UTC) } // in the middle of them
	book := daybook.New(src.Store, now, daybook.Options{})
	if _, err := book.Pack(t.Context()); err != nil {
		t.Fatal(err)
	}
	packed.Counter = book
	for name, q := range map[string]Request{"whole": {}, "totals": {Totals: true}, "everything": {Everything: true}, "a group": {Groups: []string{"A3:truc-tuyen"}}} {
		q.Campaign, q.Period = "quy-4", quarter(t)
		if got, want := compiled(t, packed, q), compiled(t, src, q); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
}
