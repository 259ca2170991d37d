package press

import (
	"errors"
	"fmt"
	"io"

	"hailong/internal/print"
	"hailong/internal/register"
	"hailong/internal/survey"
)

// pictureWidth is about how many pixels a picture of a code has: enough for a
// page of A4 at 150 dots per inch.
const pictureWidth = 1200

// A Format says how a file of a kind is named and sent.
type Format struct{ Stem, Extension, Media string }

var formats = map[string]Format{
	register.A3:       {"ap-phich-a3", "pdf", "application/pdf"},
	register.A4:       {"ap-phich-a4", "pdf", "application/pdf"},
	register.A5:       {"ap-phich-a5", "pdf", "application/pdf"},
	register.Tent:     {"to-gap-de-ban", "pdf", "application/pdf"},
	register.Stickers: {"nhan-dan", "pdf", "application/pdf"},
	register.PNG:      {"ma-qr", "png", "image/png"},
	register.SVG:      {"ma-qr", "svg", "image/svg+xml"},
}

// FormatOf returns the format of a kind of register.Kinds.
func FormatOf(kind string) (Format, bool) {
	f, ok := formats[kind]
	return f, ok
}

// ErrOneCode: a picture shows one code.
var ErrOneCode = errors.New("a picture shows one code; print several as PDF")

// Codes writes what shows the codes, of a kind of register.Kinds.
func (p *Press) Codes(w io.Writer, list []register.Entry, kind string, j Job) error {
	if kind == register.PNG || kind == register.SVG {
		if len(list) != 1 {
			return ErrOneCode
		}
		if kind == register.PNG {
			return print.PNG(w, p.codeAddress(list[0]), pictureWidth)
		}
		return print.SVG(w, p.codeAddress(list[0]))
	}
	posters := make([]print.Poster, len(list))
	for i, e := range list {
		if e.State == register.Broken {
			return fmt.Errorf("code %s points to nothing: %w", e.Poster.Code, survey.ErrNotFound)
		}
		posters[i] = print.Poster{Address: p.codeAddress(e), Code: e.Poster.Code, Unit: e.Unit, Place: e.Place, Counter: e.Counter}
	}
	o := print.Options{Size: print.Size(kind), Lang: j.Lang, Trial: print.Trial(p.Public), Printed: p.day(), Progress: j.Progress}
	if kind == register.Stickers {
		return print.Stickers(w, posters, o)
	}
	return print.Posters(w, posters, o)
}

// codeAddress is what the code of a poster holds.
func (p *Press) codeAddress(e register.Entry) string {
	return p.Public.JoinPath("s", e.Poster.Code).String()
}
