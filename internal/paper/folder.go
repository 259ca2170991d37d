package paper

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"hailong/internal/survey"
)

// A Folder is all that is known of a batch. It is a copy: nobody else changes it.
type Folder struct {
	Batch Batch
	// Openings are the counts of the box, the last of which is right.
	Openings []Opening
	// Closing says who began to close the batch, Closed who finished.
	Closing, Closed *Act
	// Destroyed is the day on which the forms were destroyed.
	Destroyed *survey.Date
	// Acts is who did what, in its order.
	Acts []Act

	entries map[int]*Entry
	covered map[int]bool // numbers among which a draw has chosen
	secret  []byte
	events  int
	content bool // something of what stood on the forms, or the secret, is there
}

// A Deed is something that somebody does with a batch.
type Deed string

// The deeds.
const (
	DeedOpened    Deed = "opened"    // counted the box
	DeedKeyed     Deed = "keyed"     // keyed or corrected entries
	DeedDrawn     Deed = "drawn"     // had numbers drawn for the second entry
	DeedSecond    Deed = "second"    // keyed a second entry
	DeedClosing   Deed = "closing"   // began to close
	DeedClosed    Deed = "closed"    // finished closing
	DeedForgotten Deed = "forgotten" // removed what stood on the forms
)

// An Act is what somebody did at one time, with which numbers.
type Act struct {
	By      string
	At      time.Time
	Did     Deed
	Serials []int
}

func newFolder(b Batch) *Folder {
	return &Folder{Batch: b, entries: make(map[int]*Entry), covered: make(map[int]bool)}
}

// Opening returns the count of the box, or nil where nobody has opened it.
func (f *Folder) Opening() *Opening {
	if len(f.Openings) == 0 {
		return nil
	}
	return &f.Openings[len(f.Openings)-1]
}

// Entry returns what was keyed under a number, or nil.
func (f *Folder) Entry(serial int) *Entry { return f.entries[serial] }

// Entries returns every entry by its number, those taken back among them.
func (f *Folder) Entries() []*Entry {
	list := make([]*Entry, 0, len(f.entries))
	for _, serial := range slices.Sorted(maps.Keys(f.entries)) {
		list = append(list, f.entries[serial])
	}
	return list
}

// writable returns nil while entries can be made.
func (f *Folder) writable() error {
	switch {
	case f.Closing != nil:
		return fmt.Errorf("batch %s: %w", f.Batch.Code, ErrClosed)
	case f.Opening() == nil:
		return fmt.Errorf("batch %s: %w", f.Batch.Code, ErrUnopened)
	}
	return nil
}

// add makes an event part of the folder.
func (f *Folder) add(e *numbered) error {
	if f.events++; e.n != f.events {
		return fmt.Errorf("batch %s: event %d is missing from its journal", f.Batch.Code, f.events)
	}
	act := Act{By: e.By, At: e.At}
	switch {
	case e.Opening != nil:
		act.Did = DeedOpened
		o := *e.Opening
		o.By, o.At = e.By, e.At
		f.Openings = append(f.Openings, o)
	case e.Keyed != nil:
		act.Did = DeedKeyed
		for _, k := range e.Keyed {
			entry := f.entry(k.Serial)
			// What was drawn from is what the draw saw. A number that is changed
			// afterwards goes into the next draw, or the sample would vouch for
			// nothing.
			if !entry.Drawn && len(entry.Versions) > 0 {
				delete(f.covered, k.Serial)
			}
			entry.Versions = append(entry.Versions, k.version(&e.event))
			act.Serials = append(act.Serials, k.Serial)
		}
	case e.Draw != nil:
		act.Did, act.Serials = DeedDrawn, e.Draw.Chosen
		f.addDraw(e.Draw)
	case e.Second != nil:
		act.Did, act.Serials = DeedSecond, []int{e.Second.Serial}
		s := e.Second
		f.entry(s.Serial).Second = &Second{s.version(&e.event), s.Of, s.Compared, s.Different}
	case e.Closing != nil:
		act.Did = DeedClosing
		f.Closing, f.secret = &act, e.Closing.Secret
	case e.Closed:
		act.Did = DeedClosed
		f.Closed = &act
	case e.Destroyed != nil:
		act.Did, f.Destroyed = DeedForgotten, e.Destroyed
	}
	f.Acts = append(f.Acts, act)
	_, has := e.bare()
	f.content = f.content || has
	return nil
}

// entry returns the entry of a number, which is made where there is none.
func (f *Folder) entry(serial int) *Entry {
	e := f.entries[serial]
	if e == nil {
		e = &Entry{Serial: serial}
		f.entries[serial] = e
	}
	return e
}

// Remains reports whether something of destroyed forms still lies here, because
// Forget was interrupted: call it again.
func (f *Folder) Remains() bool { return f.Destroyed != nil && f.content }
