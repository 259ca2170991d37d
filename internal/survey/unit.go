package survey

import "fmt"

// A Unit is a commune (đơn vị) that asks its people.
type Unit struct {
	Code string `json:"code"`
	// Name is the short name, "xã Ninh Giang"; Authority the body that asks,
	// "Ủy ban nhân dân xã Ninh Giang".
	Name      Text `json:"name"`
	Authority Text `json:"authority"`
}

// A Place is a reception point (điểm tiếp nhận) of a unit.
type Place struct {
	Code     string    `json:"code"`
	Unit     string    `json:"unit"`
	Name     Text      `json:"name"`
	Counters []Counter `json:"counters"`
}

// A Counter is a desk (quầy) in a place.
type Counter struct {
	Code string `json:"code"`
	Name Text   `json:"name"`
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
	Code   string `yaml:"code"`
	Text   Text   `yaml:"text"`
	Office Text   `yaml:"office"`
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
}

// OpenOn reports whether the campaign accepts responses on the day.
func (c *Campaign) OpenOn(d Date) bool {
	return !c.Closed && d >= c.Opens && (c.Closes == nil || d <= *c.Closes)
}

// Shut returns nil while the campaign accepts responses, and otherwise a
// *ShutError that is ErrEarly or ErrClosed.
func (c *Campaign) Shut(today Date) error {
	if c.OpenOn(today) {
		return nil
	}
	return &ShutError{Campaign: *c, Early: today < c.Opens && !c.Closed}
}

// A ShutError says that a campaign takes no responses, and which one, so that a
// page can tell when it does.
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
