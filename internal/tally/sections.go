package tally

import (
	"cmp"
	"math"

	"hailong/internal/survey"
)

// An origin is what the rows of a block have in common. Its order is that of
// the sections and, in them, of the blocks: the flags first, so that those
// without any lie together, and the counter last, because it is counted apart
// less often than the rest. Rows that are counted together and lie together are
// counted fastest.
type origin struct {
	template survey.Ref
	width    int
	source
}

func (o *origin) compareSection(p *origin) int {
	return cmp.Or(
		cmp.Compare(o.template.Code, p.template.Code),
		cmp.Compare(o.template.Version, p.template.Version),
		cmp.Compare(o.width, p.width),
	)
}

func compareOrigins(o, p origin) int {
	return cmp.Or(o.compareSection(&p), o.source.compare(&p.source))
}

func (s *source) compare(t *source) int {
	return cmp.Or(
		cmp.Compare(s.flags, t.flags),
		cmp.Compare(s.place, t.place),
		cmp.Compare(s.channel, t.channel),
		cmp.Compare(s.field, t.field),
		cmp.Compare(s.unit, t.unit),
		cmp.Compare(s.counter, t.counter),
	)
}

// sections reads all of them.
func (r *reader) sections(s *Segment) {
	var before origin
	for i := range r.number(len(r.rest)) {
		sec, at := r.section(maxRows - s.rows)
		if i > 0 && before.compareSection(&at) >= 0 {
			r.fail()
		}
		if r.bad {
			return
		}
		s.sections = append(s.sections, sec)
		s.rows += sec.rows
		before = at
	}
}

// section reads one of at most room rows, and says of what.
func (r *reader) section(room int) (sec section, at origin) {
	sec.template = survey.Ref{Code: r.named(), Version: r.version()}
	sec.width = r.number(len(r.rest))
	for i := range r.number(len(r.rest)) {
		b := block{r.source(), r.number(room - sec.rows)}
		if b.rows == 0 || i > 0 && sec.blocks[i-1].compare(&b.source) >= 0 {
			r.fail()
		}
		if r.bad {
			return sec, at
		}
		sec.blocks = append(sec.blocks, b)
		sec.rows += b.rows
	}
	if sec.rows == 0 || sec.width > 0 && sec.rows > len(r.rest)/sec.width {
		r.fail()
		return sec, at
	}
	sec.planes = planesOf(r.bytes(sec.rows*sec.width), sec.rows, sec.width)
	return sec, origin{template: sec.template, width: sec.width}
}

func (r *reader) version() int {
	n := r.signed()
	if n < math.MinInt32 || n > math.MaxInt32 {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader) source() source {
	return source{
		flags: survey.Flags(r.number(math.MaxUint16)),
		place: r.named(), channel: survey.Channel(r.named()), field: r.named(),
		unit: r.named(), counter: r.named(),
	}
}
