package page

import "hailong/internal/survey"

// OfficeComments shows what people wrote, masked.
type OfficeComments struct {
	Office
	// Select are the lists by which the comments are chosen; there are none where
	// there is no campaign.
	Select []Selection
	// Heading names the campaign and the period.
	Heading string
	// Done says what was just done; Error is one sentence about themes that were
	// not taken, which Wrong is the comment of.
	Done, Error, Wrong string
	// May tells that the reader may choose themes and make tasks.
	May bool
	// Total is how many comments of the period are shown in all.
	Total   int64
	Batches []OfficeBatch
	Themes  []OfficeTheme
	// Unnamed are the themes that no comment is about.
	Unnamed []string
	// Waiting: some days have too few responses yet, fewer than Least.
	Waiting bool
	Least   int
	// More: a batch has more comments than are kept.
	More bool
	// Narrowed tells that a theme or a place was asked for; Whole is the address
	// without them.
	Narrowed bool
	Whole    string
	// Earlier and Latest lead to other comments of the period, or are "".
	Earlier, Latest string
	// Names leads to the staff list, Plan to the form of a new task, Tasks to
	// those of the period.
	Names, Plan, Tasks string
	// Back is what a form sends so that it leads back to these comments.
	Back string
}

// OfficeBatch is the comments of some days.
type OfficeBatch struct {
	From, To survey.Date
	// Count is how many people wrote them.
	Count    int64
	Comments []OfficeComment
}

// Days says which days the batch is of, for its heading.
func (b OfficeBatch) Days() string {
	switch to := vietnamese.Date(b.To); {
	case b.From == b.To:
		return "Ngày " + to
	case b.From.Time().Year() == b.To.Time().Year():
		return "Từ " + b.From.Time().Format("02/01") + " đến " + to
	default:
		return "Từ " + vietnamese.Date(b.From) + " đến " + to
	}
}

// OfficeComment is what one or several people wrote in the same words.
type OfficeComment struct {
	ID, Text string
	Count    int64
	// Place is the name of the place, or "" where that is not told.
	Place string
	// Themes are those that count.
	Themes []string
	// By says who chose them and when; "" is the machine. Suggested are the
	// machine's where a person chose others.
	By        string
	Suggested []string
	// Send is where the form of the themes goes; Day is the batch's last day.
	Send  string
	Day   survey.Date
	Picks []Pick
}

// OfficeTheme is a line of the table of themes.
type OfficeTheme struct {
	Name, Path       string
	Comments, Tagged int64
	// Percent is the share of all comments in words, Bar the same for a drawing.
	Percent, Bar string
	Chosen       bool
}

// OfficeComments renders the comments.
func (s *Set) OfficeComments(p OfficeComments) (Rendered, error) {
	p.Title, p.Here = "Ý kiến", "/office/comments"
	return s.office("office_comments", &p.Office, &p)
}

// OfficeStaffNames is the form of a unit's staff list.
type OfficeStaffNames struct {
	Office
	// Units are those to choose from; one alone is not asked for.
	Units []Pick
	// Of is the unit whose list it is.
	Of, OfName string
	Text       string
	// Count is how many names are kept now; Written says by whom and when.
	Count       int64
	Written     string
	Done, Error string
}

// OfficeStaffNames renders the staff list.
func (s *Set) OfficeStaffNames(p OfficeStaffNames) (Rendered, error) {
	p.Title, p.Here = "Danh sách cán bộ để che tên", "/office/comments"
	return s.office("office_staff_names", &p.Office, &p)
}
