package survey

import (
	"fmt"
	"slices"
)

// A Unit is a commune (đơn vị) that asks its people.
type Unit struct {
	Code string `json:"code"`
	// Name is the short name, "xã Ninh Giang"; Authority the body that asks,
	// "Ủy ban nhân dân xã Ninh Giang".
	Name      Text `json:"name"`
	Authority Text `json:"authority"`
	// Fields are the unit's own service fields in the order of its pages; empty
	// where it uses the catalogue's.
	Fields []Field `json:"fields,omitempty"`
	// Hidden are the fields that people chose from once. Responses that carry
	// them are counted as before.
	Hidden []Field `json:"hidden,omitempty"`
}

// OfferedFields returns the fields that people choose from: those of the unit's
// own list or, where it has none, the catalogue's.
func (u *Unit) OfferedFields(catalogue []Field) []Field {
	if len(u.Fields) > 0 {
		return u.Fields
	}
	return catalogue
}

// ServiceFields returns every field that a response of the unit may carry: those
// on offer, then the hidden ones.
func (u *Unit) ServiceFields(catalogue []Field) []Field {
	return slices.Concat(u.OfferedFields(catalogue), u.Hidden)
}

// A Place is a reception point (điểm tiếp nhận) of a unit.
type Place struct {
	Code     string    `json:"code"`
	Unit     string    `json:"unit"`
	Name     Text      `json:"name"`
	Counters []Counter `json:"counters"`
	// Hours are when people are received there, several stretches a day.
	Hours []Hours `json:"hours,omitempty"`
	// Closed places are no longer used: nothing new is hung there, but their
	// figures stay.
	Closed bool `json:"closed,omitempty"`
}

// A Counter is a desk (quầy) in a place.
type Counter struct {
	Code string `json:"code"`
	Name Text   `json:"name"`
	// Closed counters are no longer used; their figures stay.
	Closed bool `json:"closed,omitempty"`
}

// Counter returns the counter with the code, or nil.
func (p *Place) Counter(code string) *Counter {
	for i := range p.Counters {
		if p.Counters[i].Code == code {
			return &p.Counters[i]
		}
	}
	return nil
}

// A Field is a kind of administrative service (lĩnh vực).
type Field struct {
	Code   string `yaml:"code" json:"code"`
	Text   Text   `yaml:"text" json:"text"`
	Office Text   `yaml:"office" json:"office,omitempty"`
}

// A Campaign is a template run at a unit's places over some time.
type Campaign struct {
	Code     string `json:"code"`
	Unit     string `json:"unit"`
	Name     Text   `json:"name"`
	Template Ref    `json:"template"`
	// Scheme says how quarters are cut: "calendar" or "reporting" (package period).
	Scheme string `json:"scheme"`
	// Opens is the first day on which responses are accepted.
	Opens Date `json:"opens"`
	// Closes is the last such day; nil while the campaign is open without an end.
	Closes *Date `json:"closes,omitempty"`
	// Closed ends the campaign at once, in the middle of its last day.
	Closed bool `json:"closed,omitempty"`
	// Draft campaigns are still being made; citizens meet one that is not yet
	// open, whatever its days.
	Draft bool `json:"draft,omitempty"`
	// Places are the reception points where it runs; empty for all of the unit.
	Places []string `json:"places,omitempty"`
	// Target is what the index is to reach, in hundredths of a percent; 0 is none.
	Target int64 `json:"target,omitempty"`
}

// WholeTarget is a target of 100 percent.
const WholeTarget = 100_00

// At reports whether the campaign runs at a place of its unit.
func (c *Campaign) At(place string) bool { return among(c.Places, place) }

// A State is where a campaign stands on some day.
type State string

// The states of a campaign, in their order.
const (
	StateDraft  State = "draft"
	StateEarly  State = "early"
	StateOpen   State = "open"
	StateClosed State = "closed"
)

// State returns where the campaign stands on the day.
func (c *Campaign) State(d Date) State {
	switch {
	case c.Draft:
		return StateDraft
	case c.Closed:
		return StateClosed
	case d < c.Opens:
		return StateEarly
	case c.Closes != nil && d > *c.Closes:
		return StateClosed
	}
	return StateOpen
}

// OpenOn reports whether the campaign accepts responses on the day.
func (c *Campaign) OpenOn(d Date) bool { return c.State(d) == StateOpen }

// Shut returns nil while the campaign accepts responses, and otherwise a
// *ShutError that is ErrEarly or ErrClosed.
func (c *Campaign) Shut(today Date) error {
	state := c.State(today)
	if state == StateOpen {
		return nil
	}
	return &ShutError{Campaign: *c, Early: state == StateDraft || state == StateEarly}
}

// A ShutError says that a campaign takes no responses, and which one, so that a
// page can tell when it does. The days of a draft are promised to nobody yet.
type ShutError struct {
	Campaign Campaign
	Early    bool
}

// Error names the campaign.
func (e *ShutError) Error() string {
	return fmt.Sprintf("campaign %s: %v", e.Campaign.Code, e.Unwrap())
}

// Unwrap returns ErrEarly or ErrClosed.
func (e *ShutError) Unwrap() error {
	if e.Early {
		return ErrEarly
	}
	return ErrClosed
}

// A Poster is a public code that hangs somewhere. What it opens can be changed
// without printing it again.
type Poster struct {
	Code     string  `json:"code"`
	Campaign string  `json:"campaign"`
	Place    string  `json:"place"`
	Counter  string  `json:"counter"`
	Channel  Channel `json:"channel"`
	// Field is the service field offered first, or "".
	Field  string `json:"field,omitempty"`
	Voided bool   `json:"voided,omitempty"`
	// Since is the day from which the code hangs where it points; zero where
	// nobody wrote it down.
	Since Date `json:"since,omitzero"`
}
