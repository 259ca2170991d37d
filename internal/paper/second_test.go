package paper

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/store"
)

func TestTheSampleIsATenthRoundedUp(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		among := rapid.SliceOfNDistinct(rapid.IntRange(1, MaxSerial), 1, 120, rapid.ID).Draw(r, "among")
		seed := rapid.SliceOfN(rapid.Byte(), secretSize, secretSize).Draw(r, "seed")
		before := slices.Clone(among)
		got := choose(seed, among)
		if want := (len(among) + 9) / 10; len(got) != want || !slices.IsSorted(got) {
			t.Fatalf("got %v, want %d numbers in order", got, want)
		}
		if !slices.Equal(among, before) {
			t.Fatal("the numbers were moved")
		}
		for _, serial := range got {
			if !slices.Contains(among, serial) {
				t.Fatalf("%d was not entered", serial)
			}
		}
		slices.Reverse(among) // the order of entry means nothing
		if !slices.Equal(choose(seed, among), got) {
			t.Fatal("the order of the numbers chooses")
		}
	})
}

func TestEveryNumberIsDrawnEquallyOften(t *testing.T) {
	const numbers, draws = 40, 5000
	among := make([]int, numbers)
	for i := range among {
		among[i] = 1 + i
	}
	times := map[int]int{}
	for n := range draws {
		for _, serial := range choose(binary.BigEndian.AppendUint64(nil, uint64(n)), among) {
			times[serial]++
		}
	}
	// Each is drawn 500 times, and with a standard deviation of 21.
	for _, serial := range among {
		if times[serial] < 390 || times[serial] > 610 {
			t.Errorf("number %d was drawn %d times of %d, want about %d", serial, times[serial], draws, draws/10)
		}
	}
}

func TestNobodyDrawsTwice(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := newDesk(t, i, s, 50)
		d.open(30, 0)
		d.enter(1, 29)
		var unbalanced *Unbalanced
		if _, err := d.Sample(t.Context(), d.batch, "hoa"); !errors.As(err, &unbalanced) || *unbalanced != (Unbalanced{29, 30}) {
			t.Errorf("a sample of what is not complete: %v", err)
		}
		d.enter(30, 30)
		f := d.must(d.Sample(t.Context(), d.batch, "hoa"))
		first := f.Work().Second
		if len(first) != 3 || f.Work().Undrawn != 0 {
			t.Fatalf("drawn %v", first)
		}
		if f = d.must(d.Sample(t.Context(), d.batch, "hoa")); !slices.Equal(f.Work().Second, first) || len(f.Acts) != 32 {
			t.Errorf("drawn again: %v, was %v", f.Work().Second, first)
		}
		// What is found later is drawn from by itself.
		d.open(32, 0)
		d.enter(41, 42)
		if f = d.must(d.Sample(t.Context(), d.batch, "hoa")); len(f.Work().Second) != 4 || !slices.Equal(f.Work().Second[:3], first) || f.Work().Second[3] < 41 {
			t.Errorf("drawn %v after %v", f.Work().Second, first)
		}
	})
}

// drawn opens a box with ten entries and draws one.
func drawn(t *testing.T, i *Issuer, s store.Store) (*desk, int) {
	d := newDesk(t, i, s, 10)
	d.open(10, 0)
	d.enter(1, 10)
	f := d.must(d.Sample(t.Context(), d.batch, "hoa"))
	return d, f.Work().Second[0]
}

func TestASecondEntryIsMadeBySomebodyElseBeforeTheFirstIsChanged(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d, serial := drawn(t, i, s)
		var bad *BadEntry
		if _, err := d.second(Draft{Serial: serial%10 + 1, Keys: answers(1), By: "minh"}); !errors.As(err, &bad) || bad.What != "serial" {
			t.Errorf("a number that was not drawn: %v", err)
		}
		if _, err := d.second(Draft{Serial: serial, Keys: answers(serial), By: "lan"}); !errors.Is(err, ErrSamePerson) {
			t.Errorf("the first clerk: %v", err)
		}
		if _, err := d.put(Draft{Serial: serial, Version: 1, Keys: answers(1), By: "lan"}); !errors.Is(err, ErrAwaits) {
			t.Errorf("a correction between draw and second entry: %v", err)
		}
		var unfinished *Unfinished
		if _, err := d.close(); !errors.As(err, &unfinished) || !slices.Equal(unfinished.Work.Second, []int{serial}) {
			t.Errorf("closed without it: %v", err)
		}
		draft := Draft{Serial: serial, Keys: answers(serial), By: "minh"}
		d.must(d.second(draft))
		d.must(d.second(draft)) // sent again
		draft.By = "thu"
		if _, err := d.second(draft); !errors.Is(err, ErrConflict) {
			t.Errorf("a third entry: %v", err)
		}
		if f := d.look(); !f.Work().Done() || f.Entry(serial).Second.By != "minh" {
			t.Errorf("work %+v", f.Work())
		}
	})
}

func TestADifferenceIsCountedAndSettledByAThirdLook(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d, serial := drawn(t, i, s)
		other := answers(serial)
		other["TC1"], other["UT"] = "x", "123"
		f := d.must(d.second(Draft{Serial: serial, Keys: other, By: "minh"}))
		q := f.Quality()
		if q.Forms != 1 || q.Whole != 1 || q.Different != 2 || q.Compared != 1+questions(full(t)) ||
			!slices.Equal(q.Differences, []Difference{{"TC1", 1}, {"UT", 1}}) {
			t.Errorf("quality %+v", q)
		}
		var unfinished *Unfinished
		if _, err := d.close(); !errors.As(err, &unfinished) || !slices.Equal(unfinished.Work.Unsettled, []int{serial}) {
			t.Errorf("closed without settling: %v", err)
		}
		settled := Draft{Serial: serial, Version: 1, Keys: answers(serial), Why: "người nhập lần đầu đúng", By: "lan"}
		settled.Keys["UT"] = "123"
		if _, err := d.put(settled); !errors.Is(err, ErrSamePerson) {
			t.Errorf("the first clerk settles: %v", err)
		}
		settled.By, settled.Why = "thu", ""
		var bad *BadEntry
		if _, err := d.put(settled); !errors.As(err, &bad) || bad.What != "why" {
			t.Errorf("settled without a reason: %v", err)
		}
		settled.Why = "xem lại phiếu giấy"
		f = d.must(d.put(settled))
		if !f.Work().Done() || f.Quality().Different != 2 {
			t.Errorf("work %+v, quality %+v", f.Work(), f.Quality())
		}
		d.must(d.close())
		want, err := full(t).read(settled.Keys)
		if err != nil {
			t.Fatal(err)
		}
		r := d.stored()[settled.Keys["comment"]]
		if string(r.Answers) != string(want.Answers) {
			t.Errorf("stored %v, want what was settled: %v", r.Answers, want.Answers)
		}
	})
}

func TestAFormRejectedByOneAndReadByTheOtherIsOneDifference(t *testing.T) {
	q := full(t)
	read := func(s string) Form {
		f, err := q.read(keys(s))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for _, c := range []struct {
		name     string
		one, two Form
		want     string
		compared int
	}{
		{"both torn", Form{Reason: ReasonTorn}, Form{Reason: ReasonTorn}, "", 1},
		{"torn or unreadable", Form{Reason: ReasonTorn}, Form{Reason: ReasonUnreadable}, AtForm, 1},
		{"read and missing", read(ten), Form{Reason: ReasonMissing}, AtForm, 1},
		{"torn and read", Form{Reason: ReasonTorn}, read(ten), AtForm, 1},
		{"too few by rule is read all the same", read(nine), read(ten), "CC2", 1 + questions(q)},
	} {
		s := &second{keyed: keyed{Form: c.two}}
		s.compare(q, &c.one)
		if got := strings.Join(s.Different, " "); got != c.want || s.Compared != c.compared {
			t.Errorf("%s: got %q of %d, want %q of %d", c.name, got, s.Compared, c.want, c.compared)
		}
	}
}
