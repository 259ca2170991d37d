package survey

import "encoding/json"

// Stamp names what the unit says. A form carries the stamp of what it was made
// from, so that it cannot undo what somebody else has changed since.
func (u Unit) Stamp() string { return stamp(u) }

// Stamp names what the place says, as that of a Unit does.
func (p Place) Stamp() string { return stamp(p) }

// Stamp names what the campaign says, as that of a Unit does.
func (c Campaign) Stamp() string { return stamp(c) }

// stamp follows from what is kept of a value, so that old records have one too
// and no writer can forget to renew it.
func stamp(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // a mistake in the type itself: it can be kept nowhere
	}
	d := digest("stamp", string(b))
	return crockford.EncodeToString(d[:10])
}
