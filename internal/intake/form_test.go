package intake

import (
	"errors"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

func TestAFormOffersTheFieldsOfItsUnit(t *testing.T) {
	d, s, _ := newDesk(t)
	common := form(t, d, "Q1").Fields
	if len(common) < 2 || common[0].Code != "HOTICH" {
		t.Fatalf("a unit without its own fields offers %v", common)
	}
	put(t, s, store.Units, "u", survey.Unit{
		Code:   "u",
		Fields: []survey.Field{{Code: "CHO", Text: survey.Text{"vi": "Quản lý chợ"}}},
		Hidden: []survey.Field{{Code: "HOTICH", Text: survey.Text{"vi": "Hộ tịch"}}},
	})
	d.Forget()
	own := form(t, d, "Q1")
	if len(own.Fields) != 1 || own.Fields[0].Code != "CHO" {
		t.Fatalf("offered are %v, want the one that is not hidden", own.Fields)
	}
	for field, taken := range map[string]bool{"CHO": true, "HOTICH": false, "DATDAI": false} {
		e := entry(key+field, map[string][]string{"HL0": {"5"}})
		e.Sheet.Field = field
		_, err := d.Submit(t.Context(), own, e)
		var invalid *survey.Invalid
		if taken != (err == nil) || !taken && (!errors.As(err, &invalid) || invalid.Fault(survey.FieldCode) == nil) {
			t.Errorf("field %s: %v, want it taken: %v", field, err, taken)
		}
	}
	if list := stored(t, s); len(list) != 1 {
		t.Errorf("%d responses are stored, want 1", len(list))
	}
}

func TestADraftIsShutAsOneThatHasNotBegun(t *testing.T) {
	d, s, _ := newDesk(t)
	draft := form(t, d, "Q1").Campaign
	draft.Draft = true
	put(t, s, store.Campaigns, "c", draft)
	d.Forget()
	f := form(t, d, "Q1")
	if err := d.Shut(f); !errors.Is(err, survey.ErrEarly) {
		t.Errorf("got %v, want %v", err, survey.ErrEarly)
	}
	if _, err := d.Submit(t.Context(), f, entry(key, map[string][]string{"HL0": {"5"}})); !errors.Is(err, survey.ErrEarly) {
		t.Errorf("a sheet: got %v, want %v", err, survey.ErrEarly)
	}
	if list := stored(t, s); len(list) != 0 {
		t.Errorf("a draft took %d responses", len(list))
	}
}
