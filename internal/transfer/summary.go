package transfer

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strings"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Summary is what a store holds, part by part: the records of a kind, or the
// responses of a campaign.
type Summary map[string]Part

// A Part is how much there is of something, and a hash of it that does not
// depend on the order in which a store returns it.
type Part struct {
	Count int64
	Hash  Hash
}

// A Hash is the sum of the hashes of the members, as a number of 256 bits.
type Hash [4]uint64

func (h *Hash) add(sum [sha256.Size]byte) {
	var carry uint64
	for i := range h {
		h[i], carry = bits.Add64(h[i], binary.LittleEndian.Uint64(sum[i*8:]), carry)
	}
}

// String returns 64 hexadecimal digits.
func (h Hash) String() string { return fmt.Sprintf("%016x%016x%016x%016x", h[3], h[2], h[1], h[0]) }

// Responses is how many responses there are in all campaigns.
func (s Summary) Responses() (n int64) {
	for name, p := range s {
		if strings.HasPrefix(name, responsesPart) {
			n += p.Count
		}
	}
	return n
}

// Names returns the names of the parts in order.
func (s Summary) Names() []string { return slices.Sorted(maps.Keys(s)) }

// Differences lists, in words, the parts in which two summaries differ.
func (s Summary) Differences(other Summary) []string {
	var list []string
	names := make(map[string]bool)
	for name := range s {
		names[name] = true
	}
	for name := range other {
		names[name] = true
	}
	for name := range names {
		if a, b := s[name], other[name]; a.Count != b.Count {
			list = append(list, fmt.Sprintf("%s: %d and %d", name, a.Count, b.Count))
		} else if a != b {
			list = append(list, fmt.Sprintf("%s: %d in both, with different contents", name, a.Count))
		}
	}
	slices.Sort(list)
	return list
}

const (
	responsesPart = "responses of "
	recordsPart   = "records of "
)

// Summarize reads everything a store holds but the records of the kinds in skip.
// It calls step, if that is not nil, with the number of responses read since the
// last call.
func Summarize(ctx context.Context, s store.Store, skip []string, step func(int)) (Summary, error) {
	sum := Summary{}
	kinds, err := kindsOf(ctx, s, skip)
	if err != nil {
		return nil, err
	}
	for _, kind := range kinds {
		p, err := recordsOf(ctx, s, kind)
		if err != nil {
			return nil, err
		}
		if p.Count > 0 {
			sum[recordsPart+kind] = p
		}
	}
	campaigns, err := campaignsOf(ctx, s)
	if err != nil {
		return nil, err
	}
	for _, campaign := range campaigns {
		p, err := responsesOf(ctx, s, campaign, step)
		if err != nil {
			return nil, err
		}
		sum[responsesPart+campaign] = p
	}
	return sum, nil
}

// kindsOf returns the kinds that are moved.
func kindsOf(ctx context.Context, s store.Store, skip []string) ([]string, error) {
	kinds, err := s.Kinds(ctx)
	return slices.DeleteFunc(kinds, func(k string) bool { return k == string(marks) || slices.Contains(skip, k) }), err
}

func campaignsOf(ctx context.Context, s store.Store) (codes []string, err error) {
	for c, err := range store.Campaigns.All(ctx, s) {
		if err != nil {
			return nil, err
		}
		codes = append(codes, c.Code)
	}
	slices.Sort(codes)
	return codes, nil
}

// always is every day that a response can have.
func always(campaign string) survey.Scope {
	return survey.Scope{Campaign: campaign, From: math.MinInt32, To: math.MaxInt32}
}

func recordsOf(ctx context.Context, s store.Store, kind string) (p Part, err error) {
	for r, err := range s.List(ctx, kind) {
		if err != nil {
			return p, err
		}
		p.Count++
		p.Hash.add(hashOf(r.ID, string(r.Value)))
	}
	return p, nil
}

func responsesOf(ctx context.Context, s store.Store, campaign string, step func(int)) (p Part, err error) {
	for r, err := range s.Responses(ctx, always(campaign)) {
		if err != nil {
			return p, err
		}
		p.Count++
		p.Hash.add(hashOf(r.ID.String(), r.Template.String(), r.Campaign, r.Unit, r.Place, r.Counter,
			string(r.Channel), r.Field, fmt.Sprint(int32(r.Date)), string(r.Answers), r.Comment, fmt.Sprint(uint16(r.Flags))))
		if step != nil {
			step(1)
		}
	}
	return p, nil
}

// hashOf hashes fields, each with its length, so that no two lists of fields
// give the same bytes.
func hashOf(fields ...string) [sha256.Size]byte {
	var b []byte
	for _, f := range fields {
		b = binary.AppendUvarint(b, uint64(len(f)))
		b = append(b, f...)
	}
	return sha256.Sum256(b)
}
