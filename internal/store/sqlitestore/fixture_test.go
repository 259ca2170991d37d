package sqlitestore_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hailong/internal/audit"
	"hailong/internal/closing"
	"hailong/internal/daybook"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

// Every version of the schema that was ever landed has a folder here: a store as
// the program of that time left it, and the figures it gives. They never change.
// TestTheFixtureOfTodaysSchemaCanBeMade makes the one of a new version.
const fixtures = "testdata"

const (
	fixtureFile = "hailong.db.gz"
	figuresFile = "figures.json"
)

// figures are what a store gives.
type figures struct {
	// Responses are by campaign, Records by kind.
	Responses map[string]part `json:"responses"`
	Records   map[string]part `json:"records"`
	// AuditHead is the last event and its hash.
	AuditHead string `json:"auditHead"`
	// Editions is how many editions of a period were locked.
	Editions int `json:"editions"`
}

// A part is how many there are, and the hash of all in the order of the keys.
type part struct {
	Count  int    `json:"count"`
	SHA256 string `json:"sha256"`
}

// A fact is a response as the figures hash it. What a later version adds is
// omitted where it is empty, so that the hashes of old folders stay.
type fact struct {
	ID, Template, Campaign, Unit, Place, Counter, Channel, Field string

	Date    int32
	Answers []byte
	Comment string
	Flags   uint16 `json:",omitempty"`
}

func figuresOf(t *testing.T, s *sqlitestore.Store, campaigns []string) figures {
	t.Helper()
	f := figures{Responses: map[string]part{}, Records: map[string]part{}}
	for _, campaign := range campaigns {
		sum, n := sha256.New(), 0
		scope := survey.Scope{Campaign: campaign, From: math.MinInt32, To: math.MaxInt32}
		for r, err := range s.Responses(t.Context(), scope) {
			must(t, err)
			must(t, json.NewEncoder(sum).Encode(fact{
				r.ID.String(), r.Template.String(), r.Campaign, r.Unit, r.Place, r.Counter, string(r.Channel), r.Field,
				int32(r.Date), r.Answers, r.Comment, uint16(r.Flags),
			}))
			n++
		}
		f.Responses[campaign] = part{n, hex.EncodeToString(sum.Sum(nil))}
	}
	kinds, err := s.Kinds(t.Context())
	must(t, err)
	for _, kind := range kinds {
		sum, n := sha256.New(), 0
		for r, err := range s.List(t.Context(), kind) {
			must(t, err)
			fmt.Fprintf(sum, "%d:%s%d:%s", len(r.ID), r.ID, len(r.Value), r.Value)
			n++
		}
		f.Records[kind] = part{n, hex.EncodeToString(sum.Sum(nil))}
	}
	head, err := audit.Verify(t.Context(), s)
	must(t, err)
	f.AuditHead = fmt.Sprintf("%d:%s", head.Seq, head.Hash)
	editions, err := closing.NewOffice(closing.Options{Store: s}).Editions(t.Context(), "")
	must(t, err)
	f.Editions = len(editions)
	return f
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestEverySchemaThatWasLandedOpensAndGivesItsFigures(t *testing.T) {
	for version := 1; version <= sqlitestore.Newest; version++ {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			folder := filepath.Join(fixtures, fmt.Sprintf("schema-%d", version))
			if _, err := os.Stat(folder); err != nil {
				t.Fatalf("schema %d was landed without its fixture; make it with: go test ./internal/store/sqlitestore -run Fixture -make-fixture", version)
			}
			opensWithItsFigures(t, folder)
		})
	}
}

func opensWithItsFigures(t *testing.T, folder string) {
	dir := unpacked(t, filepath.Join(folder, fixtureFile))
	var want figures
	b, err := os.ReadFile(filepath.Join(folder, figuresFile))
	must(t, err)
	must(t, json.Unmarshal(b, &want))
	for _, start := range []string{"the first", "the second"} { // the first migrates, the second finds it done
		s, err := sqlitestore.Open(t.Context(), dir)
		must(t, err)
		if err := s.Integrity(t.Context()); err != nil {
			t.Errorf("%s start: %v", start, err)
		}
		want.hold(t, figuresOf(t, s, slices.Collect(maps.Keys(want.Responses))))
		if start == "the second" {
			worksOn(t, s)
		}
		must(t, s.Close())
	}
}

// hold compares. A migration may add kinds of records; it takes none away.
func (f figures) hold(t *testing.T, got figures) {
	t.Helper()
	if !maps.Equal(got.Responses, f.Responses) {
		t.Errorf("responses: got %v, want %v", got.Responses, f.Responses)
	}
	for kind, want := range f.Records {
		if got.Records[kind] != want {
			t.Errorf("records of %s: got %v, want %v", kind, got.Records[kind], want)
		}
	}
	if got.AuditHead != f.AuditHead || got.Editions != f.Editions {
		t.Errorf("audit log %s and %d editions, want %s and %d", got.AuditHead, got.Editions, f.AuditHead, f.Editions)
	}
}

// worksOn proves that today's program goes on with the store: packed days can be
// packed again, and a response is taken.
func worksOn(t *testing.T, s *sqlitestore.Store) {
	t.Helper()
	// Packed days follow from the responses: a newer program may pack them otherwise.
	book := daybook.New(s, fixtureDay, daybook.Options{})
	_, err := book.Verify(t.Context())
	must(t, err)
	_, err = book.Pack(t.Context())
	must(t, err)
	if left, err := book.Verify(t.Context()); err != nil || len(left) > 0 {
		t.Errorf("packed days differ: %v (%v)", left, err)
	}
	r := survey.Response{
		ID: survey.IDOf("short", "after the migration"), Campaign: "quy-4", Date: survey.Day(2027, time.January, 4), Unit: "ninh-giang",
		Template: survey.Ref{Code: "short", Version: 1}, Channel: survey.ChannelQR, Answers: survey.Answers{5, 4, 3, 2, 1, 0},
	}
	if fresh, err := s.Insert(t.Context(), []survey.Response{r}); err != nil || !fresh[0] {
		t.Errorf("a response after the migration: %v, %v", fresh, err)
	}
	must(t, s.Probe(t.Context()))
}

// unpacked puts a copy of a fixture's file into a folder of its own.
func unpacked(t *testing.T, file string) string {
	t.Helper()
	f, err := os.Open(file)
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	b, err := io.ReadAll(z)
	must(t, err)
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "hailong.db"), b, 0o600))
	return dir
}

func TestNoFixtureIsOfASchemaThatIsNotLanded(t *testing.T) {
	found, err := filepath.Glob(filepath.Join(fixtures, "schema-*"))
	must(t, err)
	if len(found) != sqlitestore.Newest {
		t.Errorf("found %v, want one folder for each of %d schemas", found, sqlitestore.Newest)
	}
}

func TestAFixtureOfAProgramToComeIsRefused(t *testing.T) {
	dir := unpacked(t, filepath.Join(fixtures, "schema-1", fixtureFile))
	name := filepath.Join(dir, "hailong.db")
	b, err := os.ReadFile(name)
	must(t, err)
	// Bytes 60 to 63 of an SQLite file are its user version, the schema's.
	copy(b[60:64], []byte{0, 0, 0, 99})
	must(t, os.WriteFile(name, b, 0o600))
	_, err = sqlitestore.Open(context.Background(), dir)
	want := fmt.Sprintf("has schema 99 and this program knows %d; start the newer hailong again", sqlitestore.Newest)
	if !errors.Is(err, sqlitestore.ErrNewer) || !bytes.Contains([]byte(err.Error()), []byte(want)) {
		t.Errorf("got %v, want a line that holds %q", err, want)
	}
	if after, err := os.ReadFile(name); err != nil || !bytes.Equal(after, b) {
		t.Error("the file was changed")
	}
}
