package campaign

import (
	"errors"
	"reflect"
	"testing"

	"hailong/internal/period"
	"hailong/internal/survey"
)

func TestAVolumeIsKeptByCampaignAndPeriod(t *testing.T) {
	everywhere(t, func(t *testing.T, h *hall) {
		ctx, c := t.Context(), h.opened()
		q3, q4 := in(t, "2026-Q3"), in(t, "2026-Q4")
		if _, err := h.Volume(ctx, c.Code, q4); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("before: %v", err)
		}
		given := Volume{Campaign: c.Code, Period: q4, Fields: []FieldVolume{{"DATDAI", 300}, {"KHAC", 0}, {"HOTICH", 700}}}
		v, err := h.SetVolume(ctx, given)
		must(t, err)
		want := Volume{c.Code, q4, 1000, []FieldVolume{{"HOTICH", 700}, {"DATDAI", 300}, {"KHAC", 0}}}
		stored, err := h.Volume(ctx, c.Code, q4)
		must(t, err)
		if !reflect.DeepEqual(v, want) || !reflect.DeepEqual(stored, want) {
			t.Errorf("got %+v, stored %+v, want %+v", v, stored, want)
		}
		if given.Fields[0].Field != "DATDAI" {
			t.Errorf("what was handed in was changed: %+v", given.Fields)
		}
		_, err = h.SetVolume(ctx, Volume{Campaign: c.Code, Period: q3, Total: MaxVolume})
		must(t, err)
		_, err = h.SetVolume(ctx, Volume{Campaign: c.Code, Period: q4, Total: 5})
		must(t, err)
		stored, err = h.Volume(ctx, c.Code, q4)
		if err != nil || !reflect.DeepEqual(stored, Volume{Campaign: c.Code, Period: q4, Total: 5}) {
			t.Errorf("replaced by %+v, %v", stored, err)
		}
		must(t, h.ClearVolume(ctx, c.Code, q4))
		if _, err := h.Volume(ctx, c.Code, q4); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("cleared: %v", err)
		}
		if v, err := h.Volume(ctx, c.Code, q3); err != nil || v.Total != MaxVolume {
			t.Errorf("the other period: %+v, %v", v, err)
		}
	})
}

func TestAVolumeThatCannotBeIsRefused(t *testing.T) {
	h := embedded(t)
	c, q4 := h.opened(), in(t, "2026-Q4")
	for _, bad := range []struct {
		name   string
		period period.Period
		total  int64
		fields []FieldVolume
		want   BadVolume
	}{
		{"no period", period.Period{}, 10, nil, BadVolume{"period", ""}},
		{"nothing", q4, 0, nil, BadVolume{"total", ""}},
		{"nothing in any field", q4, 0, []FieldVolume{{"HOTICH", 0}}, BadVolume{"total", ""}},
		{"a total below zero", q4, -1, nil, BadVolume{"negative", ""}},
		{"a large total", q4, MaxVolume + 1, nil, BadVolume{"large", ""}},
		{"an unknown field", q4, 0, []FieldVolume{{"HOTICH", 1}, {"CHO", 1}}, BadVolume{"field", "CHO"}},
		{"a field twice", q4, 0, []FieldVolume{{"HOTICH", 1}, {"DATDAI", 1}, {"HOTICH", 1}}, BadVolume{"twice", "HOTICH"}},
		{"a field below zero", q4, 0, []FieldVolume{{"HOTICH", 2}, {"DATDAI", -1}}, BadVolume{"negative", "DATDAI"}},
		{"a large field", q4, 0, []FieldVolume{{"DATDAI", MaxVolume + 1}}, BadVolume{"large", "DATDAI"}},
		{"large together", q4, 0, []FieldVolume{{"HOTICH", 1}, {"DATDAI", MaxVolume}}, BadVolume{"large", ""}},
		{"another sum", q4, 4, []FieldVolume{{"HOTICH", 1}, {"DATDAI", 2}}, BadVolume{"total", ""}},
	} {
		_, err := h.SetVolume(t.Context(), Volume{c.Code, bad.period, bad.total, bad.fields})
		var got *BadVolume
		if !errors.As(err, &got) || *got != bad.want {
			t.Errorf("%s: got %v, want %+v", bad.name, err, bad.want)
		}
	}
	for range volumes.All(t.Context(), h.store) {
		t.Error("a refused volume was kept")
	}
	if _, err := h.SetVolume(t.Context(), Volume{Campaign: "nix", Period: q4, Total: 1}); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("of no campaign: %v", err)
	}
}

func TestALongerPeriodIsTheSumOfItsQuartersWhereAllAreKnown(t *testing.T) {
	h := embedded(t)
	ctx, c := t.Context(), h.opened()
	set := func(name string, fields ...FieldVolume) {
		t.Helper()
		_, err := h.SetVolume(ctx, Volume{Campaign: c.Code, Period: in(t, name), Fields: fields})
		must(t, err)
	}
	of := func(name string) Volume {
		t.Helper()
		v, err := VolumeOf(ctx, h.store, c.Code, in(t, name))
		if err != nil && !errors.Is(err, survey.ErrNotFound) {
			t.Fatal(err)
		}
		return v
	}
	set("2026-Q4", FieldVolume{"HOTICH", 70}, FieldVolume{"DATDAI", 30})
	if v := of("2026-H2"); v.Total != 0 {
		t.Errorf("half of it is known, and it is %+v", v)
	}
	set("2026-Q3", FieldVolume{"HOTICH", 5}, FieldVolume{"KHAC", 9})
	want := Volume{c.Code, in(t, "2026-H2"), 114, []FieldVolume{{"HOTICH", 75}}}
	if v := of("2026-H2"); !reflect.DeepEqual(v, want) {
		t.Errorf("the half is %+v, want %+v", v, want)
	}
	if v := of("2026"); v.Total != 0 {
		t.Errorf("the year of which a half is not known is %+v", v)
	}
	set("2026-H1", FieldVolume{"HOTICH", 100})
	if v := of("2026"); v.Total != 214 || !reflect.DeepEqual(v.Fields, []FieldVolume{{"HOTICH", 175}}) {
		t.Errorf("the year is %+v", v)
	}
	set("2026", FieldVolume{"HOTICH", 1})
	if v := of("2026"); v.Total != 1 {
		t.Errorf("what was typed for the year does not count before the sum: %+v", v)
	}
}
