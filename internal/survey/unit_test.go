package survey

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
)

func codesOf(list []Field) []string {
	var all []string
	for _, f := range list {
		all = append(all, f.Code)
	}
	return all
}

func TestAUnitOffersItsOwnFieldsOrTheCatalogues(t *testing.T) {
	catalogue := []Field{{Code: "HOTICH"}, {Code: "KHAC"}}
	u := Unit{}
	if got := codesOf(u.ServiceFields(catalogue)); !slices.Equal(got, []string{"HOTICH", "KHAC"}) {
		t.Errorf("got %v, want the catalogue's", got)
	}
	u.Fields, u.Hidden = append(make([]Field, 0, 9), Field{Code: "CHO"}, Field{Code: "KHAC"}), []Field{{Code: "HOTICH"}}
	if got := codesOf(u.ServiceFields(catalogue)); !slices.Equal(got, []string{"CHO", "KHAC", "HOTICH"}) {
		t.Errorf("got %v, want all of its own", got)
	}
	if got := codesOf(u.OfferedFields(catalogue)); !slices.Equal(got, []string{"CHO", "KHAC"}) {
		t.Errorf("got %v, want those not hidden", got)
	}
	if u.Fields[:3][2].Code != "" {
		t.Errorf("the list of all was made in the unit's own memory: %v", u.Fields[:3])
	}
}

func TestTheStateOfACampaignSaysWhetherItTakesResponses(t *testing.T) {
	first, last := Day(2026, 10, 1), Day(2026, 12, 31)
	for _, c := range []struct {
		name   string
		change func(*Campaign)
		today  Date
		want   State
		shut   error
	}{
		{"before its first day", func(*Campaign) {}, first - 1, StateEarly, ErrEarly},
		{"on its first day", func(*Campaign) {}, first, StateOpen, nil},
		{"on its last day", func(*Campaign) {}, last, StateOpen, nil},
		{"after its last day", func(*Campaign) {}, last + 1, StateClosed, ErrClosed},
		{"without an end", func(c *Campaign) { c.Closes = nil }, last + 999, StateOpen, nil},
		{"closed in the middle", func(c *Campaign) { c.Closed = true }, first, StateClosed, ErrClosed},
		{"closed before it began", func(c *Campaign) { c.Closed = true }, first - 1, StateClosed, ErrClosed},
		{"a draft before its first day", func(c *Campaign) { c.Draft = true }, first - 1, StateDraft, ErrEarly},
		{"a draft on its first day", func(c *Campaign) { c.Draft = true }, first, StateDraft, ErrEarly},
		{"a draft after its last day", func(c *Campaign) { c.Draft = true }, last + 1, StateDraft, ErrEarly},
	} {
		k := Campaign{Code: "quy-4", Opens: first, Closes: &last}
		c.change(&k)
		if got := k.State(c.today); got != c.want || k.OpenOn(c.today) != (c.shut == nil) {
			t.Errorf("%s: got %s, open %v; want %s", c.name, got, k.OpenOn(c.today), c.want)
		}
		if err := k.Shut(c.today); !errors.Is(err, c.shut) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.shut)
		}
	}
}

func TestACampaignRunsAtItsPlacesOrAtAll(t *testing.T) {
	c := Campaign{}
	if !c.At("trung-tam") {
		t.Error("a campaign of all places does not run at one")
	}
	c.Places = []string{"trung-tam"}
	if !c.At("trung-tam") || c.At("vinh-hoa") {
		t.Errorf("got %v and %v, want the one place only", c.At("trung-tam"), c.At("vinh-hoa"))
	}
}

func TestRecordsFromBeforeAreReadAndWrittenAsTheyWere(t *testing.T) {
	const unit = `{"code":"ninh-giang","name":{"vi":"xã Ninh Giang"},"authority":{"vi":"UBND"}}`
	const place = `{"code":"tt","unit":"ninh-giang","name":{"vi":"Trung tâm"},"counters":[{"code":"quay-1","name":{"vi":"Quầy 1"}}]}`
	const campaign = `{"code":"q4","unit":"ninh-giang","name":{"vi":"Quý IV"},"template":{"code":"short","version":1},` +
		`"scheme":"calendar","opens":"2026-10-01","closes":"2026-12-31","closed":true}`
	again(t, unit, new(Unit))
	again(t, place, new(Place))
	again(t, campaign, new(Campaign))
}

// again reads a record and writes it.
func again(t *testing.T, record string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(record), into); err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(into)
	if err != nil || string(got) != record {
		t.Errorf("got %s, %v; want %s", got, err, record)
	}
}

func TestEverythingNewOfARecordIsKept(t *testing.T) {
	again(t, `{"code":"u","name":null,"authority":null,"fields":[{"code":"CHO","text":{"vi":"Chợ"},"office":{"vi":"Phòng Kinh tế"}}],"hidden":[{"code":"KHAC","text":{"vi":"Khác"}}]}`, new(Unit))
	again(t, `{"code":"p","unit":"u","name":null,"counters":[{"code":"1","name":null,"closed":true}],"hours":[{"weekday":1,"from":"07:30","to":"11:30"}],"closed":true}`, new(Place))
	again(t, `{"code":"c","unit":"u","name":null,"template":{"code":"","version":0},"scheme":"","opens":"1970-01-01","draft":true,"places":["p"]}`, new(Campaign))
}

func TestAStampIsAnotherAfterEveryChange(t *testing.T) {
	last := Day(2026, 12, 31)
	k := Campaign{Code: "q4", Name: Text{Vietnamese: "Quý IV"}}
	seen := map[string]bool{k.Stamp(): true}
	for _, change := range []func(){
		func() { k.Name = Text{Vietnamese: "Quý 4"} },
		func() { k.Closes = &last },
		func() { k.Draft = true },
		func() { k.Places = []string{"tt"} },
	} {
		change()
		if seen[k.Stamp()] {
			t.Errorf("stamp %s of %+v", k.Stamp(), k)
		}
		seen[k.Stamp()] = true
	}
	p, u := Place{Code: "a"}, Unit{Code: "a"}
	if len(p.Stamp()) != 16 || p.Stamp() == (Place{Code: "a", Closed: true}).Stamp() || u.Stamp() == (Unit{Code: "b"}).Stamp() {
		t.Errorf("stamps %s and %s", p.Stamp(), u.Stamp())
	}
}
