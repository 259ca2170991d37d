package audit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t testing.TB) store.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func clock() time.Time { return time.Date(2026, 11, 23, 9, 30, 0, 123, time.FixedZone("", 7*3600)) }

// write records n events and returns the log.
func write(t testing.TB, s store.Registry, n int) *Log {
	t.Helper()
	l := New(s, clock)
	for i := range n {
		e := Entry{Actor: "lan", Role: "officer", Unit: "ninh-giang", Action: "campaign.close", Object: fmt.Sprintf("dot-%d", i),
			Detail: map[string]string{"lý do": "đủ mẫu", "ngày": "2026-11-23"}}
		if err := l.Record(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func TestALogIsAChainThatStandsForEveryEvent(t *testing.T) {
	s := open(t)
	head, err := write(t, s, 3).Head(t.Context())
	if err != nil || head.Seq != 3 {
		t.Fatalf("head %+v, %v", head, err)
	}
	for what, known := range map[string][]Head{"alone": nil, "with the head that was written down": {head}} {
		if got, err := Verify(t.Context(), s, known...); err != nil || got != head {
			t.Errorf("%s: %+v, %v, want %+v", what, got, err, head)
		}
	}
	again := New(s, clock) // after a restart
	if err := again.Record(t.Context(), Entry{Actor: Console, Action: "account.password"}); err != nil {
		t.Fatal(err)
	}
	if got, err := Verify(t.Context(), s, head); err != nil || got.Seq != 4 {
		t.Errorf("after a restart: %+v, %v", got, err)
	}
	var broken *BrokenError
	if _, err := Verify(t.Context(), s, Head{2, head.Hash}); !errors.As(err, &broken) || broken.Seq != 2 {
		t.Errorf("a head that is not in it: %v", err)
	}
}

func TestALogWithoutItsHeadIsBroken(t *testing.T) {
	s := open(t)
	write(t, s, 3)
	if err := heads.Delete(t.Context(), s, headID); err != nil {
		t.Fatal(err)
	}
	if err := events.Delete(t.Context(), s, id(3)); err != nil {
		t.Fatal(err)
	}
	var broken *BrokenError
	if _, err := Verify(t.Context(), s); !errors.As(err, &broken) || broken.Seq != 3 {
		t.Errorf("a log that was cut off with its head: %v", err)
	}
}

func TestAnEmptyLogIsSound(t *testing.T) {
	if head, err := Verify(t.Context(), open(t)); err != nil || head != (Head{}) {
		t.Errorf("%+v, %v", head, err)
	}
}

func TestManyInstancesWriteOneChain(t *testing.T) {
	s := open(t)
	var wait sync.WaitGroup
	for i := range 4 {
		l := New(s, clock)
		wait.Go(func() {
			for j := range 25 {
				if err := l.Record(t.Context(), Entry{Actor: fmt.Sprint(i), Action: "a.b", Object: fmt.Sprint(j)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	if head, err := Verify(t.Context(), s); err != nil || head.Seq != 100 {
		t.Errorf("%+v, %v; want 100 events", head, err)
	}
}

func TestACrashBeforeTheHeadIsWrittenIsNoFault(t *testing.T) {
	s := open(t)
	write(t, s, 2)
	before, err := heads.Get(t.Context(), s, headID)
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, 1)
	if err := heads.Replace(t.Context(), s, headID, before); err != nil {
		t.Fatal(err)
	}
	write(t, s, 1) // what comes next goes on from the true end
	if head, err := Verify(t.Context(), s); err != nil || head.Seq != 4 {
		t.Errorf("%+v, %v", head, err)
	}
}

// A tampering changes one thing in the records of a log as they lie in the store.
type tampering struct {
	name string
	do   func(r *rand.Rand, list []store.Record) []store.Record
}

var tamperings = []tampering{
	{"a byte of a value", func(r *rand.Rand, list []store.Record) []store.Record {
		v := list[r.IntN(len(list))].Value
		v[r.IntN(len(v))] ^= 1 << r.IntN(8)
		return list
	}},
	{"a digit of a number", func(r *rand.Rand, list []store.Record) []store.Record {
		one := &list[r.IntN(len(list))]
		b := []byte(one.ID)
		b[r.IntN(len(b))] = byte('0' + (int(b[len(b)-1]-'0')+1+r.IntN(8))%10)
		if string(b) == one.ID {
			b[0] = '9'
		}
		one.ID = string(b)
		return list
	}},
	{"an event removed", func(r *rand.Rand, list []store.Record) []store.Record {
		i := r.IntN(len(list))
		return slices.Delete(list, i, i+1)
	}},
	{"two events exchanged", func(r *rand.Rand, list []store.Record) []store.Record {
		i := r.IntN(len(list))
		j := (i + 1 + r.IntN(len(list)-1)) % len(list)
		list[i].Value, list[j].Value = list[j].Value, list[i].Value
		return list
	}},
	{"an event written anew with a right hash", func(r *rand.Rand, list []store.Record) []store.Record {
		one := &list[r.IntN(len(list))]
		var e Event
		if err := json.Unmarshal(one.Value, &e); err != nil {
			panic(err)
		}
		e.Object = "another"
		e, _ = e.sealed()
		one.Value, _ = json.Marshal(e)
		return list
	}},
	{"an event said twice", func(r *rand.Rand, list []store.Record) []store.Record {
		last := list[len(list)-1]
		copied := list[r.IntN(len(list))]
		var e Event
		if err := json.Unmarshal(last.Value, &e); err != nil {
			panic(err)
		}
		return append(list, store.Record{ID: id(e.Seq + 1), Value: copied.Value})
	}},
}

// TestEveryOfAThousandTamperingsIsFound is promise I3.
func TestEveryOfAThousandTamperingsIsFound(t *testing.T) {
	s := open(t)
	write(t, s, 20)
	var original []store.Record
	for r, err := range s.List(t.Context(), string(events)) {
		if err != nil {
			t.Fatal(err)
		}
		original = append(original, store.Record{ID: r.ID, Value: slices.Clone(r.Value)})
	}
	random := rand.New(rand.NewPCG(1, 2))
	found := 0
	for i := range 1200 {
		way := tamperings[i%len(tamperings)]
		changed := make([]store.Record, len(original))
		for j, r := range original {
			changed[j] = store.Record{ID: r.ID, Value: slices.Clone(r.Value)}
		}
		changed = way.do(random, changed)
		_, err := Verify(t.Context(), &tampered{s, changed})
		var broken *BrokenError
		if !errors.As(err, &broken) {
			t.Errorf("%s, case %d: %v", way.name, i, err)
			continue
		}
		found++
	}
	t.Logf("%d of 1200 found", found)
}

// tampered is a registry whose log somebody changed; the head is what it was.
type tampered struct {
	store.Registry
	list []store.Record
}

func (r *tampered) List(context.Context, string) iter.Seq2[store.Record, error] {
	return func(yield func(store.Record, error) bool) {
		sorted := slices.SortedFunc(slices.Values(r.list), func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) })
		for _, one := range sorted {
			if !yield(one, nil) {
				return
			}
		}
	}
}

func TestTheNewestEventsComeFirstAPageAtATime(t *testing.T) {
	l := write(t, open(t), 7)
	even := func(e *Event) bool { return e.Seq%2 == 0 }
	var seen []int64
	for before := int64(0); ; {
		list, more, err := l.Before(t.Context(), before, 2, even)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			seen = append(seen, e.Seq)
		}
		if before = more; more == 0 {
			break
		}
	}
	if !slices.Equal(seen, []int64{6, 4, 2}) {
		t.Errorf("got %v", seen)
	}
}

func TestTextsAreCleanAndShort(t *testing.T) {
	s := open(t)
	l := New(s, clock)
	e := Entry{Actor: "lan\x00", Action: "a.b", Object: strings.Repeat("ệ", 1000) + "\xff", Detail: map[string]string{"x": "a\u202eb", "empty": ""}}
	if err := l.Record(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	list, _, err := l.Before(t.Context(), 0, 1, func(*Event) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	got := list[0]
	if got.Actor != "lan" || len([]rune(got.Object)) != maxText || got.Detail["x"] != "ab" || len(got.Detail) != 1 {
		t.Errorf("kept %+v", got)
	}
	if _, err := Verify(t.Context(), s); err != nil {
		t.Error(err)
	}
}

func TestAnExportHoldsWhatAnAuditorNeedsToCheckTheChain(t *testing.T) {
	s := open(t)
	write(t, s, 3)
	var lines, table strings.Builder
	every := func(*Event) bool { return true }
	if err := WriteJSON(t.Context(), &lines, s, every); err != nil {
		t.Fatal(err)
	}
	prev := ""
	for line := range strings.Lines(lines.String()) {
		var e Event
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		if sum, err := e.sum(); err != nil || sum != e.Hash || e.Prev != prev {
			t.Errorf("event %d: hash %s, computed %s, %v", e.Seq, e.Hash, sum, err)
		}
		prev = e.Hash
	}
	defuse := func(text string) string { return strings.ToUpper(text) }
	if err := WriteCSV(t.Context(), &table, s, func(e *Event) bool { return e.Seq == 2 }, defuse); err != nil {
		t.Fatal(err)
	}
	if got := table.String(); strings.Count(got, "\n") != 2 || !strings.Contains(got, "2,2026-11-23T02:30:00Z,LAN,OFFICER,NINH-GIANG,CAMPAIGN.CLOSE,DOT-1,") {
		t.Errorf("table:\n%s", got)
	}
}
