package tally

import (
	"bytes"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

var monday = survey.Day(2026, 10, 5)

// sourced draws responses of one campaign and day that differ in everything a
// source holds, rarely in the template and in the number of cells too.
func sourced(m *survey.Template) *rapid.Generator[survey.Response] {
	return rapid.Custom(func(t *rapid.T) survey.Response {
		r := survey.Response{
			Template: m.Ref(), Campaign: "quy-4", Date: monday,
			Unit:    rapid.SampledFrom([]string{"ninh-giang", "ninh-giang", ""}).Draw(t, "unit"),
			Place:   rapid.SampledFrom([]string{"trung-tam", "vinh-hoa"}).Draw(t, "place"),
			Counter: rapid.SampledFrom([]string{"1", "2", ""}).Draw(t, "counter"),
			Channel: rapid.SampledFrom(survey.Channels[:3]).Draw(t, "channel"),
			Field:   rapid.SampledFrom([]string{"HOTICH", "DATDAI", ""}).Draw(t, "field"),
			Answers: drawn(m).Draw(t, "answers"),
		}
		r.Flags = rapid.SampledFrom([]survey.Flags{0, 0, 0, survey.FlagFast, survey.FlagHours | survey.FlagClone}).Draw(t, "flags")
		r.ID = survey.IDOf("quy-4", rapid.String().Draw(t, "key"))
		r.Comment = rapid.SampledFrom([]string{"", "Tốt"}).Draw(t, "comment")
		return r
	})
}

// strange draws responses of which some cannot be counted.
func strange(m *survey.Template) *rapid.Generator[survey.Response] {
	return rapid.Custom(func(t *rapid.T) survey.Response {
		r := sourced(m).Draw(t, "response")
		switch rapid.IntRange(0, 30).Draw(t, "fault") {
		case 0:
			r.Template.Version = rapid.IntRange(-1, 3).Draw(t, "version")
		case 1:
			r.Answers = r.Answers[:rapid.IntRange(0, len(r.Answers)).Draw(t, "cells")]
		case 2:
			r.Answers[rapid.IntRange(0, len(r.Answers)-1).Draw(t, "column")] = rapid.Byte().Draw(t, "cell")
		}
		return r
	})
}

func packed(f fataler, list []survey.Response, limit int) [][]byte {
	f.Helper()
	p := NewPacker("quy-4", monday)
	for r := range stream(list, nil) {
		if err := p.Add(r); err != nil {
			f.Fatal(err)
		}
	}
	if p.Rows() != len(list) {
		f.Fatal("the packer does not know how many were added")
	}
	return slices.Collect(p.Encode(limit))
}

func segments(f fataler, parts [][]byte) []*Segment {
	f.Helper()
	list := make([]*Segment, len(parts))
	for i := range parts {
		s, err := DecodeSegment(parts[i])
		if err != nil {
			f.Fatal(err)
		}
		list[i] = s
	}
	return list
}

// rows yields what a segment holds, in its order.
func rows(s *Segment) iter.Seq[survey.Response] {
	return func(yield func(survey.Response) bool) {
		for i := range s.sections {
			sec, at := &s.sections[i], 0
			for j := range sec.blocks {
				for range sec.blocks[j].rows {
					r := survey.Response{Campaign: s.campaign, Date: s.date, Template: sec.template, Answers: sec.row(at, nil)}
					sec.blocks[j].onto(&r)
					if at++; !yield(r) {
						return
					}
				}
			}
		}
	}
}

// bare is what a segment keeps of responses, in an order of their own.
func bare(list []survey.Response) []string {
	var all []string
	for _, r := range list {
		all = append(all, strings.Join([]string{r.Template.String(), r.Unit, r.Place, r.Counter, string(r.Channel), r.Field, r.Flags.String(), string(r.Answers)}, "|"))
	}
	slices.Sort(all)
	return all
}

func TestPackingKeepsEveryRowAndTellsNoOrder(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(strange(m), 0, 40).Draw(t, "list")
		limit := rapid.SampledFrom([]int{1, 100, 500, 1 << 20}).Draw(t, "limit")
		parts := packed(t, list, limit)
		var back []survey.Response
		for _, s := range segments(t, parts) {
			n := len(back)
			back = slices.AppendSeq(back, rows(s))
			if s.Rows() != len(back)-n || s.Rows() == 0 {
				t.Fatalf("a segment says %d rows and holds %d", s.Rows(), len(back)-n)
			}
		}
		if !slices.Equal(bare(back), bare(list)) {
			t.Fatalf("packed\n%q\nread\n%q", bare(list), bare(back))
		}
		again := packed(t, rapid.Permutation(list).Draw(t, "order"), limit)
		if !slices.EqualFunc(parts, again, bytes.Equal) {
			t.Fatal("another order gives other bytes")
		}
	})
}

func TestADayIsCutIntoPartsOfTheLimit(t *testing.T) {
	m := sample(1)
	var list []survey.Response
	for i := range 5000 {
		r := responses(m)[i%len(sheets)]
		r.Date, r.Counter = monday, string(rune('a'+i%7))
		list = append(list, r)
	}
	const limit = 4096
	parts := packed(t, list, limit)
	for i, b := range parts {
		if len(b) > limit+100 || i < len(parts)-1 && len(b) < limit/2 {
			t.Errorf("part %d of %d has %d bytes, want about %d", i, len(parts), len(b), limit)
		}
	}
	if len(packed(t, list, 1<<20)) != 1 {
		t.Error("what fits one segment is cut")
	}
}

func TestASegmentIsKnownByItsContents(t *testing.T) {
	list := responses(sample(1))
	for i := range list {
		list[i].Date = monday
	}
	a, b := segments(t, packed(t, list, 1<<20))[0], segments(t, packed(t, list, 1<<20))[0]
	other := segments(t, packed(t, list[1:], 1<<20))[0]
	if a.Sum() != b.Sum() || a.Sum() == other.Sum() || len(a.Sum()) != 2*sumSize {
		t.Errorf("sums %s, %s and %s of another, want the first two equal", a.Sum(), b.Sum(), other.Sum())
	}
}

func TestEncodingCanBeLeftEarly(t *testing.T) {
	p := NewPacker("quy-4", monday)
	for _, r := range responses(sample(1)) {
		r.Date = monday
		if err := p.Add(&r); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for range p.Encode(1) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d parts", n)
	}
}

func TestNothingAddedIsNoSegment(t *testing.T) {
	if got := packed(t, nil, 100); len(got) != 0 {
		t.Errorf("got %d segments", len(got))
	}
}

func TestAResponseOfAnotherDayIsNotPacked(t *testing.T) {
	p := NewPacker("quy-4", monday)
	for _, r := range []survey.Response{{Campaign: "quy-4", Date: monday + 1}, {Campaign: "quy-3", Date: monday}} {
		if err := p.Add(&r); err == nil {
			t.Errorf("%s of %s was packed", r.Campaign, r.Date)
		}
	}
	if p.Rows() != 0 {
		t.Errorf("%d rows, want none", p.Rows())
	}
}

func TestIdsAndCommentsAreNotInASegment(t *testing.T) {
	r := responses(sample(1))[0]
	r.Date, r.Comment, r.ID = monday, "Cán bộ nhiệt tình", survey.ID([]byte("0123456789abcdef"))
	b := packed(t, []survey.Response{r}, 1<<20)[0]
	if bytes.Contains(b, []byte("nhiệt")) || bytes.Contains(b, r.ID[:8]) {
		t.Errorf("the segment holds what leads to a person: %q", b)
	}
}

// made makes up responses at the full template of a busy commune: places,
// counters, channels and fields in every combination.
func made(rnd *rand.Rand, m *survey.Template, n int) []survey.Response {
	list := make([]survey.Response, n)
	for i := range list {
		r := survey.Response{
			Template: m.Ref(), Campaign: "quy-4", Date: monday, Unit: "ninh-giang",
			Place:   []string{"trung-tam", "vinh-hoa", "dong-tam"}[rnd.IntN(3)],
			Counter: string(rune('1' + rnd.IntN(4))), Channel: survey.Channels[rnd.IntN(5)],
			Field: "LV" + string(rune('a'+rnd.IntN(12))), Answers: make(survey.Answers, len(m.Columns())),
		}
		for c, column := range m.Columns() {
			r.Answers[c] = byte(rnd.IntN(column.Size))
			if column.Size == 8 {
				r.Answers[c] = []byte{5, 5, 5, 4, 4, 4, 3, 2, 6, 0}[rnd.IntN(10)]
			}
		}
		list[i] = r
	}
	return list
}
