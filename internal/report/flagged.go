package report

import (
	"fmt"
	"strings"

	"hailong/internal/index"
	"hailong/internal/period"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// Flagged is the responses of a report that carry a flag (survey.Flags), with the
// figures that it would have without them. They are counted like all others.
type Flagged struct {
	// Responses is how many of those counted carry a flag.
	Responses int64
	// Index is the index without them; for who reads totals only, its overall
	// figure.
	Index index.Index
	// Kinds and Channels are how they spread, for who reads more than totals. One
	// response may be of several kinds.
	Kinds, Channels []FlaggedPart
	// Fewer is set where less than Few carry a flag. How many, how they spread and
	// the figure without them are not here, whoever asks: a report goes on to others,
	// and one subtraction would tell what one or two people answered.
	Fewer bool
	// Hidden is set where nothing of this is to be shown, because it would tell the
	// answers of a few.
	Hidden bool
}

// None reports whether it is known that no response carries a flag.
func (f *Flagged) None() bool { return f.Responses == 0 && !f.Hidden && !f.Fewer }

// A FlaggedPart is how many flagged responses are of a kind or a channel.
type FlaggedPart struct {
	Code      string
	Name      survey.Text
	Responses int64
	// Hidden is set where the number is not to be shown (see Number).
	Hidden bool
}

// Number writes how many there are, for people: "dưới 10" or words where that is
// hidden.
func (p *FlaggedPart) Number() string { return p.cell().Text }

func (p *FlaggedPart) cell() Cell {
	switch {
	case p.Hidden && p.Responses < Few:
		return words(aFew)
	case p.Hidden: // only so that a smaller one cannot be computed
		return words(unseen)
	}
	return number(p.Responses)
}

// aFew stands in the place of a number below Few.
var aFew = fmt.Sprintf("dưới %d", Few)

// flagNames are what the flags are called in tables, in their order.
var flagNames = []name{
	{"fast", survey.Text{survey.Vietnamese: "Gửi nhanh hơn thời gian cần để đọc phiếu", survey.English: "Sent sooner than it can be read"}},
	{"hours", survey.Text{survey.Vietnamese: "Gửi ngoài giờ tiếp dân", survey.English: "Sent out of office hours"}},
	{"network", survey.Text{survey.Vietnamese: "Nhiều phiếu từ một mạng trong ít phút", survey.English: "Many from one network within minutes"}},
	{"burst", survey.Text{survey.Vietnamese: "Nhiều phiếu bằng một mã trong ít phút", survey.English: "Many by one code within minutes"}},
	{"key", survey.Text{survey.Vietnamese: "Không gửi từ trang phiếu của hệ thống", survey.English: "Not sent from our own form"}},
	{"straight", survey.Text{survey.Vietnamese: "Một mức cho mọi câu, nhiều hơn thường lệ", survey.English: "The same answer everywhere, more than usual"}},
	{"clone", survey.Text{survey.Vietnamese: "Phiếu giống hệt nhau hoặc cùng một lời góp ý", survey.English: "Alike, or with the same words"}},
}

// FlagName returns what a flag is called, in tables and wherever it is a sign of
// more than one response.
func FlagName(f survey.Flags) survey.Text {
	for _, n := range flagNames {
		if n.code == f.String() {
			return n.text
		}
	}
	return unnamed
}

// A marked is a part of the split by marks.
type marked struct {
	quarter string
	flags   []string
	channel string
}

// byMarks splits responses by the quarter of their campaign, their flags and, of
// those that have any, their channel.
func byMarks(r *Report) *tally.Split {
	scheme := period.Scheme(r.Campaign.Scheme)
	// Asked for each block of each day, so what can be known before is.
	quarters := make(map[survey.Date]string)
	for d := r.Scope.From; d <= r.Scope.To; d++ {
		quarters[d] = period.Of(period.Quarter, d, scheme).String()
	}
	return tally.ByMarks(r.Template, func(r *survey.Response) string {
		quarter := quarters[r.Date]
		if r.Flags == 0 {
			return quarter
		}
		return quarter + "/" + r.Flags.String() + "/" + string(r.Channel)
	})
}

func markedOf(part string) marked {
	quarter, rest, _ := strings.Cut(part, "/")
	flags, channel, _ := strings.Cut(rest, "/")
	m := marked{quarter: quarter, channel: channel}
	if flags != "" {
		m.flags = strings.Split(flags, "+")
	}
	return m
}

// flagged makes the figures without flagged responses of those that are counted.
// They are computed from the same count as all others. Who reads totals only gets
// them of what moves no more: of two looks between which one more response was
// flagged, the difference would be that one.
func (src *Source) flagged(q Request, in, out *figures) *Flagged {
	f, without := &Flagged{}, tally.New(in.template)
	kinds, channels := make(map[string]int64), make(map[string]int64)
	for part, c := range in.marks.Parts() {
		m := markedOf(part)
		if len(m.flags) == 0 {
			_ = without.Merge(c) // of the same template
			continue
		}
		f.Responses += c.Responses
		channels[m.channel] += c.Responses
		for _, flag := range m.flags {
			kinds[flag] += c.Responses
		}
	}
	if f.Responses+without.Responses != in.whole.Responses {
		return nil // counted when there were no flags
	}
	left := out.marks
	if !q.Totals { // who reads more is told of what was left out anyway
		left = left.Empty()
	}
	switch {
	case q.Totals && f.Responses > 0 && !src.Frozen:
		return &Flagged{Hidden: true}
	case 0 < f.Responses && f.Responses < Few:
		return &Flagged{Fewer: true}
	case !tellable(in.marks, left):
		return &Flagged{Hidden: true}
	}
	f.Index = index.Of(in.template, without)
	if q.Totals {
		f.Index = index.Index{Template: f.Index.Template, Method: f.Index.Method, Responses: f.Index.Responses, Overall: f.Index.Overall}
		return f
	}
	f.Kinds, f.Channels = flaggedParts(flagNames, kinds), flaggedParts(channelNames, channels)
	return f
}

// flaggedParts lists what there is, and hides the small by the rule for the parts
// of a table. Kinds overlap, so that they hide more than they would have to.
func flaggedParts(names []name, counts map[string]int64) []FlaggedPart {
	var list []FlaggedPart
	for _, n := range names {
		if counts[n.code] > 0 {
			list = append(list, FlaggedPart{Code: n.code, Name: n.text, Responses: counts[n.code]})
		}
	}
	for i, hidden := range smallest(list, func(p FlaggedPart) int64 { return p.Responses }, Few) {
		list[i].Hidden = hidden
	}
	return list
}

// tellable reports whether the figures with and without flagged responses may
// stand beside each other: their difference is the answers of those flagged. In each quarter, none or at least Few must be flagged, and of the
// others too, or the pairs of several periods would give what one hides. The same
// holds of those that an edition left out and the one before did not.
func tellable(in, out *tally.Split) bool {
	counts := make(map[string]*[3]int64) // by quarter: flagged, others, flagged and left out
	of := func(quarter string) *[3]int64 {
		if counts[quarter] == nil {
			counts[quarter] = new([3]int64)
		}
		return counts[quarter]
	}
	for part, c := range in.Parts() {
		if m := markedOf(part); len(m.flags) > 0 {
			of(m.quarter)[0] += c.Responses
		} else {
			of(m.quarter)[1] += c.Responses
		}
	}
	for part, c := range out.Parts() {
		if m := markedOf(part); len(m.flags) > 0 {
			of(m.quarter)[2] += c.Responses
		}
	}
	for _, quarter := range counts {
		if quarter[0] == 0 && quarter[2] == 0 {
			continue
		}
		for _, n := range quarter {
			if n > 0 && n < Few {
				return false
			}
		}
	}
	return true
}
