package opinion

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A sign stands for what was masked while a text is worked on: one character of
// the private use area, which is part of no word, number or address. In the end
// it is written out.
type sign rune

// The signs.
const (
	signPhone sign = 0xe000 + iota
	signCard
	signMail
	signPlate
	signDigits
	signWeb
	signStaff
)

// words of the signs.
var signWords = map[sign]string{
	signPhone:  "[số điện thoại]",
	signCard:   "[số giấy tờ]",
	signMail:   "[thư điện tử]",
	signPlate:  "[biển số]",
	signDigits: "[dãy số]",
	signWeb:    "[địa chỉ mạng]",
	signStaff:  "[tên cán bộ]",
}

var (
	// dropped takes signs away that somebody typed; a cleaned text has none.
	dropped = signReplacer(func(s sign) (string, string) { return string(rune(s)), "\ufffd" })
	// shut reads words of an earlier masking, which nobody looks into again.
	shut    = signReplacer(func(s sign) (string, string) { return signWords[s], string(rune(s)) })
	written = signReplacer(func(s sign) (string, string) { return string(rune(s)), signWords[s] })
)

func signReplacer(pair func(sign) (from, to string)) *strings.Replacer {
	var list []string
	for s := signPhone; s <= signStaff; s++ {
		from, to := pair(s)
		list = append(list, from, to)
	}
	return strings.NewReplacer(list...)
}

// A Masker masks the comments of one unit. Any number of goroutines may use it.
type Masker struct{ finders []func(view) []span }

// NewMasker returns a masker that knows the names of a staff list.
func NewMasker(names []Name) *Masker {
	m := &Masker{finders: []func(view) []span{findMail, findWeb, findHandles, findPlates, findNumbers, findSpoken}}
	if len(names) > 0 {
		m.finders = append(m.finders, newRoll(names).find)
	}
	return m
}

// Mask returns the text with everything replaced that leads to a person. See
// Masker.Mask.
func Mask(text string, names []Name) string { return NewMasker(names).Mask(text) }

// Mask returns the text with words in brackets in the place of everything that
// leads to a person (see the package comment). It is always valid UTF-8 and
// composed (NFC); what has nothing to mask comes back as it was, and masking
// again changes nothing.
func (m *Masker) Mask(text string) string {
	s := shut.Replace(norm.NFC.String(dropped.Replace(strings.ToValidUTF8(text, "\ufffd"))))
	// What was masked may have stood between a word and its neighbour, so the
	// finders go again until none finds anything. Each time fewer characters are
	// left to look at, so it ends.
	for {
		next := s
		for _, find := range m.finders {
			v := look(next)
			next = v.replaced(next, find(v))
		}
		if next == s {
			return written.Replace(s)
		}
		s = next
	}
}
