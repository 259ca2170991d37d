package paper

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// dump is all that the registry holds of journals.
func (d *desk) dump() string {
	d.t.Helper()
	var b strings.Builder
	for r, err := range d.store.List(d.t.Context(), string(events)) {
		if err != nil {
			d.t.Fatal(err)
		}
		fmt.Fprintln(&b, r.ID, string(r.Value))
	}
	return b.String()
}

// settled makes a closed batch with a correction and a settled difference.
func settled(t *testing.T, i *Issuer, s store.Store) *desk {
	d, serial := drawn(t, i, s)
	other := answers(serial)
	other["TC1"], other["comment"] = "x", "khác hẳn"
	d.must(d.second(Draft{Serial: serial, Keys: other, By: "minh"}))
	d.must(d.put(Draft{Serial: serial, Version: 1, Keys: other, Why: "đọc lại là khác hẳn", By: "minh"}))
	torn := serial%10 + 1
	d.must(d.put(Draft{Serial: torn, Version: 1, Reason: ReasonTorn, Why: "thiếu trang sau", By: "lan"}))
	// A number that is changed after the draw is drawn from again.
	d.must(d.Sample(t.Context(), d.batch, "lan"))
	d.must(d.second(Draft{Serial: torn, Reason: ReasonTorn, By: "minh"}))
	d.must(d.close())
	return d
}

func TestForgettingLeavesNothingOfWhatStoodOnTheForms(t *testing.T) {
	everywhere(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := settled(t, i, s)
		before := d.look()
		if text := d.dump(); !strings.Contains(text, "khác hẳn") || !strings.Contains(text, `"TC1"`) || !strings.Contains(text, "secret") {
			t.Fatalf("nothing to forget in\n%s", text)
		}
		f := d.must(d.Forget(t.Context(), d.batch, today, "hoa"))
		text := d.dump()
		for _, gone := range []string{"khác", "phiếu", `"keys"`, `"field"`, `"comment"`, `"answers"`, `"why":"đọc`, "secret"} {
			if strings.Contains(text, gone) {
				t.Errorf("%s stays in\n%s", gone, text)
			}
		}
		if f.Remains() || *f.Destroyed != today || len(f.secret) > 0 {
			t.Errorf("remains %v, destroyed %v", f.Remains(), f.Destroyed)
		}
		if !reflect.DeepEqual(f.Balance(), before.Balance()) || !reflect.DeepEqual(f.Quality(), before.Quality()) {
			t.Errorf("figures %+v %+v, were %+v %+v", f.Balance(), f.Quality(), before.Balance(), before.Quality())
		}
		for n, e := range f.Entries() {
			was := before.Entries()[n]
			if e.Serial != was.Serial || len(e.Versions) != len(was.Versions) || e.Last().By != was.Last().By ||
				!e.Last().At.Equal(was.Last().At) || e.Last().Reason != was.Last().Reason {
				t.Errorf("who keyed number %d is %+v, was %+v", e.Serial, e.Last(), was.Last())
			}
		}
		if n := len(d.stored()); n != 9 {
			t.Errorf("%d responses, want 9", n)
		}
		d.must(d.Forget(t.Context(), d.batch, today, "hoa"))
		d.must(d.close()) // closed is closed
		if n := len(d.stored()); n != 9 || d.dump() != text {
			t.Errorf("%d responses after all, want 9", n)
		}
	})
}

func TestOnlyAClosedBatchIsForgottenOnADayThatCanBe(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := ready(t, i, s)
		if _, err := d.Forget(t.Context(), d.batch, today, "hoa"); !errors.Is(err, ErrOpen) {
			t.Errorf("an open batch: %v", err)
		}
		d.must(d.close())
		if _, err := d.Forget(t.Context(), d.batch, today, ""); err == nil {
			t.Error("nobody forgot")
		}
		for _, day := range []survey.Date{today - 1, today + 1} {
			var bad *BadMinutes
			if _, err := d.Forget(t.Context(), d.batch, day, "hoa"); !errors.As(err, &bad) || bad.What != "day" {
				t.Errorf("%s: %v", day, err)
			}
		}
		if !strings.Contains(d.dump(), "phiếu 1") {
			t.Error("it was forgotten all the same")
		}
	})
}

func TestForgettingThatIsKilledIsSeenAndGoesOn(t *testing.T) {
	killings(t, func(t *testing.T, die func(store.Store) *mortal) (lived bool) {
		everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
			d := settled(t, i, s)
			m := die(s)
			_, err := d.over(m, m).Forget(t.Context(), d.batch, today, "hoa")
			if err != nil && !errors.Is(err, errKilled) {
				t.Fatal(err)
			}
			lived = err == nil
			there := strings.Contains(d.dump(), `"keys"`) || strings.Contains(d.dump(), "secret")
			if f := d.look(); f.Destroyed != nil && f.Remains() != there {
				t.Errorf("remains: %v, in\n%s", f.Remains(), d.dump())
			}
			f := d.must(d.Forget(t.Context(), d.batch, today, "hoa"))
			if f.Remains() || strings.Contains(d.dump(), `"keys"`) || strings.Contains(d.dump(), "secret") {
				t.Errorf("something stays in\n%s", d.dump())
			}
		})
		return lived
	})
}
