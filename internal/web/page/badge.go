package page

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"unicode/utf8"
)

// badgeView is a badge: two boxes with light words on dark ground, which can be
// read on a page of either theme.
type badgeView struct {
	Embed
	R                  *resultsWords
	Label, Value, Desc string
	Left, Right        int
}

// letter is about how wide a letter of the badge is, margin what is beside.
const letter, margin = 8, 22

var badge = template.Must(template.New("badge").Parse(`<svg xmlns="http://www.w3.org/2000/svg" width="{{.Width}}" height="28" viewBox="0 0 {{.Width}} 28" role="img" aria-labelledby="t d" lang="{{.Lang}}"><title id="t">{{.R.Title}} – {{.Unit}}: {{.Value}}</title><desc id="d">{{.Desc}}</desc><rect x=".5" y=".5" width="{{.Inner}}" height="27" rx="5" fill="#0b5a54" stroke="#fff"/><path d="M6 1h{{.Ground}}v26H6a5 5 0 0 1-5-5V6a5 5 0 0 1 5-5z" fill="#20302f"/><g fill="#fff" font-family="system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif" font-size="13" text-anchor="middle"><text x="{{.LeftMiddle}}" y="18.5">{{.Label}}</text><text x="{{.RightMiddle}}" y="18.5" font-weight="700">{{.Value}}</text></g></svg>
`))

// Badge writes the last published result as a picture.
func (s *Set) Badge(p Embed) ([]byte, error) {
	w := resultsWordsIn(p.Lang)
	v := badgeView{Embed: p, R: w, Label: w.Badge, Value: w.NotYet, Desc: w.Empty}
	if r := p.Report; r != nil {
		of := r.Period.Name(p.Lang)
		v.Value = percentIn(r.Index.Overall.Percent(), p.Lang) + " · " + of
		if name := p.Campaign(); name != "" {
			v.Value += " · " + brief(name)
			of += " – " + name
		}
		if until := p.Provisional(); until != "" {
			v.Value += ", " + until
			of += ", " + until
		}
		v.Desc = fmt.Sprintf("%s, %s. %s %s. %s %s", w.Headline, of, p.Number(r.Index.Responses), w.Responses, p.Interval(), w.Caveat)
	}
	v.Left, v.Right = badgeBox(v.Label), badgeBox(v.Value)
	var b bytes.Buffer
	if err := badge.Execute(&b, v); err != nil {
		return nil, fmt.Errorf("render badge: %w", err)
	}
	return b.Bytes(), nil
}

// longestBrief is how many characters of a campaign's name stand on a badge.
const longestBrief = 24

// brief cuts a name after a word for a badge, whose description has all of it.
func brief(name string) string {
	runes := []rune(name)
	if len(runes) <= longestBrief {
		return name
	}
	head := string(runes[:longestBrief-1])
	if at := strings.LastIndexByte(head, ' '); at > 0 {
		head = head[:at]
	}
	return head + "…"
}

func badgeBox(text string) int { return letter*utf8.RuneCountInString(text) + margin }

// Width and the others are the measures of the boxes in pixels.
func (v badgeView) Width() int { return v.Left + v.Right }

// Inner is the width within the frame.
func (v badgeView) Inner() int { return v.Width() - 1 }

// Ground is the straight part of the left box.
func (v badgeView) Ground() int { return v.Left - 6 }

// LeftMiddle is where the label stands.
func (v badgeView) LeftMiddle() int { return v.Left / 2 }

// RightMiddle is where the value stands.
func (v badgeView) RightMiddle() int { return v.Left + v.Right/2 }
