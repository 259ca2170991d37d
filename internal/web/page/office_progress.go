package page

import "hailong/internal/survey"

// OfficeProgress is how far a campaign has come in a period, in words.
type OfficeProgress struct {
	// Name is the period's, Path that of its volumes.
	Name, Volumes string
	// Verdict says whether there is enough, Enough that there is.
	Verdict string
	Enough  bool
	// Count, Needed and Volume are numbers; the last two "" where not known.
	Count, Needed, Volume string
	// Formula is how Needed was computed, in one line.
	Formula string
	// Coverage is the share of the volume that was reached, "" where not known.
	Coverage string
	// Left says how many days are left.
	Left string
	// Meter is how much there is of what is needed.
	Meter
	// Places, Fields and Weeks are shown to who may read single responses.
	Places, Fields []OfficeProgressPart
	Weeks          []OfficeProgressWeek
	// Rough tells that the numbers are rounded, for who may not.
	Rough bool
}

// A Meter is a bar: its length and what it says, both in percent. Bar is "" for
// none.
type Meter struct{ Bar, Percent string }

// OfficeProgressPart is one place or service field.
type OfficeProgressPart struct {
	Name, Count, Verdict string
	Enough, TooFew       bool
	Meter
}

// OfficeProgressWeek is one week.
type OfficeProgressWeek struct {
	Name, Days, Count string
	Meter
}

// OfficeVolumes is the form of how many services were performed.
type OfficeVolumes struct {
	Office
	Refused
	Campaign survey.Campaign
	Period   string // its code
	Name     string // in words
	Total    Box
	Fields   []Box
	// FileError is one sentence about the file, Lines what is wrong in it.
	FileError string
	Lines     []string
	// Size is how large a file may be.
	Size string
	// Known tells that there are numbers already.
	Known bool
	// Open shows the boxes of the fields at once.
	Open bool
}

// OfficeVolumes renders the form.
func (s *Set) OfficeVolumes(p OfficeVolumes) (Rendered, error) {
	p.Title, p.Here = "Số giao dịch", "/office/campaigns"
	return s.office("office_volumes", &p.Office, &p)
}
