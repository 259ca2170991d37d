package backup

import (
	"bytes"
	"fmt"
	"io"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func embedded(t testing.TB) store.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

func mongo(t testing.TB) store.Store {
	t.Helper()
	s, err := mongostore.Open(t.Context(), mongotest.Database(t))
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var (
	day  = survey.Day(2026, time.October, 1)
	made = time.Date(2026, 11, 23, 20, 5, 0, 0, time.UTC)
)

// furnish puts two campaigns with n responses in all, and some records.
func furnish(t testing.TB, s store.Store, n int) {
	t.Helper()
	for _, code := range []string{"a", "quý-4"} {
		must(t, store.Campaigns.Create(t.Context(), s, code, survey.Campaign{Code: code, Opens: day}))
	}
	for i := range 40 {
		must(t, s.Create(t.Context(), "accounts", fmt.Sprint(i), []byte{0, 255, byte(i)}))
	}
	must(t, s.Create(t.Context(), "sessions", "1", []byte("{}")))
	must(t, s.Create(t.Context(), "receipts", "R", nil))
	insert(t, s, given(n))
}

func given(n int) []survey.Response {
	list := make([]survey.Response, n)
	for i := range list {
		list[i] = survey.Response{
			ID: survey.IDOf("x", fmt.Sprint(i)), Campaign: []string{"a", "quý-4"}[i%2], Date: day + survey.Date(i%7),
			Template: survey.Ref{Code: "full", Version: 1}, Place: "trung tâm", Channel: survey.ChannelQR,
			Answers: survey.Answers{byte(i), byte(i >> 8), 0}, Comment: "nhận xét 👍 \x01 " + fmt.Sprint(i%3),
		}
	}
	return list
}

func insert(t testing.TB, s store.Store, list []survey.Response) {
	t.Helper()
	for len(list) > 0 {
		n := min(len(list), store.MaxBatch)
		_, err := s.Insert(t.Context(), list[:n])
		must(t, err)
		list = list[n:]
	}
}

func sourceOf(s Contents, id string) Source {
	return Source{Contents: s, Still: true, Skip: []string{"sessions"}, Growing: []string{"receipts"}, Header: Header{ID: id, Made: made, Engine: "test"}}
}

// written is the backup of a store.
func written(t testing.TB, s Contents, id string) ([]byte, *Manifest) {
	t.Helper()
	var b bytes.Buffer
	m, err := sourceOf(s, id).Write(t.Context(), &b)
	must(t, err)
	return b.Bytes(), m
}

// reopened opens a backup as often as it is read.
func reopened(b []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
}

// holds wants a store to hold what a manifest says.
func holds(t testing.TB, s store.Store, want *Manifest) {
	t.Helper()
	_, got := written(t, s, "again")
	if list := want.Differences(got); len(list) > 0 {
		t.Errorf("differences %v", list)
	}
}
