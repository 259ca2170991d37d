package mongostore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/survey"
)

// distant opens a store behind a proxy, and another beside it that sees what is
// really there.
func distant(t *testing.T) (far, near *Store, proxy *mongotest.Proxy) {
	t.Helper()
	uri := mongotest.Database(t)
	proxy, through := mongotest.NewProxy(t, uri)
	far, near = openStore(t, through), openStore(t, uri)
	t.Cleanup(func() { far.Close(); near.Close() })
	return far, near, proxy
}

func batch(from, n int) []survey.Response {
	list := make([]survey.Response, n)
	for i := range list {
		list[i] = survey.Response{ID: survey.IDOf("mang", fmt.Sprint(from+i)), Campaign: "mang", Answers: survey.Answers{5, 4}}
	}
	return list
}

func count(t *testing.T, s *Store) (n int) {
	t.Helper()
	for _, err := range s.Responses(t.Context(), survey.Scope{Campaign: "mang", From: -1, To: 1}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

func TestALostReplyIsAskedForAgainAndNothingIsStoredTwice(t *testing.T) {
	far, near, proxy := distant(t)
	first := func(before int) bool { return before == 0 }
	proxy.Set(mongotest.Fault{Cut: "insert", Lose: first})
	if _, err := far.Insert(t.Context(), batch(0, 20)); err != nil {
		t.Fatal(err)
	}
	if n := count(t, near); n != 20 {
		t.Errorf("%d stored, want 20", n)
	}
}

func TestARecordCreatedWithItsReplyLostIsOurs(t *testing.T) {
	far, near, proxy := distant(t)
	first := func(before int) bool { return before == 0 }
	proxy.Set(mongotest.Fault{Cut: "insert", Lose: first})
	if err := far.Create(t.Context(), "claims", "dem", []byte("a")); err != nil {
		t.Errorf("the reply was lost and we are told %v", err)
	}
	proxy.Set(mongotest.Fault{Cut: "insert", Lose: first})
	if err := far.Create(t.Context(), "claims", "dem", []byte("a")); !errors.Is(err, survey.ErrExists) {
		t.Errorf("created twice: %v", err)
	}
	if err := near.Create(t.Context(), "claims", "dem", []byte("a")); !errors.Is(err, survey.ErrExists) {
		t.Errorf("another created it as well: %v", err)
	}
}

func TestWhileRepliesAreLostNothingIsAcknowledgedThatIsNotThere(t *testing.T) {
	const workers = 4
	far, near, proxy := distant(t)
	rnd := rand.New(rand.NewPCG(3, 1))
	proxy.Set(mongotest.Fault{Cut: "insert", Lose: func(before int) bool { return before < workers*tries || rnd.IntN(3) == 0 }})
	var refused atomic.Int64
	var wait sync.WaitGroup
	for worker := range workers {
		wait.Go(func() {
			for i := range 3 {
				refused.Add(insist(t, far, near, batch((worker*3+i)*10, 10)))
			}
		})
	}
	wait.Wait()
	if n := count(t, near); n != 120 {
		t.Errorf("%d stored, want 120", n)
	}
	if refused.Load() == 0 {
		t.Error("nothing was refused while every reply was lost")
	}
}

// insist inserts until it is acknowledged, and then looks.
func insist(t *testing.T, far, near *Store, batch []survey.Response) (refused int64) {
	for {
		_, err := far.Insert(t.Context(), batch)
		if errors.Is(err, survey.ErrUnavailable) {
			refused++
			continue
		}
		if err != nil {
			t.Error(err)
			return refused
		}
		for _, r := range batch {
			if known, err := near.Known(t.Context(), r.ID); err != nil || !known {
				t.Errorf("acknowledged and not there: %s (%v)", r.ID, err)
			}
		}
		return refused
	}
}

func TestADatabaseThatSwallowsRepliesIsUnavailableInTime(t *testing.T) {
	far, _, proxy := distant(t)
	proxy.Set(mongotest.Fault{Silent: true})
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := far.Insert(ctx, batch(0, 1)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("insert: %v, want the asker's own deadline", err)
	}
	if err := far.Probe(t.Context()); !errors.Is(err, survey.ErrUnavailable) {
		t.Errorf("probe: %v, want %v", err, survey.ErrUnavailable)
	}
	proxy.Set(mongotest.Fault{})
	if err := far.Probe(t.Context()); err != nil {
		t.Errorf("after the return: %v", err)
	}
}

func TestAStreamThatBreaksIsAnErrorAndNotAnEnd(t *testing.T) {
	far, near, proxy := distant(t)
	for i := range 10 {
		if _, err := near.Insert(t.Context(), batch(i*500, 500)); err != nil {
			t.Fatal(err)
		}
	}
	seen, broke := 0, error(nil)
	for _, err := range far.Responses(t.Context(), survey.Scope{Campaign: "mang", From: -1, To: 1}) {
		if broke = err; err != nil {
			break
		}
		if seen++; seen == 1 {
			proxy.Set(mongotest.Fault{Cut: "getMore"})
		}
	}
	if !errors.Is(broke, survey.ErrUnavailable) {
		t.Errorf("after %d of 5000 responses: error %v, want %v", seen, broke, survey.ErrUnavailable)
	}
}
