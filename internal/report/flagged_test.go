package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/index"
	"hailong/internal/period"
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
		if told := !f.Fewer && !f.Hidden; told && f.Responses+f.Index.Responses != flagged.Index.Responses {
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
		fewer  bool
	}{
		"of many, frozen":               {4, true, false, true, false},
		"of many, today":                {4, false, false, false, false},
		"of a few":                      {40, true, false, true, true},
		"of a few, today":               {40, false, false, false, false},
		"none":                          {1000, true, false, true, false},
		"few of those that were voided": {6, true, true, false, false},
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
			if f == nil || f.Hidden == c.told || f.Fewer != c.fewer || f.Kinds != nil || f.Channels != nil || f.Index.Factors != nil {
				t.Fatalf("flagged %+v, want told %v, and neither kinds nor factors", f, c.told)
			}
			if (f.Hidden || f.Fewer) && (f.Responses != 0 || f.Index.Responses != 0) {
				t.Errorf("what is hidden is there: %+v", f)
			}
		})
	}
}

// marking flags the first n of a list.
func marking(list []survey.Response, n int, flags survey.Flags) []survey.Response {
	for i := range list[:n] {
		list[i].Flags = flags
	}
	return list
}

// TestOneSubtractionTellsOfNobody: a single odd response, and nine, are told as
// fewer than ten in whatever is made of a report, and everything that is made of it
// is the same whoever they are and however many.
func TestOneSubtractionTellsOfNobody(t *testing.T) {
	made := func(list []survey.Response) (*Report, map[string]string) {
		r := compiled(t, opened(t, list), Request{Campaign: "quy-4", Period: quarter(t)})
		d := Draft(r, nil, october(31), Written{})
		files := map[string]string{"json": asJSON(t, r)}
		for name, write := range map[string]func(*bytes.Buffer) error{
			"csv": func(b *bytes.Buffer) error { return WriteCSV(b, d) }, "xlsx": func(b *bytes.Buffer) error { return WriteXLSX(b, d) },
			"docx": func(b *bytes.Buffer) error { return WriteDOCX(b, d) }, "index": func(b *bytes.Buffer) error { return WriteIndexJSON(b, r) },
		} {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			files[name] = b.String()
		}
		return r, files
	}
	one, files := made(marking(responses(many(3)), 1, survey.FlagFast))
	if f := one.Flagged; f == nil || f.Responses != 0 || !f.Fewer || f.Hidden || f.Kinds != nil || f.Channels != nil || f.Index.Responses != 0 {
		t.Fatalf("flagged %+v, want fewer than ten and nothing else", f)
	}
	if said := one.FlaggedSentence(); !strings.Contains(said, "dưới 10 phiếu") || strings.Contains(said, "nếu không tính") {
		t.Errorf("it is told as %q", said)
	}
	if !strings.Contains(files["json"], `"flagged":{"responses":null,"fewer_than":10,"without":null,"kinds":[],"channels":[]}`) {
		t.Errorf("JSON tells %s", files["json"])
	}
	if !strings.Contains(files["csv"], "B10,Phiếu có dấu hiệu bất thường,2,,Phiếu có dấu hiệu,Số phiếu,\r\n") {
		t.Error("the CSV file lacks the line")
	}
	_, nine := made(flagging(responses(many(3)), 14, survey.FlagFast, survey.FlagHours))
	for name, file := range files {
		if nine[name] != file {
			t.Errorf("%s tells one from nine", name)
		}
	}
	ten, _ := made(marking(responses(many(3)), 10, survey.FlagFast))
	if ten.Flagged.Fewer || ten.Flagged.Responses != 10 || ten.Flagged.Index.Responses != 110 {
		t.Errorf("ten are told as %+v", ten.Flagged)
	}
}

func TestSmallPartsOfTheFlaggedAreNotTold(t *testing.T) {
	list := responses(many(3))
	n := 0
	for i := range list {
		switch { // 20 by QR, 3 by kiosk
		case list[i].Channel == survey.ChannelQR && n < 20:
			list[i].Flags = survey.FlagFast
			n++
		case list[i].Channel != survey.ChannelQR && n >= 20 && n < 23:
			list[i].Flags, n = survey.FlagClone, n+1
		}
	}
	r := compiled(t, opened(t, list), Request{Campaign: "quy-4", Period: quarter(t)})
	f := r.Flagged
	if f.Responses != 23 || len(f.Kinds) != 2 || len(f.Channels) != 2 {
		t.Fatalf("flagged %+v", f)
	}
	for _, parts := range [][]FlaggedPart{f.Kinds, f.Channels} {
		// The larger is hidden too: taken from the whole it would give the small one.
		if parts[0].Number() != unseen || parts[1].Number() != "dưới 10" {
			t.Errorf("the parts are told as %s and %s", parts[0].Number(), parts[1].Number())
		}
	}
	if strings.Contains(asJSON(t, r), `"responses":3}`) {
		t.Error("JSON tells three")
	}
}

func TestAYearTellsNothingThatItsQuartersHide(t *testing.T) {
	list := marking(responses(many(3)), 20, survey.FlagFast)
	for i := range list[15:60] { // and 5 of the quarter before
		list[15+i].Date = survey.Day(2026, 9, 10)
	}
	year, err := period.Parse("2026")
	if err != nil {
		t.Fatal(err)
	}
	src := opened(t, list)
	if f := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)}).Flagged; f.Responses != 15 {
		t.Fatalf("the quarter tells %+v", f)
	}
	if f := compiled(t, src, Request{Campaign: "quy-4", Period: year}).Flagged; !f.Hidden || f.Responses != 0 || f.Kinds != nil {
		t.Errorf("the year tells %+v, and so of five", f)
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

// TestAFrozenCountIsToldByTheRuleOfToday: what is kept is counts, not what is told of
// them, so a snapshot of before the rule is shown by it and keeps its digest.
func TestAFrozenCountIsToldByTheRuleOfToday(t *testing.T) {
	src := opened(t, marking(responses(many(2)), 2, survey.FlagHours))
	s, err := Take(t.Context(), src, "quy-4", quarter(t), october(31))
	if err != nil {
		t.Fatal(err)
	}
	s = kept(t, s)
	before, err := s.Digest()
	if err != nil {
		t.Fatal(err)
	}
	frozen, err := s.Source(src.Templates)
	if err != nil {
		t.Fatal(err)
	}
	for _, totals := range []bool{false, true} {
		f := compiled(t, frozen, Request{Campaign: "quy-4", Period: quarter(t), Totals: totals}).Flagged
		if f == nil || !f.Fewer || f.Responses != 0 || f.Index.Responses != 0 {
			t.Errorf("totals %v: flagged %+v", totals, f)
		}
	}
	if after, err := s.Digest(); err != nil || after != before {
		t.Errorf("digest %s, before %s, %v", after, before, err)
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
