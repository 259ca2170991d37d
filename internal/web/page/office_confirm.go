package page

// OfficeConfirm asks for the password once more before something that cannot be
// taken back, or shows the download that it was asked for.
type OfficeConfirm struct {
	Office
	// Action is where the form goes, Sent what it holds besides the password.
	Action string
	Sent   []Pick
	Error  string
	// Download is set once the password was right.
	Download string
}

// OfficeConfirm renders the page.
func (s *Set) OfficeConfirm(p OfficeConfirm) (Rendered, error) {
	p.Title = "Nhập lại mật khẩu"
	return s.office("office_confirm", &p.Office, &p)
}
