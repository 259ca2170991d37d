package tally

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/catalog"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

// scoped draws scopes that have some of what sourced draws.
func scoped(m *survey.Template) *rapid.Generator[survey.Scope] {
	return rapid.Custom(func(t *rapid.T) survey.Scope {
		s := survey.Scope{Campaign: rapid.SampledFrom([]string{"quy-4", "quy-4", "quy-4", "quy-4", "quy-3"}).Draw(t, "campaign")}
		s.From = monday + survey.Date(rapid.SampledFrom([]int{-9, -1, 0, 0, 1}).Draw(t, "from"))
		s.To = monday + survey.Date(rapid.SampledFrom([]int{-1, 0, 0, 1, 9}).Draw(t, "to"))
		s.Places = some(t, "places", "trung-tam", "vinh-hoa", "khong-co")
		s.Counters = some(t, "counters", "1", "2", "")
		s.Fields = some(t, "fields", "HOTICH", "DATDAI", "")
		s.Channels = some(t, "channels", survey.Channels...)
		for _, option := range some(t, "groups", "truc-tiep", "truc-tuyen") {
			g, err := m.Group("A3", option)
			if err != nil {
				t.Fatal(err)
			}
			s.Groups = append(s.Groups, g)
		}
		return s
	})
}

// some draws nothing, mostly, or a few of the values.
func some[T any](t *rapid.T, name string, of ...T) []T {
	if rapid.IntRange(0, 3).Draw(t, name) > 0 {
		return nil
	}
	return rapid.SliceOfN(rapid.SampledFrom(of), 1, 2).Draw(t, name+" chosen")
}

var bySource = []func(*survey.Response) string{Channel, Place, Field, func(r *survey.Response) string { return r.Unit + r.Counter + r.Date.String() }}

func splitsOf(m *survey.Template, n int) []*Split {
	var list []*Split
	for _, part := range bySource[:n] {
		list = append(list, By(m, part))
	}
	return list
}

func TestSegmentsAreCountedAsTheStreamOfTheirRows(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.SampledFrom([]*rapid.Generator[survey.Response]{sourced(m), strange(m)}).Draw(t, "kind")
		list := rapid.SliceOfN(draw, 0, 80).Draw(t, "list")
		scope := scoped(m).Draw(t, "scope")
		n := rapid.IntRange(0, len(bySource)).Draw(t, "splits")
		wants, gots := splitsOf(m, n), splitsOf(m, n)

		in := slices.DeleteFunc(slices.Clone(list), func(r survey.Response) bool { return !scope.Has(&r) })
		want, wrong := Count(context.Background(), stream(in, nil), m, wants...)
		got, err := counted(segments(t, packed(t, list, rapid.SampledFrom([]int{300, 1 << 20}).Draw(t, "limit"))), m, scope, gots)
		if (err != nil) != (wrong != nil) || err != nil && !errors.Is(err, ErrTemplate) {
			t.Fatalf("error %v, want %v", err, wrong)
		}
		if err != nil {
			return
		}
		if !got.Equal(want) {
			t.Fatalf("counted %d responses, want %d, or other answers", got.Responses, want.Responses)
		}
		for i := range gots {
			sameParts(t, gots[i], wants[i])
		}
	})
}

func counted(list []*Segment, m *survey.Template, scope survey.Scope, splits []*Split) (*Tally, error) {
	p := NewPiles(m, splits...)
	whole := New(m)
	for i, s := range list {
		if err := p.Add(s, &scope); err != nil {
			return nil, err
		}
		if i == 1 {
			if err := p.Into(whole); err != nil {
				return nil, err
			}
		}
	}
	return whole, p.Into(whole)
}

func sameParts(t *rapid.T, got, want *Split) {
	if len(got.Parts()) != len(want.Parts()) {
		t.Fatalf("%d parts, want %d", len(got.Parts()), len(want.Parts()))
	}
	for name, part := range want.Parts() {
		if p := got.Parts()[name]; p == nil || !p.Equal(part) {
			t.Fatalf("part %q is another tally", name)
		}
	}
}

// Long runs are counted 64 rows at a time, the last ones of them fewer.
func TestManyEqualRowsAreCountedInFull(t *testing.T) {
	m := sample(1)
	for _, n := range []int{1, 63, 64, 65, 128, 129, 1000, 70000} {
		var list []survey.Response
		for i := range n {
			list = append(list, survey.Response{Template: m.Ref(), Campaign: "quy-4", Date: monday, Answers: sheets[i*i%2]})
		}
		got, err := counted(segments(t, packed(t, list, 1<<30)), m, survey.Scope{Campaign: "quy-4", From: monday, To: monday}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !got.Equal(count(t, list, m)) {
			t.Errorf("%d rows are counted otherwise in a segment", n)
		}
	}
}

func TestAResponseThatCannotBeCountedIsNamedFromASegmentToo(t *testing.T) {
	m := sample(1)
	list := responses(m)
	for i := range list {
		list[i].Date = monday
	}
	list[2].Template.Version = 2
	segs := segments(t, packed(t, list, 1<<20))
	scope := survey.Scope{Campaign: "quy-4", From: monday, To: monday}
	_, want := Count(context.Background(), stream(list, nil), m)
	_, err := counted(segs, m, scope, nil)
	if err == nil || !errors.Is(err, ErrTemplate) || want.Error() != "count responses: "+err.Error() {
		t.Errorf("error %q, want that of the stream: %q", err, want)
	}
	scope.Channels = []survey.Channel{survey.ChannelPaper}
	if c, err := counted(segs, m, scope, nil); err != nil || c.Responses != 1 {
		t.Errorf("beside it: %v, %v, want one response", c, err)
	}
}

func TestPilesOfAnotherTemplateDoNotMix(t *testing.T) {
	m := sample(1)
	list := responses(m)[:1]
	list[0].Date = monday
	scope := survey.Scope{Campaign: "quy-4", From: monday, To: monday}
	for name, into := range map[string]func(*Piles) error{
		"whole": func(p *Piles) error { return p.Into(New(sample(2))) },
		"split": func(p *Piles) error { return p.Into(New(m)) },
	} {
		p := NewPiles(m, By(sample(2), Place))
		if err := p.Add(segments(t, packed(t, list, 1<<20))[0], &scope); err != nil {
			t.Fatal(err)
		}
		if err := into(p); !errors.Is(err, ErrTemplate) {
			t.Errorf("%s: %v, want ErrTemplate", name, err)
		}
	}
}

func full(tb testing.TB) *survey.Template {
	tb.Helper()
	c, err := catalog.Load(templates.FS)
	if err != nil {
		tb.Fatal(err)
	}
	m, err := c.Latest("full")
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// A million responses to the full template over 92 days, as a busy commune's.
const (
	benchRows = 1_000_000
	benchDays = 92
)

func benchParts(b *testing.B, m *survey.Template) [][]byte {
	rnd := rand.New(rand.NewPCG(1, 1))
	var parts [][]byte
	for range benchDays {
		parts = append(parts, packed(b, made(rnd, m, benchRows/benchDays), 1<<30)...)
	}
	b.ReportMetric(float64(len(m.Columns())), "columns")
	return parts
}

func BenchmarkSegmentCount(b *testing.B) {
	m := full(b)
	segs := segments(b, benchParts(b, m))
	group, err := m.Group("A3", m.Question("A3").Options[0].Code)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		scope  survey.Scope
		splits int
	}{
		{"whole", survey.Scope{}, 0},
		{"three splits", survey.Scope{}, 3},
		{"field", survey.Scope{Fields: []string{"LVa"}}, 3},
		{"group", survey.Scope{Groups: []survey.Group{group}}, 3},
		{"place field channel group", survey.Scope{Places: []string{"vinh-hoa"}, Fields: []string{"LVa", "LVb"}, Channels: survey.Channels[:1], Groups: []survey.Group{group}}, 3},
	} {
		c.scope.Campaign, c.scope.From, c.scope.To = "quy-4", monday, monday
		b.Run(c.name, func(b *testing.B) {
			var n int64
			for b.Loop() {
				whole, err := counted(segs, m, c.scope, splitsOf(m, c.splits))
				if err != nil {
					b.Fatal(err)
				}
				n = whole.Responses
			}
			b.ReportMetric(float64(n), "responses")
		})
	}
}

func BenchmarkSegmentDecode(b *testing.B) {
	parts := benchParts(b, full(b))
	var bytes, memory int
	for b.Loop() {
		bytes, memory = 0, 0
		for i, s := range segments(b, parts) {
			bytes, memory = bytes+len(parts[i]), memory+s.Size()
		}
	}
	b.ReportMetric(float64(bytes)/benchRows, "bytes/response")
	b.ReportMetric(float64(memory)/benchRows, "memory/response")
}

func BenchmarkSegmentPack(b *testing.B) {
	list := made(rand.New(rand.NewPCG(1, 1)), full(b), 100_000)
	for b.Loop() {
		packed(b, list, 1<<30)
	}
	b.ReportMetric(float64(b.N)*100_000/b.Elapsed().Seconds(), "rows/s")
}
