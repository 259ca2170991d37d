package daybook

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"hailong/internal/bench"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// pagesOnly returns a quarter of which only the pages are in the store, made and
// written as Pack does, a day at a time; and what is on them, counted as a stream.
// Inserting ten million rows first would take many times as long.
func pagesOnly(b *testing.B, responses int) (*quarter, *tally.Tally) {
	b.Helper()
	q := emptyQuarter(b, responses)
	whole := tally.New(q.template)
	m := manifest{Format: format, Through: q.scope.To}
	for d := q.scope.From; d <= q.scope.To; d++ {
		if d.Time().Weekday() == time.Sunday {
			continue
		}
		p := q.page(d, responses/q.workdays())
		for i := range p.rows {
			if err := whole.Add(p.rows[i].Answers); err != nil {
				b.Fatal(err)
			}
		}
		listed, err := p.encode(func(part int, segment []byte) error {
			return q.store.Replace(b.Context(), Segments, segmentID(p.campaign, p.date, part), segment)
		})
		if err != nil {
			b.Fatal(err)
		}
		m.Days = append(m.Days, listed)
	}
	if err := write(b.Context(), q.store, q.scope.Campaign, m); err != nil {
		b.Fatal(err)
	}
	q.clock.set(q.scope.To+1, 12)
	return q, whole
}

func (q *quarter) workdays() int {
	n := 0
	for d := q.scope.From; d <= q.scope.To; d++ {
		if d.Time().Weekday() != time.Sunday {
			n++
		}
	}
	return n
}

// page makes up the responses of one day. One in six is marked, which makes many
// small blocks.
func (q *quarter) page(d survey.Date, responses int) *page {
	plan := q.plan
	plan.From, plan.To, plan.Responses, plan.Seed = d, d, responses, int64(d)
	p := &page{campaign: plan.Campaign.Code, date: d, rows: make([]survey.Response, 0, responses)}
	dice := rand.New(rand.NewPCG(1, uint64(d)))
	for r := range plan.All() {
		r.Flags = marks(dice)
		p.rows = append(p.rows, r)
	}
	return p
}

// marks draws flags, each about as often as it is seen.
func marks(dice *rand.Rand) (f survey.Flags) {
	for _, m := range []struct {
		flag  survey.Flags
		of100 int
	}{{survey.FlagHours, 8}, {survey.FlagNetwork, 6}, {survey.FlagClone, 2}, {survey.FlagFast, 1}, {survey.FlagBurst, 1}} {
		if dice.IntN(100) < m.of100 {
			f |= m.flag
		}
	}
	return f
}

// BenchmarkTenMillion says how the time grows from a million responses to ten, and
// how much memory this process took for ten at most: to make and pack them, a day at
// a time, and to count them.
func BenchmarkTenMillion(b *testing.B) {
	if testing.Short() {
		b.Skip("ten million responses are made up first")
	}
	million, _ := pagesOnly(b, 1_000_000)
	ten, want := pagesOnly(b, 10_000_000)
	peer, ours := million.open(0), ten.open(0)
	b.Run("whole-cold-ms", func(b *testing.B) {
		bench.AtMost(b, ten.milliseconds(b, ours, ten.scope), 10*1000)
	})
	if got := ten.count(b, ours, ten.scope); !got.Equal(want) {
		b.Fatalf("the book counts %d responses, want %d, or other answers", got.Responses, want.Responses)
	}
	for _, s := range ten.scopes(b) {
		b.Run(s.name+"-warm-times-million", func(b *testing.B) {
			one, all := million.warm(b, peer, s.scope), ten.warm(b, ours, s.scope)
			bench.AtMost(b, all/one, 10)
			b.ReportMetric(one, "ms-million")
			b.ReportMetric(all, "ms")
		})
	}
	b.Run("process-MB", func(b *testing.B) {
		bench.AtMost(b, highest(b), 600)
		b.ReportMetric(float64(ours.shelf.taken)/float64(want.Responses), "shelf-B/response")
	})
	b.Run("half-a-shelf-times-cold", func(b *testing.B) {
		tight := ten.open(ours.shelf.taken / 2)
		// What has no room is read again each time, which must be all that it costs.
		again, cold := bench.InTurns(
			func() float64 { return ten.milliseconds(b, tight, ten.scope) },
			func() float64 { return ten.milliseconds(b, ten.open(0), ten.scope) },
		)
		bench.AtMost(b, again/cold, 1.25)
		b.ReportMetric(cold, "ms-cold")
	})
}

// open returns a book that has read nothing yet.
func (q *quarter) open(memory int) *Book { return New(q.store, q.clock.Now, Options{Memory: memory}) }

// highest is the most memory that this process ever had, in millions of bytes.
func highest(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Skip("this system does not say how much memory a process has")
	}
	var kB float64
	_, line, _ := strings.Cut(string(status), "VmHWM:")
	if _, err := fmt.Sscan(line, &kB); err != nil {
		b.Fatal(err)
	}
	return kB * 1024 / 1e6
}
