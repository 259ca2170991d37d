package page

// OfficeContacts lists who wants an answer.
type OfficeContacts struct {
	Office
	Open, Answered []OfficeContactLine
	Months         []OfficeContactMonth
	// Several tells that there are several communes, so that each line names its own.
	Several    bool
	Reply      int // days within which an answer is on time
	AfterReply int
	Longest    int
	Done       string
}

// OfficeContactLine is one request, without what it says.
type OfficeContactLine struct {
	ID   string
	Name string // "" where none was given
	To   string // the commune
	Made string
	// Due is by when it is to be answered; Late tells that this is over.
	Due  string
	Late bool
	// Answered is when and by whom; "" while nobody has.
	Answered, By string
	// Ends is when it is deleted.
	Ends string
}

// Short is the beginning of the id, enough to tell requests apart.
func (l OfficeContactLine) Short() string { return l.ID[:min(len(l.ID), 6)] }

// OfficeContactMonth is a row of the table of months.
type OfficeContactMonth struct {
	Month, Unit                                            string
	Received, Answered, OnTime, Open, Withdrawn, Unreplied int64
}

// OfficeContacts renders the list.
func (s *Set) OfficeContacts(p OfficeContacts) (Rendered, error) {
	p.Title, p.Here = "Người xin trả lời", "/office/contacts"
	return s.office("office_contacts", &p.Office, &p)
}

// OfficeContact shows one request.
type OfficeContact struct {
	Office
	OfficeContactLine
	Phone, Email, Message string
	// Consent is the version of the words that the person agreed to.
	Consent string
	// Note is what was answered, or what was typed and refused.
	Note string
	Most int
	Fault
	Done string
	// AfterReply and Longest are for how many days it is kept.
	AfterReply, Longest int
}

// OfficeContact renders the request.
func (s *Set) OfficeContact(p OfficeContact) (Rendered, error) {
	p.Title, p.Here = "Người xin trả lời: "+p.Short(), "/office/contacts"
	return s.office("office_contact", &p.Office, &p)
}

// OfficeContactWithdraw asks whether a request shall really be deleted.
type OfficeContactWithdraw struct {
	Office
	OfficeContactLine
}

// OfficeContactWithdraw renders the question.
func (s *Set) OfficeContactWithdraw(p OfficeContactWithdraw) (Rendered, error) {
	p.Title, p.Here = "Xóa yêu cầu?", "/office/contacts"
	return s.office("office_contact_withdraw", &p.Office, &p)
}
