package page

// Office is what every page of the back office has.
type Office struct {
	Title string
	// Unit is the authority whose figures are shown.
	Unit string
	// User is who is logged in; empty on the login page.
	User string
	// Here is the path of the page, which the navigation marks.
	Here string
	// Nav are the parts of the office that the user may see.
	Nav []Link
	// Sheet is the address of the style sheet, with its version.
	Sheet string
}

// A Link is a part of the office with its name.
type Link struct{ Path, Text string }

// OfficeLogin asks who it is.
type OfficeLogin struct {
	Office
	Username string
	Error    string
	// Done says why one is there, where one was sent here.
	Done string
}

// OfficeLogin renders the login page.
func (s *Set) OfficeLogin(p OfficeLogin) (Rendered, error) {
	p.Title = "Đăng nhập"
	return s.office("office_login", &p.Office, &p)
}

// OfficeMessage says one thing, mostly that something cannot be had.
type OfficeMessage struct {
	Office
	Text      string
	Reference string
}

// OfficeMessage renders a message; its Title is the heading.
func (s *Set) OfficeMessage(p OfficeMessage) (Rendered, error) {
	return s.office("office_message", &p.Office, &p)
}

func (s *Set) office(name string, o *Office, data any) (Rendered, error) {
	o.Sheet = s.officeSheet
	r, err := s.render(name, data, "")
	r.Style = ""
	return r, err
}
