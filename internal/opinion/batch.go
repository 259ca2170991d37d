package opinion

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"hailong/internal/survey"
)

const (
	// Least is how many responses stand behind everything that is shown.
	Least = 10
	// Most is how many comments one answer holds.
	Most = 5000
)

// A Batch is the comments of some days, which are shown together.
type Batch struct {
	// From and To are its first and last day; of no comment is told more.
	From, To survey.Date
	// Comments are in an order that depends on nothing but what they say.
	Comments []Comment
	// More: there are too many; only some are here, or none.
	More bool
}

// A Comment is what somebody wrote, masked. What several wrote in the same words
// is one comment.
type Comment struct {
	// ID names the comment for Retag. It leads to no response.
	ID    string
	Text  string
	Count int
	// Place is where it was written, or "" where that is not told.
	Place string
	// Suggested are the themes that the machine finds.
	Suggested []Theme
	// Tag is what somebody made of them, or nil.
	Tag *Tag
}

// Themes are those that count: what somebody chose, or else what was suggested.
func (c *Comment) Themes() []Theme {
	if c.Tag != nil {
		return c.Tag.Themes
	}
	return c.Suggested
}

// handle returns the name of a response's comment. Exports hold no ids of
// responses, and nobody computes one from a handle.
func handle(id survey.ID) string {
	sum := sha256.Sum256(append([]byte("hailong/opinion/comment/"), id[:]...))
	return survey.ID(sum[:len(id)]).String()
}

// A pile is the responses of a batch that is being gathered.
type pile struct {
	campaign string
	masker   *Masker
	tags     map[string]Tag

	from        survey.Date // the batch's first day
	first, last survey.Date // of its responses
	responses   int
	places      map[string]int
	texts       map[string]map[string]*same
	dropped     bool
}

// same is what was written in the same words at one place.
type same struct {
	count  int
	handle string // the first by its letters
	tagged string // the first of those that have a tag
}

func (s *same) join(o *same) {
	s.count += o.count
	s.handle = min(s.handle, o.handle)
	if s.tagged == "" || o.tagged != "" && o.tagged < s.tagged {
		s.tagged = o.tagged
	}
}

func (p *pile) begin(from survey.Date) {
	*p = pile{campaign: p.campaign, masker: p.masker, tags: p.tags, from: from}
}

func (p *pile) full() bool { return p.responses >= Least }

func (p *pile) add(r *survey.Response) {
	if p.responses == 0 {
		p.first, p.from = r.Date, min(p.from, r.Date)
		p.places, p.texts = make(map[string]int), make(map[string]map[string]*same)
	}
	p.last = r.Date
	p.responses++
	p.places[r.Place]++
	if r.Comment != "" {
		p.keep(r)
	}
}

func (p *pile) keep(r *survey.Response) {
	one := &same{count: 1, handle: handle(r.ID)}
	if _, ok := p.tags[one.handle]; ok {
		one.tagged = one.handle
	}
	p.put(p.texts, r.Comment, r.Place, one)
	if len(p.texts) > 2*Most {
		p.drop()
	}
}

func (p *pile) put(texts map[string]map[string]*same, text, place string, one *same) {
	at := texts[text]
	if at == nil {
		at = make(map[string]*same, 1)
		texts[text] = at
	}
	if was := at[place]; was != nil {
		was.join(one)
	} else {
		at[place] = one
	}
}

// drop keeps as many texts as are shown: the first in the order of shuffled.
func (p *pile) drop() {
	for _, text := range p.shuffled(p.texts)[Most:] {
		delete(p.texts, text)
		p.dropped = true
	}
}

// shuffled returns the texts in an order that they alone give, another one in
// every batch.
func (p *pile) shuffled(texts map[string]map[string]*same) []string {
	type ordered struct {
		text string
		key  [sha256.Size]byte
	}
	list := make([]ordered, 0, len(texts))
	for text := range texts {
		list = append(list, ordered{text, sha256.Sum256(fmt.Appendf(nil, "hailong/opinion/order/%s/%s/%s", p.campaign, p.from, text))})
	}
	slices.SortFunc(list, func(a, b ordered) int { return bytes.Compare(a.key[:], b.key[:]) })
	sorted := make([]string, len(list))
	for i, o := range list {
		sorted[i] = o.text
	}
	return sorted
}

// batch closes the pile.
func (p *pile) batch() Batch {
	if len(p.texts) > Most {
		p.drop()
	}
	b := Batch{From: p.from, To: p.last, More: p.dropped}
	told, masked := told(p.places), make(map[string]map[string]*same)
	for text, at := range p.texts {
		text = strings.TrimSpace(p.masker.Mask(text))
		for place, one := range at {
			if !told[place] {
				place = ""
			}
			copied := *one
			p.put(masked, text, place, &copied)
		}
	}
	for _, text := range p.shuffled(masked) {
		b.Comments = append(b.Comments, p.comments(text, masked[text])...)
	}
	return b
}

// comments returns what was written in the same words, by place.
func (p *pile) comments(text string, at map[string]*same) []Comment {
	var list []Comment
	suggested := Suggest(text)
	for place, one := range at {
		c := Comment{ID: one.handle, Text: text, Count: one.count, Place: place, Suggested: suggested}
		if tag, ok := p.tags[one.tagged]; ok {
			c.Tag = &tag
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Comment) int { return strings.Compare(a.Place, b.Place) })
	return list
}

// told returns the places that a comment may be said to come from: those behind
// which enough responses stand, as long as enough stand behind all others
// together too; else the least of them is not told either.
func told(places map[string]int) map[string]bool {
	codes := make([]string, 0, len(places))
	for code := range places {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b string) int { return cmp.Or(cmp.Compare(places[a], places[b]), cmp.Compare(a, b)) })
	hidden, n := 0, 0
	for n < len(codes) && (places[codes[n]] < Least || hidden > 0 && hidden < Least) {
		hidden += places[codes[n]]
		n++
	}
	some := make(map[string]bool)
	for _, code := range codes[n:] {
		some[code] = true
	}
	return some
}
