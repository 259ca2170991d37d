package transfer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// Refusals of Copy.
var (
	// ErrNotEmpty: the target holds something that is not of this transfer.
	ErrNotEmpty = errors.New("the target is not empty")
	// ErrUnfinished: the store is the target of a transfer that has not ended.
	ErrUnfinished = errors.New("the store was only partly filled")
	// ErrDiffers: what arrived is not what was there.
	ErrDiffers = errors.New("the copy differs")
)

// marks are the one record that a target has while it is being filled.
const marks store.Kind[mark] = "transfers"

const markID = "transfer"

// A mark says where the contents come from and how far they have come.
type mark struct {
	From     string      `json:"from"`
	Campaign string      `json:"campaign,omitempty"`
	Day      survey.Date `json:"day,omitempty"`
}

// A Job is one transfer.
type Job struct {
	From, To store.Store
	// Source names From in words, so that a transfer that was broken off is taken
	// up again only with the same one.
	Source string
	// Skip are the kinds of records that are left out: claims of running
	// instances, and what the target can make anew.
	Skip []string
	// Begin, if set, is called before each stage with the number of responses in
	// it, or -1 where it is not known yet; Step during it.
	Begin func(stage string, responses int64)
	Step  func(n int)
}

// The stages of a Job, in order.
const (
	Reading   = "reading"
	Copying   = "copying"
	Verifying = "verifying"
)

// Finished returns ErrUnfinished for a store that a transfer has left half full:
// no service may run on it.
func Finished(ctx context.Context, s store.Registry) error {
	m, err := marks.Get(ctx, s, markID)
	if errors.Is(err, survey.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("%w from %s; run the same hailong copy again to the end, or empty it and begin anew", ErrUnfinished, m.From)
}

// Run copies everything and compares. It may be repeated after any failure, and
// goes on where it was broken off. It returns what both stores hold.
func (j Job) Run(ctx context.Context) (Summary, error) {
	if err := Finished(ctx, j.From); err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	at, err := j.start(ctx)
	if err != nil {
		return nil, err
	}
	there, err := j.summary(ctx, Reading, j.From, -1)
	if err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	j.begin(Copying, there.Responses())
	if err := j.responses(ctx, at, there); err != nil {
		return nil, err
	}
	if err := j.records(ctx); err != nil {
		return nil, err
	}
	arrived, err := j.summary(ctx, Verifying, j.To, there.Responses())
	if err != nil {
		return nil, fmt.Errorf("target: %w", err)
	}
	if d := there.Differences(arrived); len(d) > 0 {
		return nil, fmt.Errorf("%w: %s. Stop every service on both, empty the target, and copy again", ErrDiffers, strings.Join(d, "; "))
	}
	return there, marks.Delete(ctx, j.To, markID)
}

func (j Job) begin(stage string, responses int64) {
	if j.Begin != nil {
		j.Begin(stage, responses)
	}
}

func (j Job) summary(ctx context.Context, stage string, s store.Store, responses int64) (Summary, error) {
	j.begin(stage, responses)
	return Summarize(ctx, s, j.Skip, j.Step)
}

// start marks the target, or returns the mark that it has of the same source.
func (j Job) start(ctx context.Context) (mark, error) {
	m, err := marks.Get(ctx, j.To, markID)
	switch {
	case err == nil && m.From == j.Source:
		return m, nil
	case err == nil:
		return m, fmt.Errorf("%w: it is being filled from %s; name just that with --from, or empty it", ErrNotEmpty, m.From)
	case !errors.Is(err, survey.ErrNotFound):
		return m, fmt.Errorf("target: %w", err)
	}
	if err := j.empty(ctx); err != nil {
		return m, err
	}
	m = mark{From: j.Source}
	return m, marks.Create(ctx, j.To, markID, m)
}

func (j Job) empty(ctx context.Context) error {
	kinds, err := kindsOf(ctx, j.To, j.Skip)
	if err != nil {
		return fmt.Errorf("target: %w", err)
	}
	for _, kind := range kinds {
		for _, err := range j.To.List(ctx, kind) {
			if err != nil {
				return fmt.Errorf("target: %w", err)
			}
			return fmt.Errorf("%w: it has %s. Name an empty folder or database", ErrNotEmpty, kind)
		}
	}
	return nil
}

// responses copies those of every campaign from the mark on.
func (j Job) responses(ctx context.Context, at mark, there Summary) error {
	campaigns, err := campaignsOf(ctx, j.From)
	if err != nil {
		return fmt.Errorf("source: %w", err)
	}
	for _, campaign := range campaigns {
		scope := always(campaign)
		switch {
		case campaign < at.Campaign:
			j.step(int(there[responsesPart+campaign].Count))
			continue
		case campaign == at.Campaign:
			scope.From = at.Day
		}
		if err := j.campaign(ctx, scope); err != nil {
			return err
		}
	}
	return nil
}

func (j Job) step(n int) {
	if j.Step != nil {
		j.Step(n)
	}
}

// marking is how many responses are copied between two marks: as many as may
// have to be copied again.
const marking = 16 * store.MaxBatch

// campaign copies the responses of one campaign, day by day.
func (j Job) campaign(ctx context.Context, scope survey.Scope) error {
	batch := make([]survey.Response, 0, store.MaxBatch)
	since := 0
	flush := func() error {
		if _, err := j.To.Insert(ctx, batch); err != nil {
			return fmt.Errorf("target: %w", err)
		}
		j.step(len(batch))
		since += len(batch)
		batch = batch[:0]
		return nil
	}
	for r, err := range j.From.Responses(ctx, scope) {
		if err != nil {
			return fmt.Errorf("source: %w", err)
		}
		if len(batch) == cap(batch) {
			if err := flush(); err != nil {
				return err
			}
		}
		if since >= marking && len(batch) == 0 { // all before this one have arrived
			m := mark{From: j.Source, Campaign: scope.Campaign, Day: r.Date}
			if err := marks.Replace(ctx, j.To, markID, m); err != nil {
				return fmt.Errorf("target: %w", err)
			}
			since = 0
		}
		kept := *r
		kept.Answers = slices.Clone(r.Answers)
		batch = append(batch, kept)
	}
	if len(batch) == 0 {
		return nil
	}
	return flush()
}

// records copies the registry.
func (j Job) records(ctx context.Context) error {
	kinds, err := kindsOf(ctx, j.From, j.Skip)
	if err != nil {
		return fmt.Errorf("source: %w", err)
	}
	for _, kind := range kinds {
		for r, err := range j.From.List(ctx, kind) {
			if err != nil {
				return fmt.Errorf("source: %w", err)
			}
			if err := j.To.Replace(ctx, kind, r.ID, r.Value); err != nil {
				return fmt.Errorf("target: %w", err)
			}
		}
	}
	return nil
}
