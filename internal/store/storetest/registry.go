package storetest

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// list returns the records of a kind.
func (h *harness) list(kind string) []store.Record {
	h.Helper()
	var got []store.Record
	for r, err := range h.List(h.ctx, kind) {
		h.must(err)
		got = append(got, r)
	}
	return got
}

// holds wants a record to have a value.
func (h *harness) holds(kind, id, want string) {
	h.Helper()
	got, err := h.Read(h.ctx, kind, id)
	h.must(err)
	if string(got) != want {
		h.Errorf("%s %s: got %q, want %q", kind, id, got, want)
	}
}

func recordRoundTrip(h *harness) {
	for i, value := range []string{
		`{}`, `null`, `"Ủy ban nhân dân xã Ninh Giang"`, `{"a":1,"b":{"$set":[1.50,-0,1e400]},"a":2}`,
		"{ \"khoảng\" :\t\"trắng\"\n}", `"\u0000 😀 </script>"`, `12345678901234567890.10`,
	} {
		id := fmt.Sprintf("mục %d/.$%%", i)
		h.must(h.Create(h.ctx, "places", id, []byte(value)))
		h.holds("places", id, value)
	}
}

func createTwice(h *harness) {
	h.must(h.Create(h.ctx, "places", "a", []byte("1")))
	if err := h.Create(h.ctx, "places", "a", []byte("2")); !errors.Is(err, survey.ErrExists) {
		h.Errorf("got %v, want %v", err, survey.ErrExists)
	}
	h.holds("places", "a", "1")
	h.must(h.Create(h.ctx, "units", "a", []byte("3")))
	h.must(h.Create(h.ctx, "places", "A", []byte("4")))
	h.holds("places", "a", "1")
}

func raceCreate(h *harness) {
	var winners atomic.Int32
	var winner atomic.Value
	race(racers, func(i int) {
		value := fmt.Sprint(i)
		err := h.Create(h.ctx, "claims", "phiếu", []byte(value))
		switch {
		case err == nil:
			winners.Add(1)
			winner.Store(value)
		case !errors.Is(err, survey.ErrExists):
			h.Errorf("racer %d: got %v, want %v", i, err, survey.ErrExists)
		}
	})
	if n := winners.Load(); n != 1 {
		h.Fatalf("got %d winners, want 1", n)
	}
	h.holds("claims", "phiếu", winner.Load().(string))
}

func replace(h *harness) {
	h.must(h.Replace(h.ctx, "places", "a", []byte("1")))
	h.holds("places", "a", "1")
	h.must(h.Replace(h.ctx, "places", "a", []byte("2")))
	h.holds("places", "a", "2")
}

func notFound(h *harness) {
	h.must(h.Create(h.ctx, "places", "a", []byte("1")))
	for _, at := range [][2]string{{"places", "b"}, {"units", "a"}, {"places", "a "}, {"places", "A"}} {
		if _, err := h.Read(h.ctx, at[0], at[1]); !errors.Is(err, survey.ErrNotFound) {
			h.Errorf("%v: got %v, want %v", at, err, survey.ErrNotFound)
		}
	}
}

func deleteRecord(h *harness) {
	h.must(h.Create(h.ctx, "places", "a", []byte("1")))
	h.must(h.Create(h.ctx, "places", "b", []byte("2")))
	h.must(h.Delete(h.ctx, "places", "a"))
	h.must(h.Delete(h.ctx, "places", "a"))
	if _, err := h.Read(h.ctx, "places", "a"); !errors.Is(err, survey.ErrNotFound) {
		h.Errorf("got %v, want %v", err, survey.ErrNotFound)
	}
	h.holds("places", "b", "2")
	h.must(h.Create(h.ctx, "places", "a", []byte("3")))
	h.holds("places", "a", "3")
}

func listOrder(h *harness) {
	want := []string{"!", "10", "9", "A", "B", "Z", "_", "a", "aa", "b", "z", "Ä", "ä", "Đ", "đ", "ấ", "😀"}
	for i := range want {
		id := want[(i*7)%len(want)] // 7 and 17 have no common divisor: all of them, out of order
		h.must(h.Create(h.ctx, "places", id, []byte(`"`+id+`"`)))
	}
	var got []string
	for _, r := range h.list("places") {
		got = append(got, r.ID)
		if string(r.Value) != `"`+r.ID+`"` {
			h.Errorf("record %s: got the value %s", r.ID, r.Value)
		}
	}
	if !slices.Equal(got, want) {
		h.Errorf("got  %q\nwant %q", got, want)
	}
}

func listKind(h *harness) {
	h.must(h.Create(h.ctx, "place", "a", []byte("1")))
	h.must(h.Create(h.ctx, "places", "b", []byte("2")))
	h.must(h.Create(h.ctx, "placesx", "c", []byte("3")))
	if got := h.list("places"); len(got) != 1 || got[0].ID != "b" {
		h.Errorf("got %v, want only b", got)
	}
	if got := h.list("none"); len(got) != 0 {
		h.Errorf("got %v, want nothing", got)
	}
}

func listEarly(h *harness) {
	const n = 450 // more than an engine reads at a time
	for i := range n {
		h.must(h.Create(h.ctx, "places", fmt.Sprintf("%04d", i), []byte("1")))
	}
	for range 20 {
		for _, err := range h.List(h.ctx, "places") {
			h.must(err)
			break
		}
	}
	seen := 0
	for r, err := range h.List(h.ctx, "places") {
		h.must(err)
		h.must(h.Delete(h.ctx, "places", r.ID))
		seen++
	}
	if seen != n || len(h.list("places")) != 0 {
		h.Errorf("got %d records and %d left, want %d and none", seen, len(h.list("places")), n)
	}
}

func kinds(h *harness) {
	if got, err := h.Kinds(h.ctx); err != nil || len(got) != 0 {
		h.Errorf("an empty store has the kinds %q, error %v", got, err)
	}
	h.insert(responses(1)) // a response is no record
	h.must(h.Create(h.ctx, "session-uses", "a", nil))
	h.must(h.Create(h.ctx, "places", "a", nil))
	h.must(h.Create(h.ctx, "places", "b", nil))
	h.must(h.Replace(h.ctx, "Đơn vị.1", "a", nil))
	h.must(h.Probe(h.ctx))
	got, err := h.Kinds(h.ctx)
	h.must(err)
	if want := []string{"places", "session-uses", "Đơn vị.1"}; !slices.Equal(got, want) {
		h.Errorf("got the kinds %q, want %q", got, want)
	}
}
