package watch

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"hailong/internal/survey"
)

// A sheet reads the answers to one version of a template.
type sheet struct {
	levels []int // its columns with levels
	width  int
	offers bool // whether it is known
}

func newSheet(t *survey.Template) *sheet {
	if t == nil {
		return &sheet{}
	}
	s := &sheet{offers: true, width: len(t.Columns())}
	for i, c := range t.Columns() {
		if c.Question.Kind == survey.KindLevel {
			s.levels = append(s.levels, i)
		}
	}
	return s
}

// How many levels a sheet must have to be judged. Four equal marks of four are
// not odd, five of six may be; and a sheet that shall be nobody else's needs many.
const (
	leastLevels = 4
	manyLevels  = 12
	// leastMixed is how many marks must differ from the commonest one: sheets with
	// 4 everywhere but once are alike by chance.
	leastMixed = 4
)

// A row is what is kept of a response for the day.
type row struct {
	stored   survey.Flags
	channel  survey.Channel
	counter  string
	judged   bool // enough levels to be judged
	straight int  // the level that stands everywhere, or 0
	text     uint64
	letters  int    // of the text
	vector   uint64 // of the answers, where they should be nobody else's
}

func (s *sheet) read(r *survey.Response) row {
	one := row{stored: r.Flags & survey.FlagsStored, channel: r.Channel, counter: r.Counter}
	one.text, one.letters = textHash(r.Comment)
	if !s.offers || len(r.Answers) != s.width {
		return one
	}
	var counts [survey.Levels + 1]int
	for _, c := range s.levels {
		if v := r.Answers[c]; v >= 1 && v <= survey.Levels {
			counts[v]++
			counts[0]++
		}
	}
	most := slices.Max(counts[1:])
	one.judged = counts[0] >= leastLevels
	if one.judged && most == counts[0] {
		one.straight = slices.Index(counts[1:], most) + 1
	}
	if counts[0] >= manyLevels && counts[0]-most >= leastMixed {
		h := fnv.New64a()
		h.Write(r.Answers)
		one.vector = h.Sum64() | 1
	}
	return one
}

// textHash names a text by its letters and digits alone, so that marks, case and
// blanks make no difference, and counts them. No text is 0.
func textHash(s string) (hash uint64, letters int) {
	if s == "" {
		return 0, 0
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if r == 'đ' { // a letter of its own to Unicode
			r = 'd'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
			letters++
		}
	}
	if letters == 0 {
		return 0, 0
	}
	h := fnv.New64a()
	h.Write([]byte(b.String()))
	return h.Sum64() | 1, letters
}
