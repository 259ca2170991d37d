package tally

import (
	"encoding/binary"
	"slices"
)

// A piece is some sorted rows of one origin.
type piece struct {
	origin
	rows [][]byte
}

// encode writes a segment of pieces in the order of their origins.
func (p *Packer) encode(part []piece) []byte {
	b := append([]byte(nil), magic...)
	b = appendText(b, p.campaign)
	b = binary.AppendVarint(b, int64(p.date))
	texts := textsOf(part)
	b = binary.AppendUvarint(b, uint64(len(texts)))
	for _, s := range texts {
		b = appendText(b, s)
	}
	sections := sectionsOf(part)
	b = binary.AppendUvarint(b, uint64(len(sections)))
	for _, pieces := range sections {
		b = appendSection(b, texts, pieces)
	}
	return append(b, sumOf(b)...)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// textsOf returns every text of the origins once, sorted.
func textsOf(part []piece) []string {
	var texts []string
	for i := range part {
		o := &part[i].origin
		texts = append(texts, o.template.Code, o.place, string(o.channel), o.field, o.unit, o.counter)
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// sectionsOf cuts the pieces where the section changes.
func sectionsOf(part []piece) [][]piece {
	var sections [][]piece
	for len(part) > 0 {
		n := 1
		for n < len(part) && part[n].compareSection(&part[0].origin) == 0 {
			n++
		}
		sections = append(sections, part[:n])
		part = part[n:]
	}
	return sections
}

func appendSection(b []byte, texts []string, pieces []piece) []byte {
	number := func(s string) {
		n, _ := slices.BinarySearch(texts, s)
		b = binary.AppendUvarint(b, uint64(n))
	}
	o := &pieces[0].origin
	number(o.template.Code)
	b = binary.AppendVarint(b, int64(o.template.Version))
	b = binary.AppendUvarint(b, uint64(o.width))
	b = binary.AppendUvarint(b, uint64(len(pieces)))
	for i := range pieces {
		s := &pieces[i].source
		b = binary.AppendUvarint(b, uint64(s.flags))
		for _, text := range []string{s.place, string(s.channel), s.field, s.unit, s.counter} {
			number(text)
		}
		b = binary.AppendUvarint(b, uint64(len(pieces[i].rows)))
	}
	for c := range o.width {
		for i := range pieces {
			for _, row := range pieces[i].rows {
				b = append(b, row[c])
			}
		}
	}
	return b
}
