package sqlitestore

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"

	"hailong/internal/survey"
)

func reopened(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// given returns n responses with ids of their own, spread over days of 500.
func given(n int, seed uint64) []survey.Response {
	rnd := rand.New(rand.NewPCG(seed, 1))
	batch := make([]survey.Response, n)
	for i := range batch {
		r := survey.Response{
			Template: survey.Ref{Code: "full", Version: 1}, Campaign: "demo-full",
			Unit: "ninh-giang", Place: "trung-tam", Counter: fmt.Sprintf("quay-%d", i%4), Channel: survey.ChannelQR,
			Field: fmt.Sprintf("LV%02d", i%15), Date: survey.Date(20000 + i/500), Answers: make(survey.Answers, 32),
		}
		binary.NativeEndian.PutUint64(r.ID[:], rnd.Uint64())
		binary.NativeEndian.PutUint64(r.ID[8:], rnd.Uint64())
		for j := range r.Answers {
			r.Answers[j] = byte(rnd.IntN(8))
		}
		batch[i] = r
	}
	return batch
}

// insertAll inserts in batches of a size.
func insertAll(t testing.TB, s *Store, all []survey.Response, size int) {
	t.Helper()
	for from := 0; from < len(all); from += size {
		if _, err := s.Insert(t.Context(), all[from:min(from+size, len(all))]); err != nil {
			t.Fatal(err)
		}
	}
}

var everything = survey.Scope{Campaign: "demo-full", From: 0, To: 1 << 20}

func stored(t testing.TB, s *Store) map[survey.ID]bool {
	t.Helper()
	ids := map[survey.ID]bool{}
	for r, err := range s.Responses(t.Context(), everything) {
		if err != nil {
			t.Fatal(err)
		}
		ids[r.ID] = true
	}
	return ids
}

func sound(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Integrity(t.Context()); err != nil {
		t.Fatal(err)
	}
}
