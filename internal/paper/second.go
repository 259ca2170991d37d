package paper

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
)

// sampled is one in how many forms is keyed twice.
const sampled = 10

// Sample draws a tenth of the entered numbers, rounded up, for the second entry,
// once all that were in the box are entered. Numbers that are entered afterwards
// are drawn from by another call; those that were drawn from before are not again,
// so that nobody can draw until the outcome suits. Errors: *Unbalanced, ErrUnopened,
// ErrClosed, survey.ErrNotFound.
func (l *Ledger) Sample(ctx context.Context, batch, by string) (*Folder, error) {
	seed, err := l.draw()
	if err != nil {
		return nil, err
	}
	return l.happen(ctx, batch, by, func(f *Folder) (*event, error) {
		if err := f.complete(); err != nil {
			return nil, err
		}
		among := f.undrawn()
		if len(among) == 0 {
			return nil, nil
		}
		return &event{Draw: &draw{seed, among, choose(seed, among)}}, nil
	})
}

// choose returns a tenth of the numbers: those whose hash with the seed is the
// smallest. It needs no more than a seed and SHA-256 to be checked.
func choose(seed []byte, among []int) []int {
	lot := func(serial int) []byte {
		sum := sha256.Sum256(binary.BigEndian.AppendUint64(slices.Clone(seed), uint64(serial)))
		return sum[:]
	}
	chosen := slices.SortedFunc(slices.Values(among), func(a, b int) int { return bytes.Compare(lot(a), lot(b)) })
	chosen = chosen[:(len(among)+sampled-1)/sampled]
	slices.Sort(chosen)
	return chosen
}

func (f *Folder) addDraw(d *draw) {
	for _, serial := range d.Among {
		f.covered[serial] = true
	}
	for _, serial := range d.Chosen {
		f.entry(serial).Drawn = true
	}
}

// undrawn are the entered numbers among which nobody has drawn.
func (f *Folder) undrawn() []int {
	var list []int
	for _, e := range f.Entries() {
		if e.Last().returned() && !f.covered[e.Serial] {
			list = append(list, e.Serial)
		}
	}
	return list
}

// Second makes the second entry of a number that was drawn; Version of the draft
// means nothing. The folder tells what differs. Errors: *BadEntry, *survey.Invalid,
// ErrUnopened, ErrClosed, ErrConflict, ErrSamePerson, survey.ErrNotFound.
func (l *Ledger) Second(ctx context.Context, batch string, d Draft) (*Folder, error) {
	q, err := l.questionnaire(ctx, batch)
	if err != nil {
		return nil, err
	}
	k, err := l.keyed(ctx, batch, &d)
	if err != nil {
		return nil, err
	}
	return l.happen(ctx, batch, d.By, func(f *Folder) (*event, error) {
		e := f.entries[d.Serial]
		if e != nil && e.Second != nil && e.Second.By == d.By && e.Second.equal(&k.Form) {
			return nil, nil // sent again, because the reply was lost
		}
		if err := f.takesSecond(e, &d); err != nil {
			return nil, err
		}
		s := &second{keyed: k, Of: len(e.Versions)}
		s.compare(q, &e.Last().Form)
		return &event{Second: s}, nil
	})
}

// takesSecond returns nil where a draft may become a second entry.
func (f *Folder) takesSecond(e *Entry, d *Draft) error {
	if err := f.writable(); err != nil {
		return err
	}
	switch {
	case e == nil || !e.Drawn:
		return &BadEntry{"serial"}
	case e.Second != nil:
		return fmt.Errorf("number %d of batch %s: %w", d.Serial, f.Batch.Code, ErrConflict)
	case e.keyedBy(d.By):
		return fmt.Errorf("second entry of number %d of batch %s: %w", d.Serial, f.Batch.Code, ErrSamePerson)
	}
	return nil
}

// compare counts the cells of two entries. The judgement of the form is one, since
// rejecting a form is the shortest way to lose its marks.
func (s *second) compare(q *questionnaire, first *Form) {
	s.Compared = 1
	if one, two := first.judged(), s.Form.judged(); one || two {
		if first.Reason != s.Form.Reason {
			s.Different = []string{AtForm}
		}
		return
	}
	different, n := q.differ(first, &s.Form)
	s.Different, s.Compared = different, s.Compared+n
}

// Quality is how well a batch was keyed, by its second entries.
type Quality struct {
	// Forms were keyed twice; of Whole of them the questions were compared too.
	Forms, Whole int
	// Of Compared cells Different are keyed differently: the error rate, exactly.
	Compared, Different int
	// Differences are those by question, the most frequent first. A question was
	// compared Whole times, and AtForm on every form.
	Differences []Difference
}

// A Difference is how often one cell was keyed differently.
type Difference struct {
	At    string
	Times int
}

// Quality adds the comparisons up. It stays the same after Forget.
func (f *Folder) Quality() Quality {
	var q Quality
	times := make(map[string]int)
	for _, e := range f.entries {
		if e.Second == nil {
			continue
		}
		q.Forms++
		if e.Second.Compared > 1 {
			q.Whole++
		}
		q.Compared += e.Second.Compared
		q.Different += len(e.Second.Different)
		for _, at := range e.Second.Different {
			times[at]++
		}
	}
	for at, n := range times {
		q.Differences = append(q.Differences, Difference{at, n})
	}
	slices.SortFunc(q.Differences, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.At, b.At))
	})
	return q
}
