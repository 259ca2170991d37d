package watch

import (
	"cmp"
	"fmt"

	"hailong/internal/survey"
)

// A Kind says what an alert saw too much of, or too little.
type Kind string

// The kinds of alerts.
const (
	Burst    Kind = "burst"    // many in a short time by one code
	Clones   Kind = "clones"   // responses that are alike, or of one text
	Straight Kind = "straight" // the same mark everywhere
	Fast     Kind = "fast"     // sent sooner than they can be read
	Hours    Kind = "hours"    // sent while the place receives nobody
	Network  Kind = "network"  // many from one network
	Script   Kind = "script"   // not from a form of ours, or odd in several ways at once
	Desk     Kind = "desk"     // given on the place's tablet or with somebody's help
	Poster   Kind = "poster"   // a counter's code that fell silent or brings far more
	Slips    Kind = "slips"    // slips that do not go with the cases or with other places
)

// Kinds lists every kind in the order of the tables.
var Kinds = []Kind{Burst, Clones, Straight, Fast, Hours, Network, Script, Desk, Poster, Slips}

// A Severity says how soon an alert is to be looked at.
type Severity int

// The severities.
const (
	Odd    Severity = iota + 1 // looks unusual
	Severe                     // hardly ever happens by chance
)

// An Alert is one thing about a campaign's day at a place that somebody should
// look at. Its figures are counts; who, and when in the day, is not known.
type Alert struct {
	Campaign string      `json:"campaign"`
	Day      survey.Date `json:"day"`
	Place    string      `json:"place,omitempty"`
	// Counter is set where one counter's code is meant.
	Counter string `json:"counter,omitempty"`
	Kind    Kind   `json:"kind"`
	// Days is how many days it is about, ending with Day: 1 or 7.
	Days int `json:"days"`
	// Level is the mark of Straight.
	Level int `json:"level,omitempty"`
	// Count is how many of Of were so. Of a Poster, Of is what it brings usually.
	Count int64 `json:"count"`
	Of    int64 `json:"of"`
	// Usual is how many of Of would be usual, rounded up.
	Usual    int64    `json:"usual"`
	Severity Severity `json:"severity"`
}

// Key names an alert among all others: the same records give the same key.
func (a *Alert) Key() string {
	return fmt.Sprintf("%s/%s/%s/%s/%s/%d", a.Campaign, a.Day, a.Place, a.Counter, a.Kind, a.Level)
}

// Compare orders alerts: the latest day first, then the most severe.
func Compare(a, b Alert) int {
	return cmp.Or(
		cmp.Compare(b.Day, a.Day), cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Campaign, b.Campaign),
		cmp.Compare(a.Place, b.Place), cmp.Compare(a.Counter, b.Counter), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Days, b.Days),
	)
}
