package sqlitestore

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hailong/internal/survey"
)

func columns(t *testing.T, s *Store) map[string][]string {
	t.Helper()
	rows, err := s.readers.QueryContext(t.Context(),
		"SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	got := map[string][]string{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		got[table] = append(got[table], column)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return got
}

// What is not listed here is not stored: nothing of who, nothing of exactly
// when. A column more is a decision about people and not about code.
func TestTheFileHoldsTheseColumnsAndNoOthers(t *testing.T) {
	want := map[string][]string{
		"campaigns": {"id", "code"},
		"sources":   {"id", "unit", "place", "counter", "channel", "field", "template", "version"},
		"responses": {"campaign", "date", "id", "source", "answers", "comment", "flags"},
		"records":   {"kind", "id", "value"},
		"canary":    {"only", "bit", "room"},
		// For a second after many people sent at once; the receipts apart.
		"tray":          {"campaign", "date", "id", "source", "answers", "comment", "flags"},
		"tray_receipts": {"receipt"},
	}
	if got := columns(t, reopened(t, t.TempDir())); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestNoRowHasANumberThatGrows(t *testing.T) {
	s := reopened(t, t.TempDir())
	insertAll(t, s, given(3000, 1), 500)
	var schema string
	if err := s.readers.QueryRow("SELECT group_concat(sql, ';') FROM sqlite_schema").Scan(&schema); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"responses", "records"} {
		if !regexp.MustCompile(`(?s)CREATE TABLE ` + table + ` \([^;]*\) WITHOUT ROWID`).MatchString(schema) {
			t.Errorf("table %s has rowids", table)
		}
	}
	if strings.Contains(schema, "AUTOINCREMENT") || strings.Contains(schema, "CURRENT_") {
		t.Error("the schema counts rows or writes the time by itself")
	}
	// The numbers of sources must not follow the order in which they were met.
	var numbers []int64
	for i := range 60 {
		r := given(1, 1)[0]
		r.Counter, r.Field = []string{"quay-0", "quay-1", "quay-2", "quay-3"}[i%4], []string{"LV00", "LV01", "LV02"}[i%3]
		if n := s.codes.numbers[sourceOf(&r)]; n != 0 && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) < 10 || slices.IsSorted(numbers) {
		t.Errorf("got the numbers %v, want some in no order", numbers)
	}
}

func TestEveryConnectionIsDurable(t *testing.T) {
	s := reopened(t, t.TempDir())
	for _, want := range []struct{ pragma, value string }{
		{"journal_mode", "wal"}, {"synchronous", "2"}, {"busy_timeout", "10000"},
		{"wal_autocheckpoint", "0"}, {"secure_delete", "1"}, {"journal_size_limit", "16777216"},
		{"application_id", "1212968551"}, {"user_version", "3"},
	} {
		var got string
		if err := s.writer.conn.QueryRowContext(t.Context(), "PRAGMA "+want.pragma).Scan(&got); err != nil || got != want.value {
			t.Errorf("writer: pragma %s: got %s, %v, want %s", want.pragma, got, err, want.value)
		}
	}
	for _, want := range []struct{ pragma, value string }{{"query_only", "1"}, {"synchronous", "2"}, {"busy_timeout", "10000"}} {
		var got string
		if err := s.readers.QueryRow("PRAGMA " + want.pragma).Scan(&got); err != nil || got != want.value {
			t.Errorf("reader: pragma %s: got %s, %v, want %s", want.pragma, got, err, want.value)
		}
	}
	if _, err := s.readers.Exec("DELETE FROM responses"); err == nil {
		t.Error("a reader may write")
	}
}

func TestAPageIsASearchAndNotASort(t *testing.T) {
	s := reopened(t, t.TempDir())
	rows, err := s.readers.Query("EXPLAIN QUERY PLAN "+pageQuery, 1, 0, []byte{}, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		if want := "SEARCH responses USING PRIMARY KEY (campaign=? AND (date,id)>(?,?) AND date<?)"; detail != want {
			t.Errorf("got  %s\nwant %s", detail, want)
		}
	}
}

func TestRepackLeavesNoOrderInTheBytesOfAPage(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	all := given(1000, 3)
	for i := range all {
		all[i].Date = 20000
	}
	insertAll(t, s, all, 1)
	if err := s.writer.checkpoint("TRUNCATE"); err != nil {
		t.Fatal(err)
	}
	t.Logf("rank correlation within pages before: %.3f", orderInPages(t, dir, all))
	if err := s.Repack(t.Context()); err != nil {
		t.Fatal(err)
	}
	if rho := orderInPages(t, dir, all); rho > 0.1 || rho < -0.1 {
		t.Errorf("got a rank correlation of %.3f within pages, want less than 0.1", rho)
	}
	sound(t, s)
	if got := len(stored(t, s)); got != len(all) {
		t.Errorf("got %d responses, want %d", got, len(all))
	}
}

// orderInPages is the mean, over all neighbours in a page of the file, of
// whether the later bytes (pages fill from the end) arrived earlier: 1 or -1.
func orderInPages(t *testing.T, dir string, all []survey.Response) float64 {
	t.Helper()
	// Reading the file drops no lock of ours that matters: flock guards the folder.
	file, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	pages := map[int][][2]int{} // offset, arrival
	for arrival, r := range all {
		if at := bytes.LastIndex(file, r.ID[:]); at >= 0 {
			pages[at/pageBytes] = append(pages[at/pageBytes], [2]int{at, arrival})
		}
	}
	sum, n := 0, 0
	for _, rows := range pages {
		slices.SortFunc(rows, func(a, b [2]int) int { return b[0] - a[0] })
		for i := 1; i < len(rows); i++ {
			n++
			if rows[i][1] > rows[i-1][1] {
				sum++
			} else {
				sum--
			}
		}
	}
	if n < len(all)/2 {
		t.Fatalf("found only %d neighbours in the file", n)
	}
	return float64(sum) / float64(n)
}

func TestAFullResponseTakesLessThan200Bytes(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	const n = 10000
	all := given(n, 5)
	for i := range all {
		cells := make(survey.Answers, 48)
		binary.NativeEndian.PutUint64(cells, uint64(i))
		all[i].Answers = cells
	}
	insertAll(t, s, all, 100)
	if err := s.Repack(t.Context()); err != nil { // as every night
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	per := float64(info.Size()) / n
	t.Logf("%.1f bytes a response of 48 cells without comment, everything counted", per)
	if per > 200 {
		t.Errorf("got %.1f bytes, want at most 200", per)
	}
}
