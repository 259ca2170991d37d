package web

import (
	"context"
	"errors"
	"iter"
	"testing"
	"testing/synctest"
	"time"

	"hailong/internal/survey"
)

// some yields n responses, each in no time.
func some(n int) iter.Seq2[*survey.Response, error] {
	return func(yield func(*survey.Response, error) bool) {
		for range n {
			if !yield(&survey.Response{}, nil) {
				return
			}
		}
	}
}

// took is how long a download of so many responses takes beside others that stand
// still, by a clock that only rests move.
func took(t *testing.T, k *courtesy, ctx context.Context, n, others int) time.Duration {
	t.Helper()
	for range others {
		next, stop := iter.Pull2(k.rows(ctx, some(1)))
		next()
		defer stop()
	}
	start, got := time.Now(), 0
	for _, err := range k.rows(ctx, some(n)) {
		if err != nil {
			t.Fatal(err)
		}
		got++
	}
	if got != n {
		t.Errorf("got %d of %d responses", got, n)
	}
	return time.Since(start)
}

func TestADownloadRestsWhileSomebodySendsASheet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var k courtesy
		if d := took(t, &k, t.Context(), 6400, 4); d != 0 {
			t.Errorf("nobody sends, and it takes %v", d)
		}
		sent := k.send()
		if d := took(t, &k, t.Context(), 6400, 0); d != 100*courteousRest {
			t.Errorf("alone it takes %v, want %v", d, 100*courteousRest)
		}
		if d := took(t, &k, t.Context(), 6400, 4); d != 500*courteousRest {
			t.Errorf("beside four others it takes %v, want %v", d, 500*courteousRest)
		}
		sent()
		if d := took(t, &k, t.Context(), 6400, 0); d != 0 {
			t.Errorf("nobody sends any more, and it takes %v", d)
		}
	})
}

func TestNobodyRestsForADownloadThatEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var k courtesy
		defer k.send()()
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errors.New("gone"))
		if d := took(t, &k, ctx, 64_000, 0); d != 0 {
			t.Errorf("took %v", d)
		}
		for range k.rows(t.Context(), some(10)) {
			break
		}
		if n := k.downloading.Load(); n != 0 {
			t.Errorf("%d downloads are left", n)
		}
	})
}
