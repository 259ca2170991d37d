package page

import (
	"fmt"
	"html/template"
	"slices"

	"hailong/internal/survey"
)

// consentDate names the words that people agree to on the page of a request. It
// changes with them; a test holds that it does.
const consentDate = "2026-11"

// ConsentVersion names the words beside the box in a language, as they are kept
// with a request.
func ConsentVersion(l survey.Lang) string { return consentDate + "/" + string(l) }

// Contact is the page where a person asks for an answer.
type Contact struct {
	Citizen
	Action, Key string
	// What was typed.
	Name, Phone, Email, Message string
	Agreed                      bool
	// Wrong names the parts that must be mended.
	Wrong []string
	// Notice stands above the form, when nothing is wrong with it but it could
	// not be recorded.
	Notice string
	Limits ContactLimits
}

// ContactLimits are the numbers that the page names.
type ContactLimits struct {
	Name, Message              int // characters
	Reply, AfterReply, Longest int // days
	RightsWorkDays, RightsDays int
}

// contactParts are the parts of the form in its order, each with the place on the
// page where it is mended.
var contactParts = []struct{ part, target string }{
	{"name", "c-name"}, {"contact", "c-phone"}, {"phone", "c-phone"}, {"email", "c-email"}, {"message", "c-message"}, {"consent", "c-consent"}, {"key", ""},
}

// Error is the sentence about a part, "" while nothing is wrong with it.
func (p *Contact) Error(part string) string {
	if !slices.Contains(p.Wrong, part) {
		return ""
	}
	return p.W.ErrorMark + " " + p.W.ContactFault(part, p.Limits)
}

// Errors lists every fault, with a link to where it is mended.
func (p *Contact) Errors() []errorView {
	label := map[string]string{
		"name": p.W.ContactName, "contact": p.W.ContactPhone, "phone": p.W.ContactPhone,
		"email": p.W.ContactEmail, "message": p.W.ContactMessage, "consent": p.W.ContactConsent,
	}
	var views []errorView
	for _, c := range contactParts {
		if slices.Contains(p.Wrong, c.part) {
			views = append(views, errorView{c.target, label[c.part], p.W.ContactFault(c.part, p.Limits)})
		}
	}
	return views
}

// Consent is what the person agrees to, a paragraph each.
func (p *Contact) Consent() []string {
	return p.W.contactConsent(p.Authority, p.Limits)
}

// Version names the words of Consent.
func (p *Contact) Version() string { return ConsentVersion(p.W.Lang) }

// MessageHelp says what to write and how much.
func (p *Contact) MessageHelp() string {
	return p.W.ContactNoPapers + " " + fmt.Sprintf(p.W.CharsAtMost, p.Limits.Message)
}

// ContactFault says what is wrong with a part in a sentence of the language.
func (w *Words) ContactFault(part string, l ContactLimits) string {
	switch part {
	case "name":
		return fmt.Sprintf(w.ContactFaults[part], l.Name)
	case "message":
		return fmt.Sprintf(w.ContactFaults[part], l.Message)
	}
	return w.ContactFaults[part]
}

func (w *Words) contactConsent(authority string, l ContactLimits) []string {
	return []string{
		fmt.Sprintf(w.ConsentWho, authority), w.ConsentWhat,
		fmt.Sprintf(w.ConsentHowLong, l.AfterReply, l.Longest),
		fmt.Sprintf(w.ConsentRights, l.RightsWorkDays, l.RightsDays), w.ConsentFree,
	}
}

// Contact renders the form.
func (s *Set) Contact(p Contact) (Rendered, error) {
	p.Title, p.Style = p.W.ContactTitle, template.CSS(s.citizen)
	if len(p.Wrong) > 0 {
		p.Title = p.W.ErrorMark + " " + p.Title
	}
	return s.render("contact", &p, p.Style)
}

// ContactUnits asks whose answer is wanted, where several communes share an
// installation.
type ContactUnits struct {
	Citizen
	Units []Link
}

// ContactUnits renders the choice.
func (s *Set) ContactUnits(p ContactUnits) (Rendered, error) {
	p.Title, p.Style = p.W.ContactTitle, template.CSS(s.citizen)
	return s.render("contact_units", p, p.Style)
}

// ContactThanks says that a request is kept and what comes next.
type ContactThanks struct {
	Citizen
	Limits ContactLimits
}

// Next says until when an answer may be expected.
func (p ContactThanks) Next() string { return fmt.Sprintf(p.W.ContactNext, p.Limits.Reply) }

// Withdraw says how the request is taken back.
func (p ContactThanks) Withdraw() string {
	return fmt.Sprintf(p.W.ContactWithdraw, p.Limits.RightsWorkDays, p.Limits.RightsDays)
}

// ContactThanks renders the page after a request.
func (s *Set) ContactThanks(p ContactThanks) (Rendered, error) {
	p.Title, p.Style = p.W.ContactThanksTitle, template.CSS(s.citizen)
	return s.render("contact_thanks", p, p.Style)
}
