package contact

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// What is kept: requests and replies by the id of the request, facts by a hash of
// it, and how many requests a day has had.
const (
	requests store.Kind[Request]  = "contacts"
	replies  store.Kind[Reply]    = "contact-replies"
	facts    store.Kind[fact]     = "contact-tally"
	slots    store.Kind[struct{}] = "contact-slots"
)

// The lengths of texts, in characters.
const (
	MaxName    = 80
	MaxMessage = 1000
	MaxNote    = 1000
	// maxVersion is far more than any name of the words agreed to has.
	maxVersion = 40
)

// The refusals that callers tell apart.
var (
	// ErrFull: the unit has had all the requests that it takes in a day.
	ErrFull = errors.New("too many requests today")
	// ErrGone: the request was sent before and has been deleted.
	ErrGone = errors.New("request was deleted")
	// ErrAnswered: somebody has answered it already.
	ErrAnswered = errors.New("already answered")
)

// A BadRequest error lists what is wrong with a request, so that a person mends
// it in one go: unit, key, name, contact (neither phone nor email), phone, email,
// message or consent; for a reply note or by.
type BadRequest struct{ Parts []string }

// Error lists them; it never holds what was typed.
func (e *BadRequest) Error() string { return "contact: wrong " + strings.Join(e.Parts, ", ") }

// Has reports whether a part is wrong.
func (e *BadRequest) Has(part string) bool { return e != nil && slices.Contains(e.Parts, part) }

// A Consent is the evidence that the person agreed.
type Consent struct {
	// Given is the box that the person ticked. Nothing is kept without.
	Given bool `json:"given"`
	// Text is the version of the words that stood beside it.
	Text string `json:"text"`
}

// A Form is what a person sent. Name is optional, and so is either Phone or Email.
type Form struct {
	Unit string
	// Key is the one-time key of this form. It must not be that of a response.
	Key                         string
	Name, Phone, Email, Message string
	Consent                     Consent
}

// A Request is what is kept of a form.
type Request struct {
	ID      string      `json:"id"`
	Unit    string      `json:"unit"`
	Name    string      `json:"name,omitempty"`
	Phone   string      `json:"phone,omitempty"`
	Email   string      `json:"email,omitempty"`
	Message string      `json:"message"`
	Consent Consent     `json:"consent"`
	Made    survey.Date `json:"made"`
}

// A Reply says that a request was answered.
type Reply struct {
	Request string      `json:"request"`
	By      string      `json:"by"`
	Note    string      `json:"note,omitempty"`
	Made    survey.Date `json:"made"`
}

// request checks a form and returns what is to be kept of it. Errors: *BadRequest.
func (f *Form) request(today survey.Date) (Request, error) {
	r := Request{
		Unit: f.Unit, Name: strings.Join(strings.Fields(survey.Clean(f.Name)), " "), Message: survey.Clean(f.Message),
		Consent: Consent{f.Consent.Given, survey.Clean(f.Consent.Text)}, Made: today,
	}
	phone, email := survey.Clean(f.Phone), survey.Clean(f.Email)
	var phoneOK, emailOK bool
	r.Phone, phoneOK = ParsePhone(phone)
	r.Email, emailOK = ParseEmail(email)
	length := utf8.RuneCountInString(r.Message)
	var bad BadRequest
	for _, part := range []struct {
		name  string
		wrong bool
	}{
		{"key", !validKey(f.Key)},
		{"name", utf8.RuneCountInString(r.Name) > MaxName},
		{"contact", phone == "" && email == ""},
		{"phone", phone != "" && !phoneOK},
		{"email", email != "" && !emailOK},
		{"message", length == 0 || length > MaxMessage},
		{"consent", !r.Consent.Given || r.Consent.Text == "" || utf8.RuneCountInString(r.Consent.Text) > maxVersion},
	} {
		if part.wrong {
			bad.Parts = append(bad.Parts, part.name)
		}
	}
	if bad.Parts != nil {
		return Request{}, &bad
	}
	r.ID = digest("request", f.Unit, f.Key)
	return r, nil
}
