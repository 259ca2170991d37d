package publish

import "strings"

// A rank says how much a sentence is wanted. What must be said is always said;
// then sentences are added by their rank as long as there is room, and fillers
// only to reach the least length.
type rank int

const (
	must rank = iota
	wanted
	welcome
	optional
	filler
)

// A sentence is a piece of text that is in or out as a whole.
type sentence struct {
	rank rank
	text string
}

// A paragraph is sentences that stand together, under a heading perhaps.
type paragraph struct {
	head      string
	sentences []sentence
	// list puts every sentence on a line of its own.
	list bool
	kind kind
}

// A kind is what a paragraph is besides running text.
type kind int

// lead is the sapo of an article, figures what its table stands below.
const (
	lead kind = iota + 1
	figures
)

// say adds sentences that are not empty.
func (p *paragraph) say(r rank, texts ...string) {
	for _, text := range texts {
		if text != "" {
			p.sentences = append(p.sentences, sentence{r, text})
		}
	}
}

// text returns the paragraph in one line.
func (p *paragraph) text() string {
	var list []string
	for _, s := range p.sentences {
		list = append(list, s.text)
	}
	return strings.Join(list, " ")
}

// budgeted leaves in a text what there is room for between the least and the
// greatest number of words, of which some are spent already. Order stays.
func budgeted(text []paragraph, spent, least, most int) []paragraph {
	in := make([][]bool, len(text))
	headed := make([]bool, len(text))
	for i := range text {
		in[i] = make([]bool, len(text[i].sentences))
	}
	for r := must; r <= filler; r++ {
		for i, p := range text {
			for j, s := range p.sentences {
				if s.rank != r || r == filler && spent >= least {
					continue
				}
				cost := count(s.text)
				if !headed[i] {
					cost += count(p.head)
				}
				if r == must || spent+cost <= most {
					in[i][j], headed[i] = true, true
					spent += cost
				}
			}
		}
	}
	var kept []paragraph
	for i, p := range text {
		var left []sentence
		for j, s := range p.sentences {
			if in[i][j] {
				left = append(left, s)
			}
		}
		if p.sentences = left; len(left) > 0 {
			kept = append(kept, p)
		}
	}
	return kept
}

// shortened cuts lines of people to so many words each, so that one long line
// does not cost all the others their place.
func shortened(lines []string, words int) []string {
	var list []string
	for _, line := range lines {
		fields := strings.Fields(line)
		if len(fields) > words {
			line = strings.TrimRight(strings.Join(fields[:words], " "), " ,;:.–-") + "…"
		}
		list = append(list, line)
	}
	return list
}
