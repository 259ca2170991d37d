package paper

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// events are the journals of all batches. The id of an event is its batch and its
// number in the journal, so that its place is taken once.
const events store.Kind[event] = "paper-events"

// An event is one thing that happened to a batch. One of its parts is set.
type event struct {
	At time.Time `json:"at"`
	By string    `json:"by"`

	Opening *Opening `json:"opening,omitempty"`
	Keyed   []keyed  `json:"keyed,omitempty"`
	Draw    *draw    `json:"draw,omitempty"`
	Second  *second  `json:"second,omitempty"`
	Closing *closing `json:"closing,omitempty"`
	Closed  bool     `json:"closed,omitempty"`
	// Destroyed is the day of the minutes on the destruction of the forms.
	Destroyed *survey.Date `json:"destroyed,omitempty"`
}

// keyed is a version of one entry.
type keyed struct {
	Serial int    `json:"serial"`
	Form   Form   `json:"form"`
	Why    string `json:"why,omitempty"`
}

// draw chose numbers for the second entry among those entered and not drawn before.
type draw struct {
	// Seed is what chose: who has it can choose again and see.
	Seed   []byte `json:"seed"`
	Among  []int  `json:"among"`
	Chosen []int  `json:"chosen"`
}

// second is a second entry.
type second struct {
	keyed
	Of        int      `json:"of"`
	Compared  int      `json:"compared"`
	Different []string `json:"different,omitempty"`
}

// closing decides which entries become responses: those before it.
type closing struct {
	// Secret is what the ids come from; none once it is forgotten.
	Secret []byte `json:"secret,omitempty"`
}

// bare returns an event without what stood on the forms and without the secret,
// and whether there was any of it.
func (e event) bare() (event, bool) {
	had := false
	strip := func(k keyed) keyed {
		form := k.Form.bare()
		had = had || k.Why != "" || !k.Form.equal(&form)
		return keyed{Serial: k.Serial, Form: form}
	}
	if e.Keyed != nil {
		list := make([]keyed, len(e.Keyed))
		for i, k := range e.Keyed {
			list[i] = strip(k)
		}
		e.Keyed = list
	}
	if e.Second != nil {
		s := *e.Second
		s.keyed = strip(s.keyed)
		e.Second = &s
	}
	if e.Closing != nil {
		had = had || len(e.Closing.Secret) > 0
		e.Closing = &closing{}
	}
	return e, had
}

// eventID names an event. The digits keep the journal in its order; the most a
// batch can have is some thousands.
func eventID(batch string, n int) string { return fmt.Sprintf("%s/%06d", batch, n) }

// parseEventID reads what eventID wrote.
func parseEventID(id string) (batch string, n int, ok bool) {
	batch, digits, _ := strings.Cut(id, "/")
	n, err := strconv.Atoi(digits)
	return batch, n, err == nil && eventID(batch, n) == id
}

// journal yields the events of the batches that are wanted, each batch's in order.
func (l *Ledger) journal(ctx context.Context, wanted func(batch string) bool) iter.Seq2[numbered, error] {
	return func(yield func(numbered, error) bool) {
		for r, err := range l.store.List(ctx, string(events)) {
			var n numbered
			if err == nil {
				n, err = decodeEvent(r)
			}
			if err == nil && !wanted(n.batch) {
				continue
			}
			if err == nil {
				err = n.decode(r.Value)
			}
			if !yield(n, err) || err != nil {
				return
			}
		}
	}
}

// numbered is an event with its place.
type numbered struct {
	event
	batch string
	n     int
}

func decodeEvent(r store.Record) (numbered, error) {
	batch, n, ok := parseEventID(r.ID)
	if !ok {
		return numbered{}, fmt.Errorf("list %s: %q is not the id of an event", events, r.ID)
	}
	return numbered{batch: batch, n: n}, nil
}

func (n *numbered) decode(value []byte) error {
	if err := json.Unmarshal(value, &n.event); err != nil {
		return fmt.Errorf("decode %s: %w", events, err)
	}
	return nil
}
