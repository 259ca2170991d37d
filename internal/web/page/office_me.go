package page

import "html/template"

// OfficeLoginCode asks for the code that follows the password.
type OfficeLoginCode struct {
	Office
	Username string
	Error    string
}

// OfficeLoginCode renders the page for the code.
func (s *Set) OfficeLoginCode(p OfficeLoginCode) (Rendered, error) {
	p.Title = "Mã xác thực"
	return s.office("office_login_code", &p.Office, &p)
}

// OfficeMe shows somebody his own account.
type OfficeMe struct {
	Office
	Done     string
	Role     RoleWords
	UnitName string
	// May is what the role allows, in words.
	May  []string
	TOTP bool
	// Left is how many recovery codes were not used.
	Left int
}

// OfficeMe renders one's own account.
func (s *Set) OfficeMe(p OfficeMe) (Rendered, error) {
	p.Title, p.Here = "Tài khoản của tôi", "/office/me"
	return s.office("office_me", &p.Office, &p)
}

// OfficePassword asks for a new password.
type OfficePassword struct {
	Office
	// Forced tells that nothing else can be done before.
	Forced bool
	Least  int
	Error  string
}

// OfficePassword renders the change of one's own password.
func (s *Set) OfficePassword(p OfficePassword) (Rendered, error) {
	p.Title, p.Here = "Đổi mật khẩu", "/office/me"
	return s.office("office_password", &p.Office, &p)
}

// OfficeTOTP turns the second factor on and off.
type OfficeTOTP struct {
	Office
	// On tells that it is in force, Begun that an app waits to show its first code.
	On, Begun bool
	Left      int
	// QR is a picture of Link, which an app on this very device opens.
	QR, Link template.URL
	Secret   string
	Error    string
}

// Typed is the secret in groups of four.
func (p *OfficeTOTP) Typed() string { return grouped(p.Secret, 4) }

// OfficeTOTP renders the page of the second factor.
func (s *Set) OfficeTOTP(p OfficeTOTP) (Rendered, error) {
	p.Title, p.Here = "Xác thực hai bước", "/office/me"
	return s.office("office_totp", &p.Office, &p)
}

// OfficeRecovery shows the recovery codes, once.
type OfficeRecovery struct {
	Office
	Codes []string
}

// OfficeRecovery renders them.
func (s *Set) OfficeRecovery(p OfficeRecovery) (Rendered, error) {
	p.Title, p.Here = "Mã khôi phục", "/office/me"
	return s.office("office_recovery", &p.Office, &p)
}
