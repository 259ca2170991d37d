package report

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/daybook"
	"hailong/internal/index"
	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

func TestAReportHoldsWhatTheWorkedExampleSays(t *testing.T) {
	r := compiled(t, opened(t, responses(forty())), Request{Campaign: "quy-4", Period: quarter(t)})
	if got := r.Index.Overall.Percent().Comma(); got != "84,00" || r.Index.Responses != 40 {
		t.Errorf("O is %s of %d responses, want 84,00 of 40", got, r.Index.Responses)
	}
	if r.Unit.Name.In("vi") != "xã Ninh Giang" || r.Campaign.Code != "quy-4" || r.Template.Code != "mau" {
		t.Errorf("the report is about %v, %v, %v", r.Unit, r.Campaign, r.Template.Ref())
	}
	if r.Scope.From.String() != "2026-10-01" || r.Scope.To.String() != "2026-12-31" || r.Period != quarter(t) {
		t.Errorf("the scope is %s..%s of %s", r.Scope.From, r.Scope.To, r.Period)
	}
}

func describe(list []Part) string {
	var b strings.Builder
	for _, p := range list {
		fmt.Fprintf(&b, "%s=%s:%d ", p.Code, p.Name.In("vi"), p.Index.Responses)
	}
	return strings.TrimSpace(b.String())
}

func TestThePartsAreNamedOrderedAndComplete(t *testing.T) {
	list := responses(forty())
	list[1].Field, list[2].Field, list[3].Place = "CU-KY", "CU-2", "da-dong"
	r := compiled(t, opened(t, list), Request{Campaign: "quy-4", Period: quarter(t)})
	for _, c := range []struct{ name, got, want string }{
		{"channels", describe(r.Channels), "qr=Mã QR tại điểm tiếp nhận:30 paper=Phiếu giấy:10"},
		{"places", describe(r.Places), "trung-tam=Trung tâm:29 vinh-hoa=Điểm Vĩnh Hòa:10 da-dong=da-dong:1"},
		{"fields", describe(r.Fields), "HOTICH=Hộ tịch:24 DATDAI=Đất đai:4 CU-2=CU-2:1 CU-KY=CU-KY:1 =Không ghi:10"},
	} {
		if c.got != c.want {
			t.Errorf("%s are %s, want %s", c.name, c.got, c.want)
		}
	}
	for name, parts := range map[string][]Part{"channels": r.Channels, "places": r.Places, "fields": r.Fields} {
		var satisfied, valid int64
		for _, p := range parts {
			satisfied, valid = satisfied+p.Index.Overall.Satisfied, valid+p.Index.Overall.Valid
			if p.Index.Responses < 5 && !p.Hidden {
				t.Errorf("%s with %d responses is shown", p.Code, p.Index.Responses)
			}
		}
		if satisfied != 168 || valid != 200 {
			t.Errorf("the %s add up to %d/%d, want 168/200", name, satisfied, valid)
		}
	}
}

func TestChoicesAreTabulatedByThoseWhoAnswered(t *testing.T) {
	list := forty()[:8]
	for i, a := range list {
		a[6] = []byte{0, 1, 1, 2}[i%4]
		if i < 3 {
			copy(a[8:], [][]byte{{1, 1, 0}, {1, 0, 0}, {1, 0, 0}}[i])
		}
	}
	r := compiled(t, opened(t, responses(list)), Request{Campaign: "quy-4", Period: quarter(t)})
	var got []string
	for _, c := range r.Choices {
		got = append(got, fmt.Sprintf("%s %s multi=%v %d+%d", c.Code, c.Text.In("vi"), c.Multi, c.Answered, c.Blank))
		for _, o := range c.Options {
			got = append(got, fmt.Sprintf("%s %s %d %s", o.Code, o.Text.In("vi"), o.Count, o.Percent))
		}
	}
	want := []string{
		"A3 Cách nộp multi=false 6+2", "truc-tiep Tại Trung tâm 4 66.67", "truc-tuyen Trực tuyến 2 33.33",
		"UT Cần cải thiện multi=true 3+5", "nhanh Rút ngắn thời gian 3 100.00", "it-giay Giảm giấy tờ 1 33.33", "thai-do Thái độ 0 0.00",
	}
	if !slices.Equal(got, want) {
		t.Errorf("choices are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestARequestNarrowsTheScope(t *testing.T) {
	list := responses(forty())
	for i := range list {
		list[i].Answers[6] = byte(i % 3)
	}
	src := opened(t, list)
	for name, c := range map[string]struct {
		q    Request
		want int64
	}{
		"nothing":           {Request{}, 40},
		"a place":           {Request{Places: []string{"vinh-hoa"}}, 10},
		"both places":       {Request{Places: []string{"vinh-hoa", "trung-tam"}}, 40},
		"a counter":         {Request{Counters: []string{"quay-1"}}, 40},
		"an idle counter":   {Request{Counters: []string{"quay-2"}}, 0},
		"a field":           {Request{Fields: []string{"DATDAI"}}, 5},
		"an unused field":   {Request{Fields: []string{"CHUNGTHUC"}}, 0},
		"channels":          {Request{Channels: []string{"paper", "slip"}}, 10},
		"a group":           {Request{Groups: []string{"A3:truc-tiep"}}, 13},
		"groups exclude":    {Request{Groups: []string{"A3:truc-tiep", "A3:truc-tuyen"}}, 0},
		"all of it at once": {Request{Places: []string{"vinh-hoa"}, Channels: []string{"paper"}, Groups: []string{"A3:truc-tuyen"}}, 3},
	} {
		c.q.Campaign, c.q.Period = "quy-4", quarter(t)
		if got := compiled(t, src, c.q).Index.Responses; got != c.want {
			t.Errorf("%s: %d responses, want %d", name, got, c.want)
		}
	}
}

func TestTheSchemeOfTheCampaignCutsThePeriod(t *testing.T) {
	list := responses(forty()[:4])
	for i, day := range []survey.Date{survey.Day(2026, 9, 14), survey.Day(2026, 9, 15), survey.Day(2026, 12, 14), survey.Day(2026, 12, 15)} {
		list[i].Date, list[i].Campaign = day, "bao-cao"
	}
	src := opened(t, list)
	for name, want := range map[string]int64{"2026-Q3": 1, "2026-Q4": 2, "2027-Q1": 1, "2026-H2": 3, "2026": 3, "2027": 1, "2025": 0} {
		p, err := period.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := compiled(t, src, Request{Campaign: "bao-cao", Period: p}).Index.Responses; got != want {
			t.Errorf("%s: %d responses, want %d", name, got, want)
		}
	}
}

func TestAnUnknownCampaignIsNotFound(t *testing.T) {
	src := opened(t, nil)
	for _, code := range []string{"", "quy-5", "QUY-4"} {
		if r, err := Compile(context.Background(), src, Request{Campaign: code, Period: quarter(t)}); r != nil || !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("campaign %q: %v, %v, want ErrNotFound", code, r, err)
		}
	}
}

func TestWhatIsUnknownInARequestIsNamed(t *testing.T) {
	src := opened(t, nil)
	for _, c := range []struct {
		parameter, value string
		q                Request
	}{
		{"place", "cho", Request{Places: []string{"trung-tam", "cho"}}},
		{"place", "xa-khac", Request{Places: []string{"xa-khac"}}},
		{"place", "", Request{Places: []string{""}}},
		{"counter", "quay-3", Request{Counters: []string{"quay-3"}}},
		{"counter", "quay-9", Request{Counters: []string{"quay-9"}}},
		{"counter", "quay-2", Request{Places: []string{"trung-tam"}, Counters: []string{"quay-2"}}},
		{"field", "hotich", Request{Fields: []string{"hotich"}}},
		{"channel", "fax", Request{Channels: []string{"qr", "fax"}}},
		{"group", "A3", Request{Groups: []string{"A3"}}},
		{"group", "A3:fax", Request{Groups: []string{"A3:fax"}}},
		{"group", "TC:5", Request{Groups: []string{"TC:5"}}},
		{"group", "A9:a", Request{Groups: []string{"A9:a"}}},
	} {
		c.q.Campaign, c.q.Period = "quy-4", quarter(t)
		_, err := Compile(context.Background(), src, c.q)
		var bad *BadRequest
		if !errors.As(err, &bad) || *bad != (BadRequest{c.parameter, c.value}) {
			t.Errorf("%s %q: error %v, want a BadRequest that names it", c.parameter, c.value, err)
			continue
		}
		if errors.Is(err, survey.ErrNotFound) {
			t.Errorf("%s %q: error %v passes for an unknown campaign", c.parameter, c.value, err)
		}
	}
	var bad *BadRequest
	if _, err := Compile(context.Background(), src, Request{Campaign: "quy-4"}); !errors.As(err, &bad) || bad.Parameter != "period" {
		t.Errorf("no period: %v, want a BadRequest", err)
	}
	if text := (&BadRequest{"place", strings.Repeat("\n", 1000)}).Error(); len(text) > 200 || strings.Contains(text, "\n") {
		t.Errorf("the error is not one short line: %q", text)
	}
}

func TestABrokenCampaignIsAFaultAndNotNotFound(t *testing.T) {
	src := opened(t, nil)
	for code, word := range map[string]string{"lich-la": "lunar", "mau-la": "mau@9", "xa-la": "khong-co"} {
		_, err := Compile(context.Background(), src, Request{Campaign: code, Period: quarter(t)})
		var bad *BadRequest
		if err == nil || errors.Is(err, survey.ErrNotFound) || errors.As(err, &bad) || !strings.Contains(err.Error(), word) {
			t.Errorf("%s: %v, want a fault naming %s", code, err, word)
		}
	}
}

func TestAResponseToAnotherVersionIsSurfaced(t *testing.T) {
	list := responses(forty())
	list[17].Template.Version = 2
	_, err := Compile(context.Background(), opened(t, list), Request{Campaign: "quy-4", Period: quarter(t)})
	if !errors.Is(err, tally.ErrTemplate) || !strings.Contains(err.Error(), "mau@2") {
		t.Errorf("error %v, want ErrTemplate naming mau@2", err)
	}
}

func TestCompilingStopsWithItsContext(t *testing.T) {
	src := opened(t, responses(forty()))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r, err := Compile(ctx, src, Request{Campaign: "quy-4", Period: quarter(t)}); r != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v, want Canceled", r, err)
	}
}

// A unit that cannot be read now is another matter than one that is missing.
func TestAnEngineThatFailsIsStillKnownByItsError(t *testing.T) {
	if err := broken("unit", "ninh-giang", survey.ErrUnavailable); !errors.Is(err, survey.ErrUnavailable) {
		t.Errorf("error %v hides ErrUnavailable", err)
	}
	src := opened(t, nil)
	if err := src.Store.(store.Store).Close(); err != nil {
		t.Fatal(err)
	}
	if r, err := Compile(context.Background(), src, Request{Campaign: "quy-4", Period: quarter(t)}); err == nil || errors.Is(err, survey.ErrNotFound) {
		t.Errorf("a closed store gives %v, %v", r, err)
	}
}

func TestWhoMayReadTotalsOnlyIsRefusedHardlyAnybodysFigures(t *testing.T) {
	s := opened(t, responses(forty()))
	totals := func(q Request) error {
		q.Campaign, q.Period, q.Totals = "quy-4", quarter(t), true
		_, err := Compile(t.Context(), s, q)
		return err
	}
	for name, c := range map[string]struct {
		q    Request
		want error
	}{
		"everybody": {Request{}, nil},
		"a field":   {Request{Fields: []string{"HOTICH"}}, ErrTooFew},
		"a group":   {Request{Groups: []string{"A3:truc-tiep"}}, ErrTooFew},
		"a place":   {Request{Places: []string{"trung-tam"}}, ErrTooFew},
	} {
		if err := totals(c.q); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestHiddenPartsCannotBeHadBySubtraction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		least := int64(rapid.SampledFrom([]int{SmallPart, Few}).Draw(t, "least"))
		var parts []Part
		for _, n := range rapid.SliceOfN(rapid.Int64Range(1, 40), 0, 8).Draw(t, "sizes") {
			parts = append(parts, Part{Index: index.Index{Responses: n}})
		}
		hide(parts, least)
		var hidden, shown, small int64
		for _, p := range parts {
			if p.Index.Responses < least {
				small++
			}
			switch {
			case p.Hidden:
				hidden += p.Index.Responses
			case p.Index.Responses < least:
				t.Fatalf("a part of %d is shown", p.Index.Responses)
			default:
				shown++
			}
		}
		if small == 0 && hidden > 0 {
			t.Fatalf("nothing is small and %d responses are hidden", hidden)
		}
		if hidden > 0 && hidden < least && shown > 0 {
			t.Fatalf("the rest of %d can be computed from %d parts", hidden, shown)
		}
	})
}

// Where the numbers come from must not show in a report.
func TestAReportOfPackedDaysIsThatOfTheirRows(t *testing.T) {
	src := opened(t, responses(forty()))
	packed := src
	now := func() time.Time { return time.Date(2026, 10, 20, 5, 0, 0, 0, time.UTC) } // in the middle of them
	book := daybook.New(src.Store, now, daybook.Options{})
	if days, err := book.Pack(t.Context()); days != 19 || err != nil {
		t.Fatalf("packed %d days, %v, want 19", days, err)
	}
	packed.Counter = book
	for name, q := range map[string]Request{
		"whole":    {},
		"narrowed": {Places: []string{"vinh-hoa"}, Channels: []string{"paper"}, Groups: []string{"A3:truc-tuyen"}},
	} {
		q.Campaign, q.Period = "quy-4", quarter(t)
		got, want := compiled(t, packed, q), compiled(t, src, q)
		got.Template, want.Template = nil, nil // decoded twice
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
}

func TestAUnitsOwnFieldsComeBeforeTheCatalogues(t *testing.T) {
	src := opened(t, responses(forty()))
	own := survey.Unit{
		Code: "ninh-giang", Name: vi("xã Ninh Giang"),
		Fields: []survey.Field{{Code: "DATDAI", Text: vi("Đất đai, môi trường")}, {Code: "CHO", Text: vi("Quản lý chợ")}},
		Hidden: []survey.Field{{Code: "HOTICH", Text: vi("Hộ tịch cũ")}},
	}
	if err := store.Units.Replace(t.Context(), src.Store, own.Code, own); err != nil {
		t.Fatal(err)
	}
	const want = "DATDAI=Đất đai, môi trường:5 HOTICH=Hộ tịch cũ:25 =Không ghi:10"
	if got := describe(compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)}).Fields); got != want {
		t.Errorf("fields are %s, want %s", got, want)
	}
	for field, known := range map[string]bool{"CHO": true, "HOTICH": true, "CHUNGTHUC": false} {
		_, err := Compile(t.Context(), src, Request{Campaign: "quy-4", Period: quarter(t), Fields: []string{field}})
		if known != (err == nil) {
			t.Errorf("narrowed by %s: %v, want it known: %v", field, err, known)
		}
	}
}
