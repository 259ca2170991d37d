package page

// OfficePosters lists the public codes.
type OfficePosters struct {
	Office
	// Public is the address that prints carry; Trial tells that they must not
	// hang yet because of it.
	Public string
	Trial  bool
	May    bool
	Lines  []OfficePosterLine
	// Silent are the codes that nobody scans while others are scanned.
	Silent []string
	New    OfficeTarget
	// Open are the campaigns of which all open codes can be printed at once.
	Open         []Pick
	Kinds, Langs []Pick
	// Error is one sentence about a print that was refused, "" for none.
	Error string
}

// OfficePosterLine is a code with where it hangs and how it is used, in words.
type OfficePosterLine struct {
	Code, Where, Campaign string
	State                 string
	On, Voided, Silent    bool
	// Kiosk is a code for a tablet, which is opened and not printed.
	Kiosk bool
	// Broken tells that the code points to something that is gone.
	Broken bool
	// Prints is how many there were; the day and the name are of the last one.
	Prints         int
	Printed, By    string
	This, Previous OfficeUse
	// Idle tells that the code cannot be used and hardly was of late, so that
	// its use says nothing.
	Idle bool
}

// OfficeUse is how much a code is used in a week, rounded.
type OfficeUse struct{ Scans, Answers string }

// OfficeTarget is the form that says what a code opens.
type OfficeTarget struct {
	Campaigns, Places, Fields []Pick
	Kiosk                     bool
	// Error is one sentence about what was chosen, "" for none.
	Error string
}

// OfficePosters renders the list of codes.
func (s *Set) OfficePosters(p OfficePosters) (Rendered, error) {
	p.Title, p.Here = "Mã QR", "/office/posters"
	return s.office("office_posters", &p.Office, &p)
}

// OfficePosterPage is one code.
type OfficePosterPage struct {
	Office
	OfficePosterLine
	// URL is what the code holds.
	URL          string
	Public       string
	Trial, May   bool
	Move         OfficeTarget
	Kinds, Langs []Pick
	Previews     []OfficePreview
	History      []OfficePrint
	// Done says what was just changed; Error is one sentence about a print that
	// was refused.
	Done, Error string
}

// OfficePreview is a kind of print that can be looked at.
type OfficePreview struct {
	Name  string
	Links []Pick // an address and the language
}

// OfficePrint is one print of a code.
type OfficePrint struct{ When, Kind, Lang, By string }

// OfficePoster renders one code.
func (s *Set) OfficePoster(p OfficePosterPage) (Rendered, error) {
	p.Title, p.Here = "Mã "+p.Code, "/office/posters"
	return s.office("office_poster", &p.Office, &p)
}
