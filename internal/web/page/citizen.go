package page

import (
	"html/template"
	"strings"

	"hailong/internal/survey"
)

// Citizen is what every page for citizens has.
type Citizen struct {
	W *Words
	// Authority is the body that asks; Where the place, as it stands on the
	// poster. Both are empty on a page that belongs to no poster.
	Authority string
	Where     string
	// Contact is where an answer can be asked for; "" where it is not offered.
	// Nothing of a response may be in it.
	Contact string
	// Path is the page's own address, for the switch to another language, with
	// those members of its query that say what it shows; "" on a page that cannot
	// be asked for again.
	Path string
	// Langs are the languages that the page is offered in; nil for all.
	Langs []survey.Lang
	// Kiosk is set on a tablet that many people use: it is shown large, and nothing
	// on it leads away.
	Kiosk bool

	Title string
	Style template.CSS
}

// A Switch leads to the same page in another language.
type Switch struct {
	Href, Name string
	Lang       survey.Lang
}

func (c Citizen) langs() []survey.Lang {
	if c.Langs != nil {
		return c.Langs
	}
	return Langs
}

// Switches returns the switches to the other languages.
func (c Citizen) Switches() []Switch {
	var list []Switch
	for _, l := range c.langs() {
		if l != c.W.Lang {
			list = append(list, Switch{InLang(c.Path, l), WordsIn(l).LangName, l})
		}
	}
	return list
}

// InLang returns an address of ours, with a query or without, in a language.
func InLang(path string, l survey.Lang) string {
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	return path + mark + "lang=" + string(l)
}

// Thanks says that a response is stored.
type Thanks struct {
	Citizen
	Receipt survey.Receipt
	// Again tells that the form's key had been used before, so that an answer
	// changed since then was not taken.
	Again bool
	// Results is where the results of the unit are published.
	Results string
	// Form is the address of an empty form.
	Form string
	// Script brings a shared tablet back to it.
	Script template.JS
}

// backScript leaves no trace of the page in the tablet's history.
const backScript = `(function () {
var to = document.getElementById('anew');
function back() { location.replace(to.href); }
to.addEventListener('click', function (e) { e.preventDefault(); back(); });
setTimeout(back, 9500);
})();`

// Thanks renders the page after a submission.
func (s *Set) Thanks(p Thanks) (Rendered, error) {
	p.Title, p.Style = p.W.ThanksTitle, template.CSS(s.citizen)
	if p.Kiosk {
		p.Script = backScript
	}
	r, err := s.render("thanks", p, p.Style)
	r.Script = sourceOf(string(p.Script))
	return r, err
}

// Message is a page that says one thing, mostly that something cannot be had.
type Message struct {
	Citizen
	Text      string
	Reference string
}

// Message renders a message; its Title is the heading.
func (s *Set) Message(p Message) (Rendered, error) {
	p.Style = template.CSS(s.citizen)
	return s.render("message", p, p.Style)
}

// Home renders the first page, where a code can be typed.
func (s *Set) Home(p Citizen) (Rendered, error) {
	p.Title, p.Style = p.W.HomeTitle, template.CSS(s.citizen)
	return s.render("home", p, p.Style)
}

// Privacy renders what is stored and what is not.
func (s *Set) Privacy(p Citizen) (Rendered, error) {
	p.Title, p.Style = p.W.PrivacyTitle, template.CSS(s.citizen)
	return s.render("privacy", p, p.Style)
}
