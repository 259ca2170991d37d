package tally

import (
	"encoding/hex"
	"unsafe"

	"hailong/internal/survey"
)

// A Segment is the responses of one campaign on one day, or a part of a large
// day, as a Packer wrote them: without ids and comments, by column, and in an
// order that follows from what they say. It does not change, so many goroutines
// may count it at once; Piles does.
type Segment struct {
	campaign string
	date     survey.Date
	rows     int
	sections []section
	sum      string
	size     int
}

// A section holds the responses to one version of a template that have the same
// number of cells. Only rows that fit no template make a second section of it.
type section struct {
	template    survey.Ref
	rows, width int
	blocks      []block
	planes
}

// A block is the rows of a section that come from one source. They follow those
// of the block before.
type block struct {
	source
	rows int
}

// A source is where responses come from: what a scope can ask for and a split
// can part them by, besides the campaign, the day and the template; and what was
// odd about them, which nearly always is nothing.
type source struct {
	flags   survey.Flags
	place   string
	channel survey.Channel
	field   string
	unit    string
	counter string
}

// onto puts the source into a response.
func (s *source) onto(r *survey.Response) {
	r.Unit, r.Place, r.Counter, r.Channel, r.Field = s.unit, s.place, s.counter, s.channel, s.field
	r.Flags = s.flags
}

// DecodeSegment reads what Packer.Encode yielded. Anything else is ErrDamaged,
// except that rows of a block in another order, and texts that nothing names,
// go unnoticed. The segment keeps nothing of the bytes.
func DecodeSegment(b []byte) (*Segment, error) {
	body, err := checked(b)
	if err != nil {
		return nil, err
	}
	r := reader{rest: body[len(magic):]}
	s := &Segment{campaign: r.text(), date: r.date(), sum: hex.EncodeToString(b[len(body):])}
	r.table()
	r.sections(s)
	if r.bad || len(r.rest) > 0 || s.rows == 0 {
		return nil, damaged("its parts do not add up")
	}
	s.size = int(unsafe.Sizeof(*s)) + len(s.campaign) + len(s.sum)
	for _, text := range r.texts {
		s.size += len(text)
	}
	for i := range s.sections {
		sec := &s.sections[i]
		s.size += int(unsafe.Sizeof(*sec)) + cap(sec.blocks)*int(unsafe.Sizeof(block{})) + sec.planes.size()
	}
	return s, nil
}

// Rows returns the number of responses.
func (s *Segment) Rows() int { return s.rows }

// Sum returns the hash of the segment's bytes, in hexadecimal digits. Segments
// of the same responses have the same.
func (s *Segment) Sum() string { return s.sum }

// Size returns about how many bytes of memory the segment takes.
func (s *Segment) Size() int { return s.size }
