package seal

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// beginning is before every day that a response can have.
const beginning survey.Date = math.MinInt32

// A dayKey names a campaign's day.
type dayKey struct {
	campaign string
	date     survey.Date
}

func (d *Day) key() dayKey { return dayKey{d.Campaign, d.Date} }

func compareDays(a, b Day) int {
	return cmp.Or(cmp.Compare(a.Campaign, b.Campaign), cmp.Compare(a.Date, b.Date))
}

// daysOf returns the days of a campaign that have a response, from one to another. It
// holds one day at a time in memory.
func daysOf(ctx context.Context, s store.Responses, campaign string, from, to survey.Date) (days []Day, err error) {
	var open pile
	for r, err := range s.Responses(ctx, survey.Scope{Campaign: campaign, From: from, To: to}) {
		if err != nil {
			return nil, err
		}
		if r.Channel == survey.ChannelPaper {
			continue
		}
		if len(open) > 0 && r.Date != open[0].date {
			if days, err = open.close(days, campaign); err != nil {
				return nil, err
			}
			open = open[:0]
		}
		open = append(open, sheet{r.ID, r.Date, hashOf(r)})
	}
	return open.close(days, campaign)
}

// A sheet is a response of which no more is known than its leaf.
type sheet struct {
	id   survey.ID
	date survey.Date
	hash tlog.Hash
}

// A pile is the sheets of a day.
type pile []sheet

// close appends the pile as a day. The order is that of the ids, which says nothing of
// arrival and is the same whatever the engine.
func (p pile) close(days []Day, campaign string) ([]Day, error) {
	if len(p) == 0 {
		return days, nil
	}
	slices.SortFunc(p, func(a, b sheet) int { return bytes.Compare(a.id[:], b.id[:]) })
	leaves := make([]tlog.Hash, len(p))
	for i := range p {
		leaves[i] = p[i].hash
	}
	root, err := rootOf(leaves)
	return append(days, Day{campaign, p[0].date, len(p), root}), err
}

// hashOf is the leaf of a response: of the hash of all its fields, each with its
// length, so that no two responses give the same bytes.
func hashOf(r *survey.Response) tlog.Hash {
	b := []byte("hailong response/1")
	for _, f := range []string{
		r.ID.String(), r.Template.String(), r.Campaign, r.Unit, r.Place, r.Counter, string(r.Channel), r.Field,
		fmt.Sprint(int32(r.Date)), string(r.Answers), r.Comment, fmt.Sprint(uint16(r.Flags)),
	} {
		b = binary.AppendUvarint(b, uint64(len(f)))
		b = append(b, f...)
	}
	sum := sha256.Sum256(b)
	return tlog.RecordHash(sum[:])
}

// count returns how many responses of a campaign, but for those from paper, came
// after a day.
func count(ctx context.Context, s store.Responses, campaign string, after survey.Date) (n int, err error) {
	for r, err := range s.Responses(ctx, survey.Scope{Campaign: campaign, From: after + 1, To: math.MaxInt32}) {
		if err != nil {
			return n, err
		}
		if r.Channel != survey.ChannelPaper {
			n++
		}
	}
	return n, nil
}

// campaigns returns the codes of all.
func campaigns(ctx context.Context, s store.Registry) (codes []string, err error) {
	for r, err := range s.List(ctx, string(store.Campaigns)) {
		if err != nil {
			return nil, err
		}
		codes = append(codes, r.ID)
	}
	return codes, nil
}
