package page

// OfficeRole is a role to choose.
type OfficeRole struct {
	RoleWords
	Chosen bool
}

// OfficeAppointment is the part of a form that says how far somebody reaches.
type OfficeAppointment struct {
	Roles []OfficeRole
	Units []Pick
	// Ticket makes the form good for one time.
	Ticket string
	// Error is one sentence about what was asked for, "" for none.
	Error string
}

// Unchosen reports whether the list of units must ask for a choice.
func (p OfficeAppointment) Unchosen() bool {
	for _, u := range p.Units {
		if u.Chosen {
			return false
		}
	}
	return true
}

// OfficePerson is an account, without anything secret.
type OfficePerson struct {
	Username                   string
	Role                       RoleWords
	UnitName                   string
	Disabled, MustChange, TOTP bool
}

// OfficeAccounts lists the accounts.
type OfficeAccounts struct {
	Office
	OfficeAppointment
	People []OfficePerson
	// Username is what was typed for a new one.
	Username string
	Done     string
}

// OfficeAccounts renders the list.
func (s *Set) OfficeAccounts(p OfficeAccounts) (Rendered, error) {
	p.Title, p.Here = "Tài khoản", "/office/accounts"
	return s.office("office_accounts", &p.Office, &p)
}

// OfficeAccount is the page of one account.
type OfficeAccount struct {
	Office
	OfficeAppointment
	OfficePerson
	// Self tells that it is the account of who looks.
	Self bool
	Done string
}

// OfficeAccount renders it.
func (s *Set) OfficeAccount(p OfficeAccount) (Rendered, error) {
	p.Title, p.Here = "Tài khoản "+p.Username, "/office/accounts"
	return s.office("office_account", &p.Office, &p)
}

// OfficeSecret shows a password or a token, once.
type OfficeSecret struct {
	Office
	Heading string
	// Name is the account whose password it is.
	Name, Secret string
	// Password tells a password from a token.
	Password       bool
	Back, BackText string
}

// OfficeSecret renders it.
func (s *Set) OfficeSecret(p OfficeSecret) (Rendered, error) {
	p.Title, p.Here = p.Heading, "/office/accounts"
	return s.office("office_secret", &p.Office, &p)
}

// OfficeTokens lists the API tokens.
type OfficeTokens struct {
	Office
	OfficeAppointment
	Tokens []OfficeToken
	// Note is what was typed for a new one.
	Note string
	Done string
}

// OfficeToken is what is known of an API token.
type OfficeToken struct {
	Name           string
	Role           RoleWords
	UnitName       string
	Made, Note, By string
}

// OfficeTokens renders the list.
func (s *Set) OfficeTokens(p OfficeTokens) (Rendered, error) {
	p.Title, p.Here = "Mã truy cập cho phần mềm", "/office/accounts"
	return s.office("office_tokens", &p.Office, &p)
}

// OfficeTokenRevoke asks whether a token shall really be revoked.
type OfficeTokenRevoke struct {
	Office
	OfficeToken
}

// OfficeTokenRevoke renders the question.
func (s *Set) OfficeTokenRevoke(p OfficeTokenRevoke) (Rendered, error) {
	p.Title, p.Here = "Thu hồi mã truy cập", "/office/accounts"
	return s.office("office_token_revoke", &p.Office, &p)
}
