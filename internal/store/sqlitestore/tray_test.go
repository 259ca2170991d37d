package sqlitestore

import (
	"bytes"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// signed gives responses receipts.
func signed(batch []survey.Response) []survey.Response {
	for i := range batch {
		batch[i].Receipt = survey.ReceiptOf("demo-full", batch[i].ID.String())
	}
	return batch
}

// lying counts the rows of the tray's tables.
func lying(t testing.TB, s *Store) (responses, receipts int) {
	t.Helper()
	const query = "SELECT (SELECT count(*) FROM tray), (SELECT count(*) FROM tray_receipts)"
	if err := s.readers.QueryRow(query).Scan(&responses, &receipts); err != nil {
		t.Fatal(err)
	}
	return responses, receipts
}

// Whatever is sent in batches of any size, again and again, with kills between
// them: it is there once, in its place, and every reader finds it.
func TestNobodySeesWhetherAResponseLiesInTheTray(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir := t.TempDir()
		s, err := Open(t.Context(), dir)
		if err != nil {
			rt.Fatal(err)
		}
		s.tray.room = 25
		pool := signed(given(120, rapid.Uint64().Draw(rt, "seed")))
		want := map[survey.ID]survey.Response{}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			switch rapid.SampledFrom([]string{"send", "send", "send", "kill", "rest"}).Draw(rt, "step") {
			case "send":
				sends(rt, s, rapid.SliceOfN(rapid.SampledFrom(pool), 1, 40).Draw(rt, "batch"), want)
			case "rest":
				s.sortInLater()
			case "kill":
				if err := s.CloseAsIs(); err != nil {
					rt.Fatal(err)
				}
				if s, err = Open(t.Context(), dir); err != nil {
					rt.Fatal(err)
				}
				s.tray.room = 25
			}
			readsAll(rt, s, want, pool)
		}
		if err := s.Integrity(t.Context()); err != nil {
			rt.Error(err)
		}
		if err := s.Close(); err != nil {
			rt.Error(err)
		}
	})
}

// sends inserts a batch, in which responses may be twice, and checks what is fresh.
func sends(t *rapid.T, s *Store, batch []survey.Response, want map[survey.ID]survey.Response) {
	fresh, err := s.Insert(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range batch {
		if _, known := want[r.ID]; fresh[i] == known {
			t.Fatalf("response %d of %d: fresh is %v, but known %v", i, len(batch), fresh[i], known)
		}
		want[r.ID] = r
	}
}

func readsAll(t *rapid.T, s *Store, want map[survey.ID]survey.Response, pool []survey.Response) {
	order := slices.SortedFunc(maps.Values(want), func(a, b survey.Response) int {
		if a.Date != b.Date {
			return int(a.Date - b.Date)
		}
		return bytes.Compare(a.ID[:], b.ID[:])
	})
	i := 0
	for r, err := range s.Responses(t.Context(), everything) {
		if err != nil {
			t.Fatal(err)
		}
		if i >= len(order) || r.ID != order[i].ID || !bytes.Equal(r.Answers, order[i].Answers) || r.Counter != order[i].Counter {
			t.Fatalf("the %d. response is %+v", i, r)
		}
		i++
	}
	if i != len(want) {
		t.Fatalf("read %d responses, want %d", i, len(want))
	}
	for _, r := range pool {
		_, is := want[r.ID]
		if known, err := s.Known(t.Context(), r.ID); err != nil || known != is {
			t.Fatalf("known is %v (%v), want %v", known, err, is)
		}
		if _, err := s.Read(t.Context(), string(store.Receipts), string(r.Receipt)); (err == nil) != is {
			t.Fatalf("receipt: %v, want it given %v", err, is)
		}
	}
}

func TestFewResponsesNeverLieInTheTray(t *testing.T) {
	s := reopened(t, t.TempDir())
	insertAll(t, s, signed(given(70, 1)), crowd-1)
	if responses, receipts := lying(t, s); responses+receipts != 0 {
		t.Errorf("%d responses and %d receipts lie in the tray", responses, receipts)
	}
}

func TestTheTrayIsSortedInWhenItsTimeIsOver(t *testing.T) {
	s := reopened(t, t.TempDir())
	insertAll(t, s, signed(given(30, 1)), 30)
	if responses, receipts := lying(t, s); responses != 30 || receipts != 30 {
		t.Fatalf("%d responses and %d receipts lie in the tray", responses, receipts)
	}
	s.rest.Reset(0) // the second is over
	for end := time.Now().Add(10 * time.Second); ; runtime.Gosched() {
		if responses, receipts := lying(t, s); responses+receipts == 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("nothing was sorted in")
		}
	}
	if n := len(stored(t, s)); n != 30 {
		t.Errorf("%d responses are left", n)
	}
}

// The order of the receipts in the tray is not that of the responses, and neither
// is that in which they were sent.
func TestNothingInTheTrayJoinsAReceiptWithItsResponse(t *testing.T) {
	s := reopened(t, t.TempDir())
	batch := signed(given(200, 1))
	insertAll(t, s, batch, 200)
	sent := map[string]int{}
	for i, r := range batch {
		sent[fmt.Sprintf("%X", r.ID[:])], sent[string(r.Receipt)] = i, i
	}
	for name, query := range map[string]string{"responses": "SELECT hex(id) FROM tray ORDER BY rowid", "receipts": "SELECT receipt FROM tray_receipts ORDER BY rowid"} {
		var got []string
		err := each(s.writer.conn, query, func(row scanner) error {
			var key string
			err := row.Scan(&key)
			got = append(got, key)
			return err
		})
		if err != nil || len(got) != 200 || !slices.IsSorted(got) {
			t.Errorf("%s: %d in an order that is not their own (%v)", name, len(got), err)
		}
		if slices.IsSortedFunc(got, func(a, b string) int { return sent[a] - sent[b] }) {
			t.Errorf("%s lie as they were sent", name)
		}
	}
}

func TestOnAFullDiskTheTrayIsReadAndSortedInLater(t *testing.T) {
	s := reopened(t, t.TempDir())
	all := signed(given(1000, 1))
	insertAll(t, s, all[:400], 100)
	limit(t, s, 1) // as small as the file is
	sent := 400
	for ; sent < len(all); sent += 100 {
		if _, err := s.Insert(t.Context(), all[sent:sent+100]); err != nil {
			break
		}
	}
	if sent == len(all) {
		t.Fatal("the disk was never full")
	}
	s.sortInLater()
	if n := len(stored(t, s)); n != sent {
		t.Errorf("%d responses are read, %d were acknowledged", n, sent)
	}
	if known, err := s.Known(t.Context(), all[sent-1].ID); err != nil || !known {
		t.Errorf("known %v (%v)", known, err)
	}
	limit(t, s, 1<<30)
	insertAll(t, s, all[sent:], 100)
	s.sortInLater()
	if responses, receipts := lying(t, s); responses+receipts != 0 || len(stored(t, s)) != len(all) {
		t.Errorf("%d responses and %d receipts still lie in the tray", responses, receipts)
	}
	sound(t, s)
}
