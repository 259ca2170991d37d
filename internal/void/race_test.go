package void

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
)

// offices are several instances on one store.
func offices(t *testing.T, open func() store.Store) []*commune {
	first := newCommune(t, open())
	return []*commune{first, officeOver(t, open(), first.clock), officeOver(t, open(), first.clock)}
}

func TestOfOverlappingProposalsApprovedAtOnceOneIsInForce(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		list := offices(t, open)
		for round := range 10 {
			day := 1 + round*2
			ids := []string{list[0].proposed(some(day, day)).ID, list[0].proposed(some(day, day+1)).ID, list[0].proposed(some(day, day)).ID}
			errs := make([]error, len(ids))
			var wait sync.WaitGroup
			for i, id := range ids {
				wait.Go(func() {
					_, errs[i] = list[i].Decide(t.Context(), id, Verdict{Approve: true, By: fmt.Sprint("nguoi-", i)})
				})
			}
			wait.Wait()
			won := 0
			for _, err := range errs {
				switch {
				case err == nil:
					won++
				case !errors.Is(err, ErrOverlap):
					t.Errorf("round %d: %v", round, err)
				}
			}
			if got := list[1].inForce(); won != 1 || len(got) != round+1 {
				t.Fatalf("round %d: %d approvals, %d voids in force", round, won, len(got))
			}
		}
	})
}

func TestOfManyWhoDecideOneProposalOneDoes(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		list := offices(t, open)
		v := list[0].proposed(some(3, 4))
		var mu sync.Mutex
		var made []Decision
		var wait sync.WaitGroup
		for i := range 9 {
			wait.Go(func() {
				d, err := list[i%3].Decide(t.Context(), v.ID, Verdict{Approve: i%2 == 0, By: fmt.Sprint("nguoi-", i)})
				if err != nil && !errors.Is(err, ErrDecided) {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					made = append(made, d)
				}
			})
		}
		wait.Wait()
		found, err := Find(t.Context(), list[1].store, v.ID)
		if err != nil || len(made) != 1 || *found.Decision != made[0] {
			t.Errorf("%d decisions %+v, kept %+v (%v)", len(made), made, found.Decision, err)
		}
	})
}

func TestApprovalsThatDoNotTouchAllSucceedAtOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		list := offices(t, open)
		var wait sync.WaitGroup
		for day := 1; day <= 9; day++ {
			id := list[0].proposed(some(day, day)).ID
			wait.Go(func() {
				if _, err := list[day%3].Decide(t.Context(), id, Verdict{Approve: true, By: "minh"}); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if n := len(list[0].inForce()); n != 9 {
			t.Errorf("%d voids in force, want 9", n)
		}
	})
}

// Whatever is proposed, decided and lifted: what is in force is what a plain
// reading of the rules says, and no two share a day.
func TestTheStatesFollowTheRules(t *testing.T) {
	dir, run := t.TempDir(), 0
	rapid.Check(t, func(r *rapid.T) {
		run++
		s, err := sqlitestore.Open(t.Context(), filepath.Join(dir, strconv.Itoa(run)))
		if err != nil {
			r.Fatal(err)
		}
		defer s.Close()
		m := model{c: newCommune(t, s), state: map[string]State{}}
		r.Repeat(map[string]func(*rapid.T){"propose": m.propose, "lift": m.lift, "decide": m.decide, "": m.holds})
	})
}

type model struct {
	c     *commune
	list  []Void
	state map[string]State
}

func (m *model) overlaps(b *Box) bool {
	return slices.ContainsFunc(m.list, func(v Void) bool {
		return v.Lifts == "" && m.state[v.ID] == Approved && v.From <= b.To && b.From <= v.To
	})
}

func (m *model) propose(t *rapid.T) {
	from := rapid.IntRange(1, 6).Draw(t, "from")
	p := some(from, min(6, from+rapid.IntRange(0, 2).Draw(t, "days")))
	v, err := m.c.Propose(m.c.Context(), p)
	if errors.Is(err, ErrOverlap) != m.overlaps(&p.Box) {
		t.Fatalf("proposing %v: %v", p.Box, err)
	}
	if err == nil {
		m.list, m.state[v.ID] = append(m.list, v), Proposed
	}
}

func (m *model) pick(t *rapid.T) Void {
	if len(m.list) == 0 {
		t.Skip("nothing is proposed yet")
	}
	return m.list[rapid.IntRange(0, len(m.list)-1).Draw(t, "which")]
}

func (m *model) lift(t *rapid.T) {
	of := m.pick(t)
	v, err := m.c.ProposeLift(m.c.Context(), of.ID, "Kiểm tra lại: phiếu là thật", "lan")
	if (err == nil) != (of.Lifts == "" && m.state[of.ID] == Approved) {
		t.Fatalf("lifting %s, which is %s: %v", of.ID, m.state[of.ID], err)
	}
	if err == nil {
		m.list, m.state[v.ID] = append(m.list, v), Proposed
	}
}

func (m *model) decide(t *rapid.T) {
	v := m.pick(t)
	verdict := Verdict{Approve: rapid.Bool().Draw(t, "approve"), By: rapid.SampledFrom([]string{"lan", "minh", "hoa"}).Draw(t, "by")}
	want := error(nil)
	switch {
	case m.state[v.ID] != Proposed:
		want = ErrDecided
	case verdict.By == "lan":
		want = ErrSamePerson
	case !verdict.Approve:
	case v.Lifts == "" && m.overlaps(&v.Box):
		want = ErrOverlap
	case v.Lifts != "" && m.state[v.Lifts] != Approved:
		want = ErrNotInForce
	}
	before, _ := Find(m.c.Context(), m.c.store, v.ID)
	_, err := m.c.Decide(m.c.Context(), v.ID, verdict)
	if d := before.Decision; d != nil && d.By == verdict.By && d.Approve == verdict.Approve {
		want = nil // the same once more
	}
	if !errors.Is(err, want) {
		t.Fatalf("%s, %s, approve %v by %s: %v, want %v", v.ID, m.state[v.ID], verdict.Approve, verdict.By, err, want)
	}
	if err != nil || before.Decision != nil {
		return
	}
	m.state[v.ID] = Refused
	if verdict.Approve {
		if m.state[v.ID] = Approved; v.Lifts != "" {
			m.state[v.Lifts] = Lifted
		}
	}
}

func (m *model) holds(t *rapid.T) {
	list, err := All(m.c.Context(), m.c.store, "quy-4")
	if err != nil || len(list) != len(m.list) {
		t.Fatalf("%d proposals, want %d (%v)", len(list), len(m.list), err)
	}
	var want, got []string
	for _, k := range list {
		if k.State != m.state[k.ID] {
			t.Fatalf("%s is %s, want %s", k.ID, k.State, m.state[k.ID])
		}
		if k.Lifts == "" && k.State == Approved {
			want = append(want, k.ID)
		}
	}
	inForce, err := InForce(m.c.Context(), m.c.store, "quy-4")
	for i, v := range inForce {
		got = append(got, v.ID)
		if i > 0 && v.Meets(&inForce[i-1].Box) {
			t.Fatalf("%s and %s share days", v.ID, inForce[i-1].ID)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("in force are %s, want %s (%v)", strings.Join(got, " "), strings.Join(want, " "), err)
	}
}
