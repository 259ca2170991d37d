package transfer

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

func embedded(t *testing.T) store.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func mongo(t *testing.T) store.Store {
	t.Helper()
	s, err := mongostore.Open(t.Context(), mongotest.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

var directions = []struct {
	name     string
	from, to func(*testing.T) store.Store
}{
	{"embedded to embedded", embedded, embedded},
	{"embedded to MongoDB", embedded, mongo},
	{"MongoDB to embedded", mongo, embedded},
}

// skip are claims, which furnish makes.
var skip = []string{"duties"}

var day = survey.Day(2026, time.October, 1)

// furnish puts two campaigns with n responses in all, and some records.
func furnish(t *testing.T, s store.Store, n int) {
	t.Helper()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, code := range []string{"a", "quý-4"} {
		must(store.Campaigns.Create(ctx, s, code, survey.Campaign{Code: code, Opens: day}))
	}
	for i := range 8 {
		must(s.Create(ctx, "sessions", fmt.Sprint(i), []byte{0, 255, byte(i)}))
	}
	must(s.Create(ctx, "duties", "dem 1", []byte("{}")))
	var batch []survey.Response
	for i := range n {
		batch = append(batch, survey.Response{
			ID: survey.IDOf("x", fmt.Sprint(i)), Campaign: []string{"a", "quý-4"}[i%2], Date: day + survey.Date(i%7),
			Template: survey.Ref{Code: "full", Version: 1}, Place: "trung tâm", Channel: survey.ChannelQR,
			Answers: survey.Answers{byte(i), byte(i >> 8), 0}, Comment: "nhận xét 👍 \x01 " + fmt.Sprint(i%3),
		})
		if len(batch) == store.MaxBatch || i == n-1 {
			_, err := s.Insert(ctx, batch)
			must(err)
			batch = batch[:0]
		}
	}
}

func TestEverythingArrives(t *testing.T) {
	for _, d := range directions {
		t.Run(d.name, func(t *testing.T) {
			from, to := d.from(t), d.to(t)
			furnish(t, from, 1500)
			var stages []string
			steps := 0
			sum, err := Job{From: from, To: to, Source: "x", Skip: skip,
				Begin: func(stage string, n int64) { stages = append(stages, fmt.Sprint(stage, n)) },
				Step:  func(n int) { steps += n },
			}.Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if sum.Responses() != 1500 || steps != 4500 || fmt.Sprint(stages) != "[reading-1 copying1500 verifying1500]" {
				t.Errorf("%d responses, %d steps, stages %v", sum.Responses(), steps, stages)
			}
			if sum["records of sessions"].Count != 8 || sum["records of duties"].Count != 0 {
				t.Errorf("records: %v", sum)
			}
			if err := Finished(t.Context(), to); err != nil {
				t.Error(err)
			}
			if got, err := Summarize(t.Context(), to, skip, nil); err != nil || len(sum.Differences(got)) > 0 {
				t.Errorf("differences %v (%v)", sum.Differences(got), err)
			}
			if _, err := (Job{From: from, To: to, Source: "x", Skip: skip}).Run(t.Context()); !errors.Is(err, ErrNotEmpty) {
				t.Errorf("copied again onto it: %v", err)
			}
		})
	}
}

// A frail store fails after some writes.
type frail struct {
	store.Store
	writes int
}

func (f *frail) use() error {
	if f.writes--; f.writes < 0 {
		return fmt.Errorf("cut: %w", survey.ErrUnavailable)
	}
	return nil
}

func (f *frail) Insert(ctx context.Context, b []survey.Response) ([]bool, error) {
	if err := f.use(); err != nil {
		return nil, err
	}
	return f.Store.Insert(ctx, b)
}

func (f *frail) Replace(ctx context.Context, kind, id string, v []byte) error {
	if err := f.use(); err != nil {
		return err
	}
	return f.Store.Replace(ctx, kind, id, v)
}

func TestACopyThatWasBrokenOffAnywhereIsFinishedByTheNext(t *testing.T) {
	const n = 3*marking + 100
	from := embedded(t)
	furnish(t, from, n)
	for _, d := range directions[:1] {
		t.Run(d.name, func(t *testing.T) {
			to, tries := d.to(t), 0
			for {
				tries++
				weak := &frail{to, 30}
				_, err := Job{From: from, To: weak, Source: "x", Skip: skip}.Run(t.Context())
				if err == nil {
					break
				}
				if !errors.Is(err, survey.ErrUnavailable) {
					t.Fatal(err)
				}
				if err := Finished(t.Context(), to); !errors.Is(err, ErrUnfinished) {
					t.Fatalf("a half-full store: %v", err)
				}
				if _, err := (Job{From: from, To: to, Source: "y", Skip: skip}).Run(t.Context()); !errors.Is(err, ErrNotEmpty) {
					t.Fatalf("another source goes on: %v", err)
				}
				if tries > 20 {
					t.Fatal("the copy makes no way")
				}
			}
			if tries < 3 {
				t.Errorf("it was broken off %d times: too few for this test", tries-1)
			}
		})
	}
}

// A forgetful store acknowledges what it does not keep.
type forgetful struct{ store.Store }

func (f forgetful) Insert(ctx context.Context, b []survey.Response) ([]bool, error) {
	if len(b) > 1 {
		b = b[1:]
	}
	return f.Store.Insert(ctx, b)
}

func TestWhatDoesNotArriveIsNoticed(t *testing.T) {
	from, to := embedded(t), embedded(t)
	furnish(t, from, 700)
	_, err := Job{From: from, To: forgetful{to}, Source: "x", Skip: skip}.Run(t.Context())
	if !errors.Is(err, ErrDiffers) || !strings.Contains(err.Error(), "responses of a: 350 and 349") {
		t.Errorf("error %v", err)
	}
	if err := Finished(t.Context(), to); !errors.Is(err, ErrUnfinished) {
		t.Errorf("a service may run on it: %v", err)
	}
}

func TestAChangedByteIsADifference(t *testing.T) {
	one, other := embedded(t), embedded(t)
	furnish(t, one, 10)
	furnish(t, other, 10)
	if err := other.Replace(t.Context(), "sessions", "3", []byte{0, 255, 4}); err != nil {
		t.Fatal(err)
	}
	a, err := Summarize(t.Context(), one, skip, nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Summarize(t.Context(), other, skip, nil)
	if err != nil {
		t.Fatal(err)
	}
	if d := fmt.Sprint(a.Differences(b)); d != "[records of sessions: 8 in both, with different contents]" {
		t.Error(d)
	}
	if d := a.Differences(a); len(d) != 0 {
		t.Error(d)
	}
}
