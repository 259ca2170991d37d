package survey

import "strings"

// Flags are what was odd about a response. A flag accuses nobody and removes
// nothing: figures are shown with and without flagged responses, and people
// decide. Those of the way a response came in are stored with it, since nothing
// that they were seen by (time, address) is; those of its content are computed
// from the responses of a day and never stored.
type Flags uint16

// The flags of the way in, stored.
const (
	FlagFast    Flags = 1 << iota // sent sooner than its questions can be read
	FlagHours                     // sent while the place receives nobody
	FlagNetwork                   // one of more than usual from one network
	FlagBurst                     // one of more than usual in a short time by this code
	FlagKey                       // not sent from a form of ours
)

// The flags of the content, computed.
const (
	FlagStraight Flags = 1 << (8 + iota) // one of too many with the same mark everywhere
	FlagClone                            // one of too many that are alike, or of one text
)

// FlagsStored are those that a response keeps.
const FlagsStored = FlagFast | FlagHours | FlagNetwork | FlagBurst | FlagKey

// AllFlags lists every flag in the order of the tables.
var AllFlags = []Flags{FlagFast, FlagHours, FlagNetwork, FlagBurst, FlagKey, FlagStraight, FlagClone}

var flagNames = map[Flags]string{
	FlagFast: "fast", FlagHours: "hours", FlagNetwork: "network", FlagBurst: "burst", FlagKey: "key",
	FlagStraight: "straight", FlagClone: "clone",
}

// Has reports whether every flag of other is set.
func (f Flags) Has(other Flags) bool { return f&other == other }

// String returns the names of the flags, joined by "+", or "".
func (f Flags) String() string {
	var names []string
	for _, one := range AllFlags {
		if f.Has(one) {
			names = append(names, flagNames[one])
		}
	}
	return strings.Join(names, "+")
}
