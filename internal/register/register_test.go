package register

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strings"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

func TestANewCodeOpensItsCounterAndCanBePointedElsewhere(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		p, err := o.Create(t.Context(), Target{Campaign: "quy-4", Place: "trung-tam", Counter: "1", Field: "HOTICH"})
		must(t, err)
		want := survey.Poster{Code: p.Code, Campaign: "quy-4", Place: "trung-tam", Counter: "1", Field: "HOTICH", Channel: survey.ChannelQR, Since: survey.Day(2026, 11, 23)}
		if _, ok := survey.ParseCode(p.Code); !ok || p != want {
			t.Errorf("got %+v, want %+v with a code of ours", p, want)
		}
		o.clock.set(t, "2026-11-25 09:00")
		same, err := o.Repoint(t.Context(), p.Code, at("quy-4-day-du", "1"))
		must(t, err)
		if same.Since != p.Since || same.Campaign != "quy-4-day-du" || same.Field != "" {
			t.Errorf("another campaign at the same counter: %+v", same)
		}
		moved, err := o.Repoint(t.Context(), p.Code, at("quy-4", ""))
		must(t, err)
		if moved.Since != survey.Day(2026, 11, 25) || moved.Counter != "" {
			t.Errorf("at another place: %+v", moved)
		}
		stored, err := store.Posters.Get(t.Context(), o.store, p.Code)
		must(t, err)
		if stored != moved {
			t.Errorf("stored %+v, want %+v", stored, moved)
		}
	})
}

func TestACodeThatIsTakenIsNotGivenAgain(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		o.rand = letters("aaaaa" + "aaaaa" + "aaaaa" + "bbbbb")
		first, err := o.Create(t.Context(), at("quy-4", "1"))
		must(t, err)
		second, err := o.Create(t.Context(), at("quy-4", "2"))
		must(t, err)
		stored, err := store.Posters.Get(t.Context(), o.store, first.Code)
		must(t, err)
		if first.Code == second.Code || stored.Counter != "1" {
			t.Errorf("codes %s and %s; the first opens %+v", first.Code, second.Code, stored)
		}
		o.rand = letters(strings.Repeat("aaaaa", 100))
		if _, err := o.Create(t.Context(), at("quy-4", "1")); !errors.Is(err, survey.ErrExists) {
			t.Errorf("where all codes are taken: %v", err)
		}
		o.rand = letters("")
		if _, err := o.Create(t.Context(), at("quy-4", "1")); err == nil {
			t.Error("a code was made without randomness")
		}
	})
}

func TestACodePointsOnlyToWhatThereIs(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		o.hang("CU", "quy-4", "1", 0)
		before, err := store.Posters.Get(t.Context(), o.store, "CU")
		must(t, err)
		for _, c := range []struct {
			name string
			to   Target
			want error
		}{
			{"no campaign", at("", "1"), ErrCampaign},
			{"another's campaign", at("nix", "1"), ErrCampaign},
			{"no place", Target{Campaign: "quy-4", Place: "nix"}, ErrPlace},
			{"no such counter", at("quy-4", "9"), ErrCounter},
			{"two units", Target{Campaign: "quy-4", Place: "noi-khac"}, ErrUnit},
			{"no such field", Target{Campaign: "quy-4", Place: "trung-tam", Field: "NIX"}, ErrField},
		} {
			if _, err := o.Create(t.Context(), c.to); !errors.Is(err, c.want) || errors.Is(err, survey.ErrNotFound) {
				t.Errorf("create, %s: %v, want %v", c.name, err, c.want)
			}
			if _, err := o.Repoint(t.Context(), "CU", c.to); !errors.Is(err, c.want) {
				t.Errorf("point elsewhere, %s: %v, want %v", c.name, err, c.want)
			}
		}
		if _, err := o.Repoint(t.Context(), "NIX", at("quy-4", "1")); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("a code that is not there: %v", err)
		}
		var codes []string
		for p, err := range store.Posters.All(t.Context(), o.store) {
			must(t, err)
			codes = append(codes, p.Code)
			if p != before {
				t.Errorf("a refused change was stored: %+v", p)
			}
		}
		if !slices.Equal(codes, []string{"CU"}) {
			t.Errorf("codes %v", codes)
		}
	})
}

func TestAWithdrawnCodeIsGoodAgainAndCountsItsDaysAnew(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		o.hang("CU", "quy-4", "1", survey.Day(2026, 10, 1))
		for range 2 { // a second click changes nothing
			p, err := o.Void(t.Context(), "CU")
			must(t, err)
			if !p.Voided || p.Since != survey.Day(2026, 10, 1) {
				t.Errorf("withdrawn: %+v", p)
			}
		}
		for range 2 {
			p, err := o.Restore(t.Context(), "CU")
			must(t, err)
			if p.Voided || p.Since != survey.Day(2026, 11, 23) {
				t.Errorf("restored: %+v", p)
			}
			o.clock.set(t, "2026-11-24 09:00")
		}
		for _, change := range []func(context.Context, string) (survey.Poster, error){o.Void, o.Restore} {
			if _, err := change(t.Context(), "NIX"); !errors.Is(err, survey.ErrNotFound) {
				t.Errorf("a code that is not there: %v", err)
			}
		}
	})
}

func TestEveryPrintIsWrittenDownAndTheNewestComesFirst(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		for i, p := range []Print{
			{Codes: []string{"A"}, Kind: A4, Lang: survey.Vietnamese, By: "lan"},
			{Codes: []string{"A", "B"}, Kind: Stickers, Lang: survey.English, By: "dòng lệnh"},
			{Codes: []string{"B"}, Kind: SVG, Lang: survey.Vietnamese, By: "mai"},
		} {
			o.clock.set(t, []string{"2026-11-23 06:30", "2026-11-23 15:00", "2027-01-04 08:00"}[i])
			must(t, o.Printed(t.Context(), p))
		}
		a, err := o.Prints(t.Context(), "A")
		must(t, err)
		b, err := o.Prints(t.Context(), "B")
		must(t, err)
		if len(a) != 2 || a[0].Kind != Stickers || a[0].By != "dòng lệnh" || a[0].Lang != survey.English || a[1].Kind != A4 {
			t.Errorf("prints of A: %+v", a)
		}
		if got := a[1].At.String(); got != "2026-11-22 23:30:00 +0000 UTC" {
			t.Errorf("printed at %s", got)
		}
		if len(b) != 2 || b[0].By != "mai" || b[1].By != "dòng lệnh" {
			t.Errorf("prints of B: %+v", b)
		}
		if none, err := o.Prints(t.Context(), "C"); err != nil || len(none) > 0 {
			t.Errorf("prints of C: %+v, %v", none, err)
		}
		for _, p := range []Print{{Codes: []string{"A"}, Kind: "a2"}, {Kind: A4}} {
			if err := o.Printed(t.Context(), p); err == nil {
				t.Errorf("%+v was written down", p)
			}
		}
	})
}

func TestPrintsOfOneMomentAreAllKept(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		for range 20 {
			must(t, o.Printed(t.Context(), Print{Codes: []string{"A"}, Kind: A4, By: "lan"}))
		}
		if list, err := o.Prints(t.Context(), "A"); err != nil || len(list) != 20 {
			t.Errorf("%d prints, want 20 (%v)", len(list), err)
		}
	})
}

func TestTheListSaysWhatWhoScansACodeMeets(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		o.hang("A", "thang-10", "1", 0)
		o.hang("B", "nam-sau", "1", 0)
		o.hang("C", "quy-4", "2", 0)
		o.hang("D", "quy-4", "1", 0)
		o.hang("E", "quy-4", "", 0)
		o.hang("F", "nix", "1", 0)
		o.hang("G", "quy-4", "1", 0)
		if _, err := o.Void(t.Context(), "G"); err != nil {
			t.Fatal(err)
		}
		list, err := o.Entries(t.Context())
		must(t, err)
		var got []string
		for _, e := range list {
			got = append(got, e.Poster.Code+[]string{" open", " early", " ended", " broken", " voided"}[e.State])
		}
		want := []string{"E open", "D open", "C open", "B early", "A ended", "F broken", "G voided"}
		if !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		one, err := o.Entry(t.Context(), "C")
		must(t, err)
		if one.Campaign.Code != "quy-4" || one.Unit.Code != "ninh-giang" || one.Place.Code != "trung-tam" || one.Counter == nil || one.Counter.Code != "2" {
			t.Errorf("entry %+v", one)
		}
		if _, err := o.Entry(t.Context(), "NIX"); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("a code that is not there: %v", err)
		}
	})
}

func TestCodesAreDrawnFromWhatIsPassedIn(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		seen := map[string]bool{}
		o.rand = rand.Reader
		for range 50 {
			p, err := o.Create(t.Context(), at("quy-4", "1"))
			must(t, err)
			seen[p.Code] = true
		}
		if len(seen) != 50 {
			t.Errorf("%d codes, want 50", len(seen))
		}
	})
}
