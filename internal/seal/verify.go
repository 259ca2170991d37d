package seal

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hailong/internal/audit"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A BrokenError says where the chain is not what was sealed.
type BrokenError struct {
	// Number is the first entry that is wrong or missing.
	Number int64
	What   string
}

// Error says it in one line.
func (e *BrokenError) Error() string { return fmt.Sprintf("seal %d: %s", e.Number, e.What) }

// A Report is what came of verifying a chain that is whole.
type Report struct {
	// Head is the last entry's.
	Head Head
	// Audit are the heads of the audit log that the entries hold: the log must
	// contain them.
	Audit []audit.Head
	// Receipts are sealed and Waiting.
	Receipts, Waiting int
	// Faults say, in a line each, what in the store is not as it was sealed; Notes
	// what somebody should know.
	Faults, Notes []string
}

// errMeanwhile: an entry was made while the store was read.
var errMeanwhile = errors.New("sealed meanwhile")

// Verify reads the whole chain, makes every root anew, those of the responses from the
// responses, and compares. A chain in which an entry was changed, removed, inserted or
// moved is a *BrokenError; known are heads that were written down elsewhere, which it
// must contain. What else differs is in the report's faults.
func Verify(ctx context.Context, s Store, heads ...Head) (Report, error) {
	for {
		c := &checker{store: s, expected: heads, known: nothing(), seen: map[survey.Receipt]int64{}}
		err := c.run(ctx)
		if !errors.Is(err, errMeanwhile) {
			return c.report, err
		}
	}
}

// A checker walks along the chain, then through the store.
type checker struct {
	store    Store
	expected []Head
	known    *known
	seen     map[survey.Receipt]int64 // in which entry
	report   Report
	// lowest is the least that Bare ever was.
	lowest int
	marks  []mark
}

func (c *checker) run(ctx context.Context) error {
	if err := c.chain(ctx); err != nil {
		return err
	}
	var err error
	if c.marks, err = reopened(ctx, c.store); err != nil {
		return fmt.Errorf("verify seals: %w", err)
	}
	for _, m := range c.marks {
		c.note("the responses of %s from %s on were changed by a command and will be sealed anew in the coming night", m.Campaign, m.From)
	}
	if err := c.days(ctx); err != nil {
		return fmt.Errorf("verify seals: %w", err)
	}
	if err := c.counts(ctx); err != nil {
		return fmt.Errorf("verify seals: %w", err)
	}
	_, err = c.store.Read(ctx, string(records), id(c.known.next()))
	if errors.Is(err, survey.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("verify seals: %w", err)
	}
	return errMeanwhile
}

func (c *checker) fault(format string, args ...any) {
	c.report.Faults = append(c.report.Faults, fmt.Sprintf(format, args...))
}

func (c *checker) note(format string, args ...any) {
	c.report.Notes = append(c.report.Notes, fmt.Sprintf(format, args...))
}

// chain reads every entry.
func (c *checker) chain(ctx context.Context) error {
	head, err := heads.Get(ctx, c.store, headID)
	headless := errors.Is(err, survey.ErrNotFound)
	if err != nil && !headless {
		return &BrokenError{1, "the record of the head cannot be read: " + err.Error()}
	}
	if head.Number > 0 {
		c.expected = append(slices.Clone(c.expected), head)
	}
	for one, err := range c.store.List(ctx, string(records)) {
		if err != nil {
			return fmt.Errorf("verify seals: %w", err)
		}
		if err := c.entry(one); err != nil {
			return err
		}
	}
	last := c.known.last().Number
	// Only a crash between the very first entry and its head leaves none.
	if headless && last > 1 {
		return &BrokenError{last + 1, "the record of the head is missing, and with it perhaps the entries after this"}
	}
	for _, h := range c.expected {
		if h.Number > last {
			return &BrokenError{last + 1, fmt.Sprintf("the entries up to %d are missing", h.Number)}
		}
	}
	c.known.sort()
	c.report.Head = c.known.last().Head()
	return nil
}

// entry checks one record and takes it in.
func (c *checker) entry(one store.Record) error {
	number := c.known.next()
	if one.ID != id(number) {
		return &BrokenError{number, "missing; the next record is " + one.ID}
	}
	r, err := decode(one.Value)
	if err != nil {
		return &BrokenError{number, err.Error()}
	}
	again, err := r.sealed()
	switch last := c.known.last(); {
	case err != nil:
		return err
	case r.Number != number:
		return &BrokenError{number, fmt.Sprintf("says it is number %d", r.Number)}
	case again.Entry.Receipts != r.Entry.Receipts || again.Size != r.Size:
		return &BrokenError{number, "its receipts are not those that were sealed"}
	case again.Entry.Responses != r.Entry.Responses:
		return &BrokenError{number, "its days are not those that were sealed"}
	case again.Entry.Counts != r.Entry.Counts:
		return &BrokenError{number, "its counts are not those that were sealed"}
	case again.Hash != r.Hash:
		return &BrokenError{number, "changed: its hash is another"}
	case r.Previous != last.Hash:
		return &BrokenError{number, "does not follow the entry before it"}
	}
	for _, h := range c.expected {
		if h.Number == number && h.Hash != r.Hash {
			return &BrokenError{number, "is not the one that was written down as the head"}
		}
	}
	c.take(r)
	return nil
}

// take takes a sound entry in.
func (c *checker) take(r *record) {
	for _, g := range r.Given {
		if other, twice := c.seen[g]; twice {
			c.fault("the receipt %s is sealed twice, in %d and in %d", g, other, r.Number)
		}
		c.seen[g] = r.Number
	}
	before, bare := c.known.tally.Bare, r.Tally.Bare
	if r.Number > 1 && bare.Low > before.High && r.Reopened == 0 {
		c.note("between seal %d and seal %d, %d responses came without a receipt, or as many receipts were removed", r.Number-1, r.Number, bare.Low-before.High)
	}
	if c.lowest = min(c.lowest, bare.Low); r.Number == 1 || r.Reopened > 0 {
		c.lowest = bare.Low
	}
	if r.Audit.Seq > 0 {
		c.report.Audit = append(c.report.Audit, r.Audit)
	}
	c.known.add(r)
}

// days compares every sealed day with the responses that are stored.
func (c *checker) days(ctx context.Context) error {
	k := c.known
	if len(k.entries) == 0 {
		return nil
	}
	codes, err := campaigns(ctx, c.store)
	if err != nil {
		return err
	}
	for key := range k.days { // also of one whose record is gone
		codes = append(codes, key.campaign)
	}
	slices.Sort(codes)
	for _, code := range slices.Compact(codes) {
		days, err := daysOf(ctx, c.store, code, beginning, k.through)
		if err != nil {
			return err
		}
		c.compare(code, days)
	}
	return nil
}

// compare holds the stored days of a campaign to the sealed ones.
func (c *checker) compare(campaign string, stored []Day) {
	there := map[dayKey]bool{}
	for _, d := range stored {
		there[d.key()] = true
		c.day(c.known.days[d.key()], d)
	}
	for key, sealed := range c.known.days {
		if key.campaign == campaign && !there[key] {
			c.day(sealed, Day{Campaign: campaign, Date: key.date})
		}
	}
}

func (c *checker) day(sealed, stored Day) {
	switch {
	case covers(c.marks, stored.key()):
	case sealed.Responses != stored.Responses:
		c.fault("responses of %s on %s: %d were sealed, %d are stored", stored.Campaign, stored.Date, sealed.Responses, stored.Responses)
	case sealed.Root != stored.Root:
		c.fault("responses of %s on %s: %d were sealed and are stored, but not the same ones", stored.Campaign, stored.Date, stored.Responses)
	}
}

// counts compares how many responses and receipts there are. A receipt leads to no
// response, so numbers are all that there is to compare.
func (c *checker) counts(ctx context.Context) error {
	k := c.known
	before, _, err := pending(ctx, c.store, k)
	if err != nil {
		return err
	}
	responses, err := stored(ctx, c.store, k.days, k.through, map[string]int{})
	if err != nil {
		return err
	}
	after, _, err := pending(ctx, c.store, k)
	if err != nil {
		return err
	}
	c.report.Receipts, c.report.Waiting = k.tally.Total, len(after)
	bare := Bounds{Low: responses - k.tally.Total - len(after), High: responses - k.tally.Total - len(before)}
	switch {
	case len(c.marks) > 0:
	case bare.High < max(c.lowest, 0):
		c.fault("there are %d receipts and only %d responses for them: %d responses are missing, or receipts were added",
			k.tally.Total+len(before), responses-max(c.lowest, 0), max(c.lowest, 0)-bare.High)
	case len(k.entries) > 0 && bare.Low > k.tally.Bare.High:
		c.fault("since seal %d there are %d more responses without a receipt: receipts were removed or responses added (in MongoDB also by an instance that died before it had acknowledged them)",
			k.last().Number, bare.Low-k.tally.Bare.High)
	}
	return nil
}
