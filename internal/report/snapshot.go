package report

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"hailong/internal/index"
	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// A Snapshot is everything that the reports of a campaign and a period are made
// of: counts, names and what was excluded, as they were when it was taken. Reports
// compiled from it are the same whatever happens to the store afterwards, and they
// are compiled by the same code as all others.
//
// It holds counts only, no response.
type Snapshot struct {
	// Version is how the snapshot is kept: 0 are those of the first kind, which
	// have no Books.
	Version  int           `json:"version,omitempty"`
	Campaign string        `json:"campaign"`
	Period   period.Period `json:"period"`
	Template survey.Ref    `json:"template"`
	// Method is how figures were computed when it was taken.
	Method string `json:"method"`
	// Taken is the day; what was accepted after it is not in the snapshot.
	Taken  survey.Date    `json:"taken"`
	Fields []survey.Field `json:"fields"`
	// Records are the campaign, its unit and its places, by kind and code.
	Records map[string]map[string]json.RawMessage `json:"records"`
	// Exclusions are what was not counted, by campaign.
	Exclusions map[string][]Exclusion `json:"exclusions,omitempty"`
	Counts     []counted              `json:"counts"`
	// Books are what the other registers said, by campaign and period.
	Books map[string]*Books `json:"books,omitempty"`
}

// counted is one answer of a Counter.
type counted struct {
	Scope  string                    `json:"scope"`
	Whole  tally.Frozen              `json:"whole"`
	Splits []map[string]tally.Frozen `json:"splits"`
}

// ErrMethod: the snapshot was taken by a program that computed otherwise.
var ErrMethod = errors.New("snapshot of another method")

// SnapshotVersion is how snapshots are kept that are taken now. A member that is
// added is left out where it is empty, so that the digest of an older one stays.
const SnapshotVersion = 1

// ErrVersion: the snapshot was taken by a later program, and something in it
// could be missed.
var ErrVersion = errors.New("snapshot of a later version")

// ErrNotKept: a snapshot holds what it was taken of and nothing else.
var ErrNotKept = errors.New("not in the snapshot")

// Take makes the snapshot of a campaign and a period as of a day, with the period
// before, to compare with. Errors are those of Compile.
func Take(ctx context.Context, src Source, campaign string, p period.Period, today survey.Date) (*Snapshot, error) {
	s := &Snapshot{Version: SnapshotVersion, Campaign: campaign, Period: p, Taken: today, Fields: src.Fields, Records: make(map[string]map[string]json.RawMessage)}
	taking := src
	taking.Counter = &recorder{src.Counter, s}
	taking.Store = witness{src.Store, s}
	taking.Excluded, taking.Books = s.keepExcluded(src), s.keepBooks(src)
	// The same requests are made as later of the snapshot, and what they ask for
	// is kept.
	q := Request{Campaign: campaign, Period: p, Books: true}
	r, err := Compile(ctx, taking, q)
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	s.Template, s.Method = r.Template.Ref(), r.Index.Method
	if _, err = Before(ctx, taking, q); err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	for _, quarter := range quartersOf(p) {
		if _, err = Compile(ctx, taking, Request{Campaign: campaign, Period: quarter}); err != nil {
			return nil, fmt.Errorf("snapshot: %w", err)
		}
	}
	return s, nil
}

// quartersOf are the quarters of a longer period. They are shown nowhere; with them
// it can be seen of how few responses the difference between two editions is.
func quartersOf(p period.Period) []period.Period {
	var list []period.Period
	for _, part := range p.Parts() {
		if part.Kind() == period.Quarter {
			list = append(list, part)
		}
		list = append(list, quartersOf(part)...)
	}
	return list
}

// keepExcluded asks what is excluded, and keeps the answer.
func (s *Snapshot) keepExcluded(src Source) func(context.Context, string) ([]Exclusion, error) {
	return func(ctx context.Context, campaign string) ([]Exclusion, error) {
		if src.Excluded == nil {
			return nil, nil
		}
		list, err := src.Excluded(ctx, campaign)
		if err == nil && len(list) > 0 {
			if s.Exclusions == nil {
				s.Exclusions = make(map[string][]Exclusion)
			}
			s.Exclusions[campaign] = list
		}
		return list, err
	}
}

// Source returns a source that knows what the snapshot holds and nothing else.
// Requests of it may be for all or for totals only, with or without what was
// excluded; a narrowed one is an error. A method that the program does not know
// any more is ErrMethod.
func (s *Snapshot) Source(t Templates) (Source, error) {
	if s.Method != index.Method {
		return Source{}, fmt.Errorf("%s of %s: %w", s.Method, s.Campaign, ErrMethod)
	}
	if s.Version > SnapshotVersion {
		return Source{}, fmt.Errorf("version %d of %s: %w", s.Version, s.Campaign, ErrVersion)
	}
	return Source{Store: frozenStore{s}, Counter: player{s}, Templates: t, Fields: s.Fields, Excluded: s.excluded, Books: s.booksOf, Frozen: true}, nil
}

func (s *Snapshot) excluded(_ context.Context, campaign string) ([]Exclusion, error) {
	return s.Exclusions[campaign], nil
}

// keepBooks asks what the other registers say, and keeps the answer.
func (s *Snapshot) keepBooks(src Source) func(context.Context, survey.Campaign, period.Period) (*Books, error) {
	return func(ctx context.Context, k survey.Campaign, p period.Period) (*Books, error) {
		if src.Books == nil {
			return nil, nil
		}
		b, err := src.Books(ctx, k, p)
		if err == nil && b != nil {
			if s.Books == nil {
				s.Books = make(map[string]*Books)
			}
			s.Books[booksKey(k.Code, p)] = b
		}
		return b, err
	}
}

func (s *Snapshot) booksOf(_ context.Context, k survey.Campaign, p period.Period) (*Books, error) {
	return s.Books[booksKey(k.Code, p)], nil
}

// Digest is the SHA-256 of the snapshot as it is kept.
func (s *Snapshot) Digest() (string, error) {
	b, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("encode snapshot: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// keyOf names a scope. A snapshot's are never narrowed, so groups do not occur.
func keyOf(s survey.Scope) (string, error) {
	if len(s.Groups) > 0 {
		return "", ErrNotKept
	}
	b, err := json.Marshal(s)
	return string(b), err
}

// A recorder has a Counter count and keeps what it said.
type recorder struct {
	Counter
	into *Snapshot
}

func (r *recorder) Count(ctx context.Context, scope survey.Scope, t *survey.Template, splits ...*tally.Split) (*tally.Tally, error) {
	key, err := keyOf(scope)
	if err != nil {
		return nil, err
	}
	// Splits may hold something already; only what this count adds is kept.
	own := make([]*tally.Split, len(splits))
	for i, s := range splits {
		own[i] = s.Empty()
	}
	whole, err := r.Counter.Count(ctx, scope, t, own...)
	if err != nil {
		return nil, err
	}
	c := counted{Scope: key, Whole: whole.Freeze()}
	for i, s := range own {
		c.Splits = append(c.Splits, s.Freeze())
		if err := splits[i].Merge(s); err != nil {
			return nil, err
		}
	}
	r.into.Counts = append(r.into.Counts, c)
	return whole, nil
}

// A player says what a recorder kept.
type player struct{ of *Snapshot }

func (p player) Count(_ context.Context, scope survey.Scope, t *survey.Template, splits ...*tally.Split) (*tally.Tally, error) {
	key, err := keyOf(scope)
	if err != nil {
		return nil, err
	}
	for _, c := range p.of.Counts {
		if c.Scope != key || !c.answers(splits) {
			continue
		}
		for i := range c.Splits {
			if err := splits[i].Put(c.Splits[i]); err != nil {
				return nil, err
			}
		}
		return tally.Thaw(t, c.Whole)
	}
	return nil, fmt.Errorf("counts of %s: %w", key, ErrNotKept)
}

// answers reports whether what was counted is what is asked for now. A split by
// marks, which is the last, was not asked for before there were any; it stays empty.
func (c *counted) answers(splits []*tally.Split) bool {
	n := len(splits)
	return len(c.Splits) == n || n > 0 && len(c.Splits) == n-1 && splits[n-1].Marks()
}

// A witness keeps the records that are read.
type witness struct {
	Store
	into *Snapshot
}

func (w witness) keep(kind, id string, value []byte) {
	if w.into.Records[kind] == nil {
		w.into.Records[kind] = make(map[string]json.RawMessage)
	}
	w.into.Records[kind][id] = append(json.RawMessage(nil), value...)
}

// Read reads a record and keeps it.
func (w witness) Read(ctx context.Context, kind, id string) ([]byte, error) {
	b, err := w.Store.Read(ctx, kind, id)
	if err == nil {
		w.keep(kind, id, b)
	}
	return b, err
}

// List lists what belongs to the campaign's unit, and keeps it.
func (w witness) List(ctx context.Context, kind string) iter.Seq2[store.Record, error] {
	return func(yield func(store.Record, error) bool) {
		for r, err := range w.Store.List(ctx, kind) {
			var belongs struct{ Unit string }
			if err == nil {
				err = json.Unmarshal(r.Value, &belongs)
			}
			if _, own := w.into.Records[string(store.Units)][belongs.Unit]; err == nil && !own {
				continue
			}
			if err == nil {
				w.keep(kind, r.ID, r.Value)
			}
			if !yield(r, err) {
				return
			}
		}
	}
}
