package duty

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// Patience is how long a claim holds that nobody renews.
const Patience = time.Minute

// renewal is how often a holder renews its claim, and how often Hold asks again
// for one that another has.
const (
	renewal = Patience / 4
	polling = 200 * time.Millisecond
)

// Kind is where the claims are. They mean nothing beyond the running instances.
const Kind = "duties"

const claims store.Kind[claim] = Kind

// A claim is one instance's word that it does a job.
type claim struct {
	Job string `json:"job"`
	// Turn is what the job was done for, such as a night.
	Turn   string    `json:"turn"`
	Holder string    `json:"holder"`
	Seen   time.Time `json:"seen"`
	// Over is set when the holder has stopped, Done when it had finished.
	Over bool `json:"over,omitempty"`
	Done bool `json:"done,omitempty"`
}

// A Roster is one instance's view of the shared work.
type Roster struct {
	registry store.Registry
	holder   string
	now      func() time.Time
}

// NewRoster returns the roster of the instance with a name of its own.
func NewRoster(r store.Registry, holder string, now func() time.Time) *Roster {
	return &Roster{r, holder, now}
}

// Do does the job for a turn unless another instance is at it or has done that
// turn, and reports whether this call did it. The context of do ends when the
// claim is lost.
func (r *Roster) Do(ctx context.Context, job, turn string, do func(context.Context) error) (mine bool, err error) {
	id, mine, err := r.take(ctx, job, turn)
	if err != nil || !mine {
		return false, err
	}
	return true, r.work(ctx, id, claim{Job: job, Turn: turn}, do)
}

// Hold waits until nobody else is at the job and does something in its place, so
// that the job cannot run meanwhile.
func (r *Roster) Hold(ctx context.Context, job string, do func(context.Context) error) error {
	for {
		mine, err := r.Do(ctx, job, "", do)
		if mine || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w", job, ctx.Err())
		case <-time.After(polling):
		}
	}
}

// take creates the claim that follows the newest, if that one allows it.
func (r *Roster) take(ctx context.Context, job, turn string) (id string, mine bool, err error) {
	number, newest, err := r.newest(ctx, job)
	if err != nil {
		return "", false, err
	}
	if number > 0 {
		if !newest.Over && r.now().Sub(newest.Seen).Abs() < Patience {
			return "", false, nil
		}
		if newest.Done && turn != "" && newest.Turn == turn {
			return "", false, nil
		}
	}
	id = claimID(job, number+1)
	err = claims.Create(ctx, r.registry, id, r.claim(job, turn))
	if errors.Is(err, survey.ErrExists) {
		return "", false, nil // another was faster
	}
	if err != nil {
		return "", false, err
	}
	return id, r.isNewest(ctx, id, job), nil
}

// isNewest looks again after creating a claim: who looked long ago may have
// created one that had been there, was over, and is cleared away.
func (r *Roster) isNewest(ctx context.Context, id, job string) bool {
	number, _, err := r.newest(ctx, job)
	if err == nil && claimID(job, number) == id {
		return true
	}
	_ = claims.Delete(ctx, r.registry, id) // or it holds until Patience is over
	return false
}

func (r *Roster) claim(job, turn string) claim {
	return claim{Job: job, Turn: turn, Holder: r.holder, Seen: r.now()}
}

func claimID(job string, number int) string { return fmt.Sprintf("%s %09d", job, number) }

// newest returns the claim with the highest number, 0 where there is none.
func (r *Roster) newest(ctx context.Context, job string) (number int, newest claim, err error) {
	for rec, err := range r.registry.List(ctx, string(claims)) {
		if err != nil {
			return 0, newest, err
		}
		text, is := strings.CutPrefix(rec.ID, job+" ")
		if !is {
			continue
		}
		if _, err := fmt.Sscanf(text, "%d", &number); err != nil {
			return 0, newest, fmt.Errorf("claim %q: not one of ours", rec.ID)
		}
		newest = claim{}
		if err := json.Unmarshal(rec.Value, &newest); err != nil {
			return 0, newest, fmt.Errorf("claim %q: %w", rec.ID, err)
		}
	}
	return number, newest, nil
}

// errLost: another instance has taken the job over.
var errLost = errors.New("another instance has taken over")

// work runs the job while it renews the claim.
func (r *Roster) work(ctx context.Context, id string, c claim, do func(context.Context) error) error {
	working, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	ended := make(chan error, 1)
	go func() { ended <- do(working) }()
	timer := time.NewTicker(renewal)
	defer timer.Stop()
	for {
		select {
		case err := <-ended:
			return r.finish(ctx, id, c, errors.Join(err, lost(working)))
		case <-timer.C:
			if err := r.renew(ctx, id, c); err != nil {
				stop(err)
			}
		}
	}
}

func lost(ctx context.Context) error {
	if err := context.Cause(ctx); errors.Is(err, errLost) {
		return err
	}
	return nil
}

// renew says that the holder lives, unless there is a newer claim. A store that
// is away for a moment takes nothing from anybody.
func (r *Roster) renew(ctx context.Context, id string, c claim) error {
	number, _, err := r.newest(ctx, c.Job)
	if err != nil {
		return nil
	}
	if claimID(c.Job, number) != id {
		return fmt.Errorf("%s: %w", c.Job, errLost)
	}
	_ = claims.Replace(ctx, r.registry, id, r.claim(c.Job, c.Turn))
	return nil
}

// finish marks the claim, and removes those before it. The mark is written also
// where the work was broken off, so that the next need not wait.
func (r *Roster) finish(ctx context.Context, id string, c claim, failure error) error {
	if errors.Is(failure, errLost) {
		return failure
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), renewal)
	defer cancel()
	mark := r.claim(c.Job, c.Turn)
	mark.Over, mark.Done = true, failure == nil
	if err := claims.Replace(ctx, r.registry, id, mark); err != nil {
		return errors.Join(failure, fmt.Errorf("mark %s as over: %w", c.Job, err))
	}
	return errors.Join(failure, r.clear(ctx, id, c.Job))
}

func (r *Roster) clear(ctx context.Context, id, job string) error {
	for rec, err := range r.registry.List(ctx, string(claims)) {
		if err == nil && strings.HasPrefix(rec.ID, job+" ") && rec.ID < id {
			err = r.registry.Delete(ctx, string(claims), rec.ID)
		}
		if err != nil {
			return fmt.Errorf("clear claims of %s: %w", job, err)
		}
	}
	return nil
}
