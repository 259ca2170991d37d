package paper

import "fmt"

// printed is how many numbers a batch has.
func (b *Batch) printed() int { return b.To - b.From + 1 }

// A Balance is where the forms of a batch are. Issued = Returned + NotReturned
// always; Returned = Valid + those rejected, once all are entered.
type Balance struct {
	Printed, Unused               int
	Issued, Returned, NotReturned int
	Valid                         int
	Rejected                      map[Reason]int
}

// Entered is how many of the returned forms are entered.
func (b *Balance) Entered() int {
	n := b.Valid
	for _, rejected := range b.Rejected {
		n += rejected
	}
	return n
}

// Balance counts the forms. Before the box was opened none was returned, and all
// count as issued.
func (f *Folder) Balance() Balance {
	b := Balance{Printed: f.Batch.printed(), Rejected: make(map[Reason]int)}
	if o := f.Opening(); o != nil {
		b.Unused, b.Returned = o.Unused, o.Returned
	}
	b.Issued = b.Printed - b.Unused
	b.NotReturned = b.Issued - b.Returned
	for _, e := range f.entries {
		switch last := e.Last(); {
		case last.Valid():
			b.Valid++
		case last.returned():
			b.Rejected[last.Reason]++
		}
	}
	return b
}

// Work is what has to be done before a batch can be closed.
type Work struct {
	// Enter is how many forms are not entered; less than 0 where more are entered
	// than were in the box.
	Enter int
	// Undrawn is how many entries nobody has drawn from for the second entry.
	Undrawn int
	// Second are the numbers to be keyed a second time, Unsettled those whose
	// entries differ.
	Second, Unsettled []int
}

// Done reports whether nothing is left.
func (w Work) Done() bool {
	return w.Enter == 0 && w.Undrawn == 0 && len(w.Second) == 0 && len(w.Unsettled) == 0
}

// Work tells what is left to do.
func (f *Folder) Work() Work {
	b := f.Balance()
	w := Work{Enter: b.Returned - b.Entered(), Undrawn: len(f.undrawn())}
	for _, e := range f.Entries() {
		if e.Awaits() {
			w.Second = append(w.Second, e.Serial)
		}
		if e.Unsettled() {
			w.Unsettled = append(w.Unsettled, e.Serial)
		}
	}
	return w
}

// An Unbalanced error says that other than the returned forms are entered.
type Unbalanced struct{ Entered, Returned int }

// Error tells both numbers.
func (e *Unbalanced) Error() string {
	return fmt.Sprintf("paper balance: %d forms entered of %d returned", e.Entered, e.Returned)
}

// An Unfinished error says that second entries are missing or not settled.
type Unfinished struct{ Work Work }

// Error tells how many.
func (e *Unfinished) Error() string {
	w := &e.Work
	return fmt.Sprintf("paper second entry: %d entries not drawn from, %d awaited, %d not settled", w.Undrawn, len(w.Second), len(w.Unsettled))
}

// complete returns nil where all that was in the box is entered.
func (f *Folder) complete() error {
	if err := f.writable(); err != nil {
		return err
	}
	if b := f.Balance(); b.Entered() != b.Returned {
		return &Unbalanced{b.Entered(), b.Returned}
	}
	return nil
}

// ready returns nil where the batch can be closed.
func (f *Folder) ready() error {
	if err := f.complete(); err != nil {
		return err
	}
	if w := f.Work(); !w.Done() {
		return &Unfinished{w}
	}
	return nil
}
