package intake

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

// gate holds the commits of a real store until it is opened.
type gate struct {
	store.Store
	entered chan struct{}
	open    chan struct{}
	mu      sync.Mutex
	batches []int
}

func (g *gate) Insert(ctx context.Context, batch []survey.Response) ([]bool, error) {
	g.entered <- struct{}{}
	<-g.open
	g.mu.Lock()
	g.batches = append(g.batches, len(batch))
	g.mu.Unlock()
	return g.Store.Insert(ctx, batch)
}

func closedGate(s store.Store) *gate {
	return &gate{Store: s, entered: make(chan struct{}, 100), open: make(chan struct{})}
}

func openStore(t *testing.T) *sqlitestore.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func sample(key string) survey.Response {
	return survey.Response{
		ID: survey.IDOf("c", key), Template: survey.Ref{Code: "t", Version: 1}, Campaign: "c",
		Unit: "u", Place: "p", Counter: "q", Channel: survey.ChannelQR, Date: 20_000, Answers: survey.Answers{5},
	}
}

func stored(t *testing.T, s store.Responses) map[survey.ID]int {
	t.Helper()
	found := make(map[survey.ID]int)
	for r, err := range s.Responses(t.Context(), survey.Scope{Campaign: "c", From: 0, To: 40_000}) {
		if err != nil {
			t.Fatal(err)
		}
		found[r.ID]++
	}
	return found
}

func TestSubmissionsThatWaitTogetherShareOneCommit(t *testing.T) {
	g := closedGate(openStore(t))
	q := NewQueue(g, QueueOptions{Depth: 100, Now: time.Now})
	const n = 40
	var wg sync.WaitGroup
	add := func(i int) {
		wg.Go(func() {
			if fresh, err := q.Add(t.Context(), sample(fmt.Sprint(i))); err != nil || !fresh {
				t.Errorf("Add %d: fresh %v, error %v; want a fresh response", i, fresh, err)
			}
		})
	}
	add(0)
	<-g.entered // the first is with the store, alone
	for i := 1; i < n; i++ {
		add(i)
	}
	waitFor(t, "all others to wait", func() bool { return len(q.waiting) == n-1 })
	close(g.open)
	wg.Wait()
	q.Close()
	if len(g.batches) != 2 || g.batches[1] != n-1 {
		t.Errorf("commits of %v responses, want one of 1 and one of %d", g.batches, n-1)
	}
	if found := stored(t, g); len(found) != n {
		t.Errorf("%d responses stored, want %d", len(found), n)
	}
}

// waitFor polls for a state that other goroutines are about to reach.
func waitFor(t *testing.T, what string, reached func() bool) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for !reached() {
		if time.Now().After(deadline) {
			t.Fatalf("never happened: %s", what)
		}
		time.Sleep(time.Millisecond)
	}
}

func TestAFullQueueRefusesAndSaysSo(t *testing.T) {
	g := closedGate(openStore(t))
	q := NewQueue(g, QueueOptions{Depth: 2, Now: time.Now})
	var wg sync.WaitGroup
	add := func(key string) {
		wg.Go(func() {
			if _, err := q.Add(t.Context(), sample(key)); err != nil {
				t.Errorf("Add %s: %v", key, err)
			}
		})
	}
	add("with the store")
	<-g.entered
	add("waiting 1")
	add("waiting 2")
	waitFor(t, "the queue to be full", func() bool { return len(q.waiting) == 2 })
	if _, err := q.Add(t.Context(), sample("too many")); !errors.Is(err, survey.ErrBusy) {
		t.Errorf("Add to a full queue: %v, want survey.ErrBusy", err)
	}
	close(g.open)
	wg.Wait()
	q.Close()
	if found := stored(t, g); found[survey.IDOf("c", "too many")] != 0 || len(found) != 3 {
		t.Errorf("stored %d responses, want the 3 that were accepted", len(found))
	}
}

func TestARequestThatGivesUpDoesNotStopItsCommit(t *testing.T) {
	g := closedGate(openStore(t))
	q := NewQueue(g, QueueOptions{Depth: 10, Now: time.Now})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := q.Add(ctx, sample("k")); !errors.Is(err, context.Canceled) {
		t.Fatalf("Add with a cancelled context: %v, want context.Canceled", err)
	}
	close(g.open)
	q.Close()
	if found := stored(t, g); len(found) != 1 {
		t.Errorf("%d responses stored, want the one that was under way", len(found))
	}
	again := NewQueue(g, QueueOptions{Depth: 10, Now: time.Now})
	defer again.Close()
	if fresh, err := again.Add(t.Context(), sample("k")); err != nil || fresh {
		t.Errorf("sent again: fresh %v, error %v; want the one that is there", fresh, err)
	}
}

// slowStore holds every commit for longer than anybody waits.
type slowStore struct{ store.Store }

func (slowStore) Insert(_ context.Context, batch []survey.Response) ([]bool, error) {
	time.Sleep(2 * answerLimit)
	return make([]bool, len(batch)), nil
}

func TestNobodyWaitsForACommitThatTakesTooLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := NewQueue(slowStore{}, QueueOptions{Depth: 10, Now: time.Now})
		start := time.Now()
		_, err := q.Add(t.Context(), sample("k"))
		if took := time.Since(start); !errors.Is(err, survey.ErrUnavailable) || took != answerLimit {
			t.Errorf("after %v: %v, want survey.ErrUnavailable after %v", took, err, answerLimit)
		}
		q.Close()
	})
}

func TestCloseAnswersEverybodyAndThenRefuses(t *testing.T) {
	s := openStore(t)
	q := NewQueue(s, QueueOptions{Depth: 100, Now: time.Now})
	var wg sync.WaitGroup
	var mu sync.Mutex
	acknowledged := make(map[survey.ID]bool)
	for i := range 50 {
		wg.Go(func() {
			r := sample(fmt.Sprint(i))
			if _, err := q.Add(t.Context(), r); err == nil {
				mu.Lock()
				acknowledged[r.ID] = true
				mu.Unlock()
			} else if !errors.Is(err, survey.ErrUnavailable) {
				t.Errorf("Add while closing: %v, want survey.ErrUnavailable", err)
			}
		})
	}
	q.Close()
	wg.Wait()
	found := stored(t, s)
	for id := range acknowledged {
		if found[id] != 1 {
			t.Errorf("response %s was acknowledged and is stored %d times", id, found[id])
		}
	}
	if len(found) != len(acknowledged) {
		t.Errorf("%d stored, %d acknowledged", len(found), len(acknowledged))
	}
	if _, err := q.Add(t.Context(), sample("late")); !errors.Is(err, survey.ErrUnavailable) {
		t.Errorf("Add after Close: %v, want survey.ErrUnavailable", err)
	}
}

// fullDisk is a store whose disk does not take anything.
type fullDisk struct{ store.Store }

func (fullDisk) Insert(context.Context, []survey.Response) ([]bool, error) {
	return nil, fmt.Errorf("write: %w", survey.ErrUnavailable)
}

func TestAFailedCommitIsSaidToEveryoneWhoWaited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var commits []Commit
		q := NewQueue(fullDisk{}, QueueOptions{Depth: 10, Now: time.Now, Notify: func(c Commit) { commits = append(commits, c) }})
		for i := range 3 {
			if _, err := q.Add(t.Context(), sample(fmt.Sprint(i))); !errors.Is(err, survey.ErrUnavailable) {
				t.Errorf("Add: %v, want survey.ErrUnavailable", err)
			}
		}
		q.Close()
		if len(commits) != 3 || commits[0].Err == nil || commits[0].Size != 1 {
			t.Errorf("observed %+v, want three failed commits of one response", commits)
		}
	})
}

func TestACommitDuringWhichTheClockIsSetBackTookNoNegativeTime(t *testing.T) {
	at := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
	back := func() time.Time { at = at.Add(-5 * time.Minute); return at } // asked by one goroutine
	seen := make(chan Commit, 1)
	q := NewQueue(openStore(t), QueueOptions{Depth: 10, Now: back, Notify: func(c Commit) { seen <- c }})
	defer q.Close()
	if _, err := q.Add(t.Context(), sample("dong-ho-lui-lai")); err != nil {
		t.Fatal(err)
	}
	if c := <-seen; c.Took != 0 || c.Err != nil {
		t.Errorf("got a commit of %v, %v; want 0 and no error", c.Took, c.Err)
	}
}
