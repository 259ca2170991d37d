package intake

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// commitLimit bounds one commit. A disk or database that needs longer is
// treated as away; the same keys may be sent again.
const commitLimit = 5 * time.Second

// answerLimit bounds how long a submission waits: a person who is told nothing
// for longer presses again or goes away. The commit goes on.
const answerLimit = 2500 * time.Millisecond

// A Queue joins submissions that wait at the same time into one durable commit.
// While a commit is under way the next batch gathers, so that the batch grows
// with the load and a lone submission waits for nobody.
type Queue struct {
	store  store.Responses
	notify func(Commit)
	now    func() time.Time

	waiting chan submission
	drained chan struct{}

	mu     sync.RWMutex
	closed bool
}

// A Commit tells an observer what one shared commit was.
type Commit struct {
	Size int
	Took time.Duration
	Err  error
}

type submission struct {
	response survey.Response
	done     chan outcome
}

type outcome struct {
	fresh bool
	err   error
}

// QueueOptions are what a Queue needs besides its store.
type QueueOptions struct {
	// Depth is the most submissions that may wait for a commit.
	Depth int
	// Now is the clock by which commits are timed.
	Now func() time.Time
	// Notify, if set, is called after every commit.
	Notify func(Commit)
}

// NewQueue starts a queue over a store. Close it to stop its goroutine.
func NewQueue(s store.Responses, o QueueOptions) *Queue {
	q := &Queue{
		store:   s,
		now:     o.Now,
		notify:  o.Notify,
		waiting: make(chan submission, o.Depth),
		drained: make(chan struct{}),
	}
	go q.run()
	return q
}

// Add waits until the response is durably stored and reports whether this call
// stored it (false: it was there already). A full queue is survey.ErrBusy, a
// store that cannot write, or not in time, survey.ErrUnavailable. A context or a
// time that ends makes Add return, but never stops a commit: the response may be
// stored all the same, and adding it again finds it there.
func (q *Queue) Add(ctx context.Context, r survey.Response) (fresh bool, err error) {
	s := submission{response: r, done: make(chan outcome, 1)}
	if err := q.enter(s); err != nil {
		return false, err
	}
	limit := time.NewTimer(answerLimit)
	defer limit.Stop()
	select {
	case o := <-s.done:
		return o.fresh, o.err
	case <-ctx.Done():
		return false, fmt.Errorf("wait for commit: %w", ctx.Err())
	case <-limit.C:
		return false, fmt.Errorf("wait for commit: not in %v: %w", answerLimit, survey.ErrUnavailable)
	}
}

func (q *Queue) enter(s submission) error {
	q.mu.RLock()
	defer q.mu.RUnlock()
	if q.closed {
		return fmt.Errorf("queue is closing: %w", survey.ErrUnavailable)
	}
	select {
	case q.waiting <- s:
		return nil
	default:
		return fmt.Errorf("queue holds %d: %w", cap(q.waiting), survey.ErrBusy)
	}
}

// Close refuses further submissions, commits those that wait, and returns when
// every one of them has its answer.
func (q *Queue) Close() {
	q.mu.Lock()
	if !q.closed {
		q.closed = true
		close(q.waiting)
	}
	q.mu.Unlock()
	<-q.drained
}

func (q *Queue) run() {
	defer close(q.drained)
	batch := make([]submission, 0, store.MaxBatch)
	responses := make([]survey.Response, 0, store.MaxBatch)
	for first := range q.waiting {
		batch = q.gather(append(batch[:0], first))
		responses = responses[:0]
		for _, s := range batch {
			responses = append(responses, s.response)
		}
		q.commit(batch, responses)
		clear(batch)
		clear(responses)
	}
}

// gather takes what is waiting at this moment. Whoever is on the way to the queue,
// and needs nothing but a turn of the processor, is let in as well: a commit costs
// about the same for one as for many. A lone submission waits for nothing.
func (q *Queue) gather(batch []submission) []submission {
	for yielded := false; len(batch) < store.MaxBatch; {
		select {
		case s, ok := <-q.waiting:
			if !ok {
				return batch
			}
			batch = append(batch, s)
			continue
		default:
		}
		if yielded {
			return batch
		}
		runtime.Gosched()
		yielded = true
	}
	return batch
}

func (q *Queue) commit(batch []submission, responses []survey.Response) {
	ctx, cancel := context.WithTimeout(context.Background(), commitLimit)
	defer cancel()
	start := q.now()
	fresh, err := q.store.Insert(ctx, responses)
	for i, s := range batch {
		o := outcome{err: err}
		if err == nil {
			o.fresh = fresh[i]
		}
		s.done <- o
	}
	if q.notify != nil {
		took := max(0, q.now().Sub(start)) // the clock may have been set back
		q.notify(Commit{Size: len(batch), Took: took, Err: err})
	}
}
