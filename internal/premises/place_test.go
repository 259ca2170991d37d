package premises

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"hailong/internal/survey"
)

// between are hours of a day, as "07:30-11:30".
func between(t testing.TB, day time.Weekday, span string) survey.Hours {
	t.Helper()
	from, to, _ := strings.Cut(span, "-")
	h := survey.Hours{Weekday: day}
	var err error
	h.From, err = survey.ParseClock(from)
	must(t, err)
	h.To, err = survey.ParseClock(to)
	must(t, err)
	return h
}

func TestAPlaceIsMadeAndChangedWhole(t *testing.T) {
	everywhere(t, func(t *testing.T, c *commune) {
		if want := (survey.Place{Code: "trung-tam", Unit: c.unit.Code, Name: vi("Trung tâm")}); !reflect.DeepEqual(c.storedPlace(), want) {
			t.Errorf("stored %+v, want %+v", c.storedPlace(), want)
		}
		p, err := c.AddCounter(t.Context(), c.place.Code, c.place.Stamp(), vi("Quầy 1"))
		must(t, err)
		hours := []survey.Hours{
			between(t, time.Sunday, "08:00-10:00"), between(t, time.Monday, "13:30-17:00"), between(t, time.Monday, "07:30-11:30"),
		}
		p, err = c.ChangePlace(t.Context(), p.Code, p.Stamp(), PlaceChange{Name: vi("Trung tâm Phục vụ"), Hours: hours, Closed: true})
		must(t, err)
		want := survey.Place{
			Code: "trung-tam", Unit: c.unit.Code, Name: vi("Trung tâm Phục vụ"), Closed: true,
			Counters: []survey.Counter{{Code: "quay-1", Name: vi("Quầy 1")}},
			Hours:    []survey.Hours{hours[2], hours[1], hours[0]},
		}
		if !reflect.DeepEqual(p, want) || !reflect.DeepEqual(c.storedPlace(), want) {
			t.Errorf("changed to %+v, stored %+v, want %+v", p, c.storedPlace(), want)
		}
	})
}

func TestAPlaceThatCannotBeIsRefused(t *testing.T) {
	c, ctx := embedded(t), t.Context()
	other, err := c.CreatePlace(ctx, c.unit.Code, PlaceChange{Name: vi("Điểm Vĩnh Hòa")})
	must(t, err)
	monday := func(span string) survey.Hours { return between(t, time.Monday, span) }
	hours := func(list ...survey.Hours) PlaceChange { return PlaceChange{Name: vi("Nơi"), Hours: list} }
	for _, bad := range []struct {
		name     string
		to       PlaceChange
		what, at string
	}{
		{"no name", PlaceChange{}, "name", ""},
		{"a long name", PlaceChange{Name: vi(strings.Repeat("a", MaxName+1))}, "name", ""},
		{"another's name", PlaceChange{Name: vi("điểm\u00a0 Vĩnh Hòa")}, "twin", "điểm\u00a0 Vĩnh Hòa"},
		{"hours that end before they begin", hours(monday("11:30-07:30")), "hours", ""},
		{"hours of no length", hours(monday("07:30-07:30")), "hours", ""},
		{"hours that overlap", hours(monday("10:00-12:00"), monday("07:30-10:01")), "hours", ""},
		{"hours twice", hours(monday("07:30-11:30"), monday("07:30-11:30")), "hours", ""},
		{"hours of no day", hours(survey.Hours{Weekday: 7, From: 1, To: 2}), "hours", ""},
		{"hours of a day before the week", hours(survey.Hours{Weekday: -1, From: 1, To: 2}), "hours", ""},
		{"hours past midnight", hours(survey.Hours{From: 1, To: 24 * 60}), "hours", ""},
		{"hours before midnight", hours(survey.Hours{From: -1, To: 60}), "hours", ""},
		{"too many stretches", hours(monday("01:00-02:00"), monday("03:00-04:00"), monday("05:00-06:00"), monday("07:00-08:00"), monday("09:00-10:00")), "hours", ""},
	} {
		_, err := c.CreatePlace(ctx, c.unit.Code, bad.to)
		wants(t, bad.name, err, bad.what, bad.at)
		_, err = c.ChangePlace(ctx, c.place.Code, c.place.Stamp(), bad.to)
		wants(t, bad.name+", changed", err, bad.what, bad.at)
	}
	list, err := c.Places(ctx, c.unit.Code)
	must(t, err)
	if len(list) != 2 || list[1].Stamp() != c.place.Stamp() || list[0].Stamp() != other.Stamp() {
		t.Errorf("a refused place was kept: %+v", list)
	}
	if _, err := c.ChangePlace(ctx, c.place.Code, c.place.Stamp(), hours(monday("07:30-11:30"), monday("11:30-17:00"), between(t, time.Tuesday, "07:30-11:30"))); err != nil {
		t.Errorf("hours that touch: %v", err)
	}
}

func TestAUnitHasFiftyPlacesAndAnotherItsOwn(t *testing.T) {
	c, ctx := embedded(t), t.Context()
	for i := 2; i <= MaxPlaces; i++ {
		_, err := c.CreatePlace(ctx, c.unit.Code, PlaceChange{Name: vi(fmt.Sprintf("Điểm %d", i))})
		must(t, err)
	}
	_, err := c.CreatePlace(ctx, c.unit.Code, PlaceChange{Name: vi("Một nơi nữa")})
	wants(t, "a place too many", err, "places", "")
	if _, err := c.ChangePlace(ctx, c.place.Code, c.place.Stamp(), PlaceChange{Name: vi("Tên mới")}); err != nil {
		t.Errorf("in a full unit a place cannot be renamed: %v", err)
	}
	neighbour, err := c.CreateUnit(ctx, vi("xã Tân Hương"), vi("UBND"))
	must(t, err)
	p, err := c.CreatePlace(ctx, neighbour.Code, PlaceChange{Name: vi("Điểm 2")})
	must(t, err)
	if p.Code != "diem-2-2" || p.Unit != "xa-tan-huong" {
		t.Errorf("got %+v, want a code of its own", p)
	}
}

// Two instances may give one name at once; each place can still be closed.
func TestATwinCanBeClosedUnderItsName(t *testing.T) {
	c, ctx := embedded(t), t.Context()
	twin, err := create(ctx, c.registry, "places", "Trung tâm", func(code string) survey.Place {
		return survey.Place{Code: code, Unit: c.unit.Code, Name: vi("Trung tâm")}
	})
	must(t, err)
	if p, err := c.ChangePlace(ctx, twin.Code, twin.Stamp(), PlaceChange{Name: vi("Trung tâm"), Closed: true}); err != nil || !p.Closed {
		t.Errorf("got %+v, %v", p, err)
	}
}
