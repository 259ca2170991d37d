package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/index"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// flagging flags every so many of a list.
func flagging(list []survey.Response, every int, flags ...survey.Flags) []survey.Response {
	for i := range list {
		if i%every == 0 {
			list[i].Flags = flags[i/every%len(flags)]
		}
	}
	return list
}

// many are a multiple of the forty.
func many(times int) []survey.Answers {
	var list []survey.Answers
	for range times {
		list = append(list, forty()...)
	}
	return list
}

func TestTheFiguresWithoutFlaggedResponsesAreThoseOfTheRest(t *testing.T) {
	list := flagging(responses(many(3)), 5, survey.FlagFast, survey.FlagHours|survey.FlagNetwork)
	r := compiled(t, opened(t, list), Request{Campaign: "quy-4", Period: quarter(t)})
	rest := tally.New(r.Template)
	var flagged, qr int64
	for i := range list {
		switch {
		case list[i].Flags == 0:
			if err := rest.Add(list[i].Answers); err != nil {
				t.Fatal(err)
			}
		default:
			flagged++
			if list[i].Channel == survey.ChannelQR {
				qr++
			}
		}
	}
	f := r.Flagged
	if f == nil || f.Hidden || f.Responses != flagged || f.Index.Overall != index.Of(r.Template, rest).Overall {
		t.Fatalf("flagged %+v, want %d and the figure of the rest", f, flagged)
	}
	if len(f.Kinds) != 3 || f.Kinds[0].Code != "fast" || f.Kinds[0].Responses+f.Kinds[1].Responses != flagged || f.Kinds[1].Responses != f.Kinds[2].Responses {
		t.Errorf("kinds %+v", f.Kinds)
	}
	if len(f.Channels) != 2 || f.Channels[0].Code != "qr" || f.Channels[0].Responses != qr {
		t.Errorf("channels %+v, want %d by QR", f.Channels, qr)
	}
}

// TestFlagsTakeNothingFromTheOfficialFigures: whatever is flagged, every other
// figure is as if nothing was.
func TestFlagsTakeNothingFromTheOfficialFigures(t *testing.T) {
	src := Source{Templates: catalogue{sample()}}
	src.Store = opened(t, nil).Store
	asked := quarter(t)
	rapid.Check(t, func(t *rapid.T) {
		list := drawnResponses(t)
		for i := range list {
			list[i].Flags = 0
		}
		q := Request{Campaign: "quy-4", Period: asked, Everything: rapid.Bool().Draw(t, "everything")}
		of := without(src, paperOf(3, 9))
		of.Counter = listed(list)
		plain, err := Compile(t.Context(), of, q)
		if err != nil {
			t.Fatal(err)
		}
		odd := make([]survey.Response, len(list))
		for i, r := range list {
			r.Flags = rapid.SampledFrom([]survey.Flags{0, 0, survey.FlagFast, survey.FlagKey | survey.FlagStraight}).Draw(t, "flags")
			odd[i] = r
		}
		of.Counter = listed(odd)
		flagged, err := Compile(t.Context(), of, q)
		if err != nil {
			t.Fatal(err)
		}
		f := flagged.Flagged
		if f.Responses+f.Index.Responses != flagged.Index.Responses {
			t.Fatalf("%d flagged and %d others of %d", f.Responses, f.Index.Responses, flagged.Index.Responses)
		}
		flagged.Flagged, plain.Flagged = nil, nil
		if a, b := asJSON(t, plain), asJSON(t, flagged); a != b {
			t.Fatalf("official figures differ:\n%s\n%s", a, b)
		}
	})
}

func asJSON(t fataler, r *Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteJSON(&b, r); err != nil {
		t.Fatalf("%v", err)
	}
	return b.String()
}

func TestWhoReadsTotalsOnlyGetsThePairOfWhatMovesNoMoreAndTellsOfNobody(t *testing.T) {
	scope := survey.Scope{Campaign: "quy-4", From: october(3), To: october(9)}
	for name, c := range map[string]struct {
		every  int
		frozen bool
		out    bool
		told   bool
	}{
		"of many, frozen":               {4, true, false, true},
		"of many, today":                {4, false, false, false},
		"of a few":                      {40, true, false, false},
		"none":                          {1000, true, false, true},
		"few of those that were voided": {6, true, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			list := flagging(responses(many(3)), c.every, survey.FlagFast)
			if c.every == 1000 {
				list[0].Flags = 0
			}
			src := opened(t, list)
			if c.out {
				src = without(src, Exclusion{Scope: scope, Reason: entered})
			}
			src.Frozen = c.frozen
			f := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t), Totals: true}).Flagged
			if f == nil || f.Hidden == c.told || f.Kinds != nil || f.Channels != nil || f.Index.Factors != nil {
				t.Fatalf("flagged %+v, want told %v, and neither kinds nor factors", f, c.told)
			}
			if f.Hidden && (f.Responses != 0 || f.Index.Responses != 0) {
				t.Errorf("what is hidden is there: %+v", f)
			}
		})
	}
}

func TestASnapshotOfBeforeThereWereFlagsSaysNothingOfThem(t *testing.T) {
	src := opened(t, flagging(responses(many(2)), 3, survey.FlagHours))
	s, err := Take(t.Context(), src, "quy-4", quarter(t), october(31))
	if err != nil {
		t.Fatal(err)
	}
	of := func(s *Snapshot) *Report {
		frozen, err := kept(t, s).Source(src.Templates)
		if err != nil {
			t.Fatal(err)
		}
		return compiled(t, frozen, Request{Campaign: "quy-4", Period: quarter(t)})
	}
	now := of(s)
	if now.Flagged == nil || now.Flagged.Responses == 0 {
		t.Fatalf("the snapshot keeps no flags: %+v", now.Flagged)
	}
	for i := range s.Counts {
		s.Counts[i].Splits = s.Counts[i].Splits[:len(s.Counts[i].Splits)-1]
	}
	before := of(s)
	if before.Flagged != nil {
		t.Errorf("flagged %+v of a snapshot without", before.Flagged)
	}
	now.Flagged = nil
	if asJSON(t, before) != asJSON(t, now) {
		t.Error("its other figures are others")
	}
}

func TestEveryFileTellsBothFigures(t *testing.T) {
	r := compiled(t, opened(t, flagging(responses(many(3)), 5, survey.FlagFast, survey.FlagHours|survey.FlagNetwork)), Request{Campaign: "quy-4", Period: quarter(t)})
	f := r.Flagged
	d := Draft(r, nil, october(31), Written{})
	var table *Table
	for _, one := range d.Tables() {
		if one.Code == "B10" {
			table = one
		}
	}
	if table == nil || len(table.Rows) != 2+1+len(f.Kinds)+1+len(f.Channels) {
		t.Fatalf("table %+v", table)
	}
	var csv, xlsx bytes.Buffer
	if err := WriteCSV(&csv, d); err != nil {
		t.Fatal(err)
	}
	if err := WriteXLSX(&xlsx, d); err != nil {
		t.Fatal(err)
	}
	without := f.Index.Overall.Percent()
	if !strings.Contains(csv.String(), "Không tính phiếu có dấu hiệu,Hài lòng (%),"+without.String()) {
		t.Errorf("the CSV file lacks %s", without)
	}
	said := ""
	for _, b := range d.Blocks {
		if p, is := b.(Paragraph); is && strings.Contains(p.Text, "dấu hiệu bất thường") {
			said += p.Text
		}
	}
	for _, want := range []string{"24 trên 120 phiếu", without.Comma(), r.Index.Overall.Percent().Comma(), "96 phiếu"} {
		if !strings.Contains(said, want) {
			t.Errorf("the document says %q, want %q", said, want)
		}
	}
	var told struct {
		Flagged struct {
			Responses int64
			Without   struct {
				Responses int64
				Overall   struct{ Percent string }
			}
			Kinds []struct{ Code string }
		}
	}
	if err := json.Unmarshal([]byte(asJSON(t, r)), &told); err != nil {
		t.Fatal(err)
	}
	if told.Flagged.Responses != 24 || told.Flagged.Without.Responses != 96 || told.Flagged.Without.Overall.Percent != without.String() || len(told.Flagged.Kinds) != 3 {
		t.Errorf("JSON tells %+v", told)
	}
}

func TestEveryFlagHasAName(t *testing.T) {
	for i, f := range survey.AllFlags {
		if n := flagNames[i]; n.code != f.String() || n.text[survey.Vietnamese] == "" || n.text[survey.English] == "" {
			t.Errorf("flag %s is called %v", f, n)
		}
	}
}
