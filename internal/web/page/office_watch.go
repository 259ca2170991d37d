package page

// OfficeWatch lists what looks odd about the responses of each day.
type OfficeWatch struct {
	Office
	Select []Selection
	// Campaign, Place and Kind are what the list is narrowed to, "" for all.
	Campaign, Place, Kind string
	// Single says that single responses are not listed, and how many are odd.
	Single string
	Days   []OfficeWatchDay
	// Shown is how many are listed; More tells that there are older ones.
	Shown int
	More  bool
	// May tells that the reader may write down what came of looking.
	May         bool
	Least, Most int
	Done        string
	// Error is what is wrong with the Draft of a note on the alert At.
	Error, At, Draft string
}

// Narrowed tells that not everything is listed.
func (p OfficeWatch) Narrowed() bool { return p.Campaign+p.Place+p.Kind != "" }

// OfficeWatchDay is a day with its alerts.
type OfficeWatchDay struct {
	Day    string
	Alerts []OfficeWatchLine
}

// OfficeWatchLine is one alert in words.
type OfficeWatchLine struct {
	Key, Title      string
	Severe          bool
	Campaign, Where string
	// Seen says what was seen, Harmless what may be behind it, Look what to do.
	Seen, Harmless, Look string
	// VoidURL proposes not to count those responses; "" for who may not.
	VoidURL string
	Notes   []OfficeWatchNote
}

// OfficeWatchNote is what somebody wrote about an alert.
type OfficeWatchNote struct{ Text, By, Day string }

// OfficeWatch renders the list.
func (s *Set) OfficeWatch(p OfficeWatch) (Rendered, error) {
	p.Title, p.Here = "Dấu hiệu bất thường", "/office/watch"
	return s.office("office_watch", &p.Office, &p)
}
