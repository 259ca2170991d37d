package print

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"hailong/internal/survey"
)

// A Poster is one code that hangs somewhere: the address it holds and what is
// written around it. Stickers are made from the same.
type Poster struct {
	// Address is what the code holds, as https://khaosat.example.vn/s/AB3K7Q;
	// Code is its last part, for people who type.
	Address string
	Code    string
	Unit    survey.Unit
	Place   survey.Place
	// Counter is nil where the poster is for the whole place.
	Counter *survey.Counter
}

// counter returns the counter's name, or "".
func (p *Poster) counter(l survey.Lang) string {
	if p.Counter == nil {
		return ""
	}
	return p.Counter.Name.In(l)
}

// fault wraps an error with the poster it concerns.
func (p *Poster) fault(err error) error { return fmt.Errorf("poster %s: %w", p.Code, err) }

// A Size is a kind of poster.
type Size string

// The kinds of poster.
const (
	A3 Size = "a3"
	A4 Size = "a4"
	A5 Size = "a5"
	// Tent is an A4 sheet that is folded in half and stands on a table, to be
	// read from both sides.
	Tent Size = "tent"
)

// Sizes returns the kinds of poster, the greatest first.
func Sizes() []Size { return []Size{A3, A4, A5, Tent} }

// Options say how posters and stickers are printed.
type Options struct {
	// Size is ignored by stickers.
	Size Size
	// Lang is Vietnamese where it is "".
	Lang survey.Lang
	// Trial marks the print as one that must not hang. It is marked in any case
	// where its address is not https.
	Trial bool
	// Printed stands in the document as its date and must be given.
	Printed time.Time
	// Progress, where given, is called after every poster or sheet.
	Progress func(done, total int)
}

func (o *Options) progress(done, total int) {
	if o.Progress != nil {
		o.Progress(done, total)
	}
}

var errNone = errors.New("no poster is given")

// Posters writes a PDF with one page for every poster. Where something is wrong
// with one of them nothing is written.
func Posters(w io.Writer, list []Poster, o Options) error {
	d, err := posters(list, o)
	if err == nil {
		err = d.write(w)
	}
	if err != nil {
		return fmt.Errorf("print posters: %w", err)
	}
	return nil
}

func posters(list []Poster, o Options) (*document, error) {
	if !slices.Contains(Sizes(), o.Size) {
		return nil, fmt.Errorf("size %q: want a3, a4, a5 or tent", o.Size)
	}
	if len(list) == 0 {
		return nil, errNone
	}
	words := in(o.Lang)
	title := words.Poster
	if len(list) == 1 {
		title = fmt.Sprintf("%s %s", title, list[0].Code)
	}
	d := newDocument(title, o.Lang, o.Printed)
	for i := range list {
		p := &list[i]
		s, err := newSheet(d, p, &o, sturdy)
		if err != nil {
			return nil, p.fault(err)
		}
		if o.Size == Tent {
			s.tent()
		} else {
			s.portrait(portraits[o.Size])
		}
		if len(list) > 1 {
			d.bookmark(strings.Join([]string{p.Code, p.Place.Name.In(o.Lang), p.counter(o.Lang)}, "  "))
		}
		o.progress(i+1, len(list))
	}
	return d, nil
}

// A sheet is a poster being drawn.
type sheet struct {
	*document
	words  *words
	poster *Poster
	code   matrix
	// trial says why the print must not hang, or is "".
	trial   string
	printed string
	lang    survey.Lang
	// u is the unit of the layout: a millimetre on A4.
	u float64
}

func newSheet(d *document, p *Poster, o *Options, l level) (*sheet, error) {
	code, err := encode(p.Address, l)
	if err != nil {
		return nil, err
	}
	words := in(o.Lang)
	return &sheet{
		document: d, words: words, poster: p, code: code, lang: o.Lang,
		trial: words.trial(p.Address, o.Trial), printed: o.Printed.Format(words.Printed),
	}, nil
}
