package daybook

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/watch"
)

// What the book keeps in the registry. All of it can be made again from the
// responses.
const (
	// Manifests hold a record for each campaign, under its code.
	Manifests store.Kind[manifest] = "daybooks"
	// Segments hold what tally.Packer wrote.
	Segments = "segments"
)

// format is that of the segments and of what is computed for them. A book of
// another format is taken for none: its days are counted from their rows until
// they are packed again.
const format = 2

// A manifest says what is packed of a campaign.
type manifest struct {
	Format int `json:"format"`
	// Through is the last packed day. Every day until then is listed or has no
	// responses.
	Through survey.Date `json:"through"`
	Days    []day       `json:"days"`
}

// A day is a packed day with responses.
type day struct {
	Date survey.Date `json:"date"`
	Rows int         `json:"rows"`
	// Parts are the hashes of its segments.
	Parts []string `json:"parts"`
	// Alerts are what somebody should look at.
	Alerts []watch.Alert `json:"alerts,omitempty"`
}

// Days before and after all others.
const (
	never  survey.Date = math.MinInt32
	always survey.Date = math.MaxInt32
)

// blank is the manifest of which nothing is packed.
var blank = manifest{Format: format, Through: never}

func segmentID(campaign string, d survey.Date, part int) string {
	return fmt.Sprintf("%s/%s/%d", campaign, d, part)
}

// between returns the listed days from..to.
func (m *manifest) between(from, to survey.Date) []day {
	first, last := 0, len(m.Days)
	for first < last && m.Days[first].Date < from {
		first++
	}
	for last > first && m.Days[last-1].Date > to {
		last--
	}
	return m.Days[first:last]
}

// before returns the manifest as it was when the day had not been packed.
// Without an earlier day it is blank.
func (m *manifest) before(d survey.Date) manifest {
	if d > m.Through {
		return *m
	}
	earlier := m.between(never, d-1)
	if d == never || len(earlier) == 0 {
		return blank
	}
	return manifest{Format: format, Through: d - 1, Days: earlier}
}

// sound reports whether the days are in order, within what is packed.
func (m *manifest) sound() bool {
	for i, d := range m.Days {
		if d.Date > m.Through || i > 0 && d.Date <= m.Days[i-1].Date {
			return false
		}
	}
	return true
}

// equal reports whether both say the same.
func (m *manifest) equal(o *manifest) bool {
	return m.Through == o.Through && slices.EqualFunc(m.Days, o.Days, func(a, b day) bool {
		return a.Date == b.Date && a.Rows == b.Rows && slices.Equal(a.Parts, b.Parts) && slices.Equal(a.Alerts, b.Alerts)
	})
}

var errManifest = errors.New("daybook: the manifest cannot be read")

// read returns a campaign's manifest, blank where there is none. One that makes
// no sense is blank too, together with errManifest.
func read(ctx context.Context, r store.Registry, campaign string) (manifest, error) {
	b, err := r.Read(ctx, string(Manifests), campaign)
	if errors.Is(err, survey.ErrNotFound) {
		return blank, nil
	}
	if err != nil {
		return blank, err
	}
	return decode(b)
}

func decode(b []byte) (manifest, error) {
	m := manifest{Through: never}
	if err := json.Unmarshal(b, &m); err != nil || !m.sound() {
		return blank, errManifest
	}
	if m.Format != format {
		return blank, nil
	}
	return m, nil
}

// write stores a manifest. A blank one is stored as none.
func write(ctx context.Context, r store.Registry, campaign string, m manifest) error {
	if m.Through == never {
		return Manifests.Delete(ctx, r, campaign)
	}
	return Manifests.Replace(ctx, r, campaign, m)
}

// Contents remember each manifest as it was last decoded, which takes longer
// than reading it.
type contents struct {
	mu   sync.Mutex
	read map[string]content
}

type content struct {
	raw      []byte
	manifest manifest
}

// manifest returns the manifest to count by. It asks the registry once.
func (b *Book) manifest(ctx context.Context, campaign string) (manifest, error) {
	raw, err := b.store.Read(ctx, string(Manifests), campaign)
	if errors.Is(err, survey.ErrNotFound) {
		return blank, nil
	}
	if err != nil {
		return blank, err
	}
	c := &b.reading
	c.mu.Lock()
	defer c.mu.Unlock()
	if known, ok := c.read[campaign]; ok && bytes.Equal(known.raw, raw) {
		return known.manifest, nil
	}
	m, err := decode(raw)
	if err != nil {
		return blank, err
	}
	if c.read == nil {
		c.read = make(map[string]content)
	}
	c.read[campaign] = content{raw, m}
	return m, nil
}
