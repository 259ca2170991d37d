package storetest

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"

	"hailong/internal/store"
	"hailong/internal/survey"
)

func orderFree(h *harness) {
	const n = 1000
	arrival := map[survey.ID]int{}
	for from := 0; from < n; from += 50 {
		batch := responses(n)[from : from+50]
		for i := range batch {
			arrival[batch[i].ID] = from + i
		}
		h.insert(batch)
	}
	var order []float64
	for _, r := range h.read(all("demo-full")) {
		order = append(order, float64(arrival[r.ID]))
	}
	if len(order) != n {
		h.Fatalf("got %d responses, want %d", len(order), n)
	}
	if rho := rankCorrelation(order); math.Abs(rho) >= 0.1 {
		h.Errorf("got a rank correlation of %.3f between arrival and reading, want less than 0.1", rho)
	}
	if slices.IsSorted(order) {
		h.Error("got the order of arrival")
	}
}

// byDay inserts days in no order, and more responses than an engine reads at a
// time.
func byDay(h *harness) {
	const n = 5 * store.MaxBatch
	batch := responses(n)
	for i := range batch {
		batch[i].Date = day + survey.Date(i*7%days)
	}
	for from := 0; from < n; from += store.MaxBatch {
		h.insert(batch[from : from+store.MaxBatch])
	}
	got := h.read(survey.Scope{Campaign: "demo-full", From: math.MinInt32, To: math.MaxInt32})
	if len(got) != n {
		h.Errorf("got %d responses, want %d", len(got), n)
	}
	for i := 1; i < len(got); i++ {
		if got[i].Date < got[i-1].Date {
			h.Fatalf("response %d is of %s, the one before of %s", i, got[i].Date, got[i-1].Date)
		}
	}
}

// rankCorrelation is Spearman's rho between the ranks and their places.
func rankCorrelation(ranks []float64) float64 {
	n := float64(len(ranks))
	sum := 0.0
	for i, r := range ranks {
		sum += (r - float64(i)) * (r - float64(i))
	}
	return 1 - 6*sum/(n*(n*n-1))
}

func scopeEdges(h *harness) {
	batch := responses(7)
	for i := range batch {
		batch[i].Date = day + survey.Date(i)
	}
	h.insert(batch)
	for _, c := range []struct {
		from, to survey.Date
		want     int
	}{
		{day + 2, day + 4, 3}, {day + 3, day + 3, 1}, {day + 4, day + 3, 0}, {day - 9, day - 1, 0},
		{day + 7, day + 90, 0}, {math.MinInt32, day, 1}, {day + 6, math.MaxInt32, 1},
	} {
		got := h.read(survey.Scope{Campaign: "demo-full", From: c.from, To: c.to})
		if len(got) != c.want {
			h.Errorf("%s to %s: got %d responses, want %d", c.from, c.to, len(got), c.want)
		}
	}
}

func unknownCampaign(h *harness) {
	h.insert(responses(3))
	if got := h.read(all("không có")); len(got) != 0 {
		h.Errorf("got %d responses, want none", len(got))
	}
}

func scopeProperty(h *harness) {
	batch := several(400, 7)
	h.insert(batch)
	rnd := rand.New(rand.NewPCG(7, 2))
	for range 40 {
		scope := anyScope(h, rnd)
		want := map[survey.ID]bool{}
		for i := range batch {
			if scope.Has(&batch[i]) {
				want[batch[i].ID] = true
			}
		}
		for _, r := range h.read(scope) {
			if !want[r.ID] {
				h.Fatalf("scope %+v: got %+v, which is not in it or came twice", scope, r)
			}
			delete(want, r.ID)
		}
		if len(want) > 0 {
			h.Fatalf("scope %+v: %d responses are missing", scope, len(want))
		}
	}
}

func anyScope(h *harness, rnd *rand.Rand) survey.Scope {
	s := survey.Scope{Campaign: pick(rnd, campaigns)}
	s.From = day + survey.Date(rnd.IntN(days+2)-1)
	s.To = s.From + survey.Date(rnd.IntN(days))
	s.Places = some(rnd, places)
	s.Counters = some(rnd, counters)
	s.Fields = some(rnd, fields)
	s.Channels = some(rnd, survey.Channels)
	for _, g := range some(rnd, [][2]string{{"TUOI", "cao"}, {"GIOI", "nu"}}) {
		group, err := groupTemplate.Group(g[0], g[1])
		h.must(err)
		s.Groups = append(s.Groups, group)
	}
	return s
}

// some returns an empty list half of the time, otherwise a few of the values.
func some[T any](rnd *rand.Rand, of []T) []T {
	if rnd.IntN(2) == 0 {
		return nil
	}
	list := slices.Clone(of)
	rnd.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:1+rnd.IntN(len(list)-1)]
}

// longStream is of more responses than an engine reads at a time, of which some
// arrive meanwhile.
func longStream(h *harness) {
	const before, meanwhile = 5 * store.MaxBatch, 200
	batch := responses(before + meanwhile)
	for i := range batch {
		batch[i].Date = day + survey.Date(i%5)
	}
	for from := 0; from < before; from += store.MaxBatch {
		h.insert(batch[from : from+store.MaxBatch])
	}
	seen := map[survey.ID]int{}
	for r, err := range h.Responses(h.ctx, all("demo-full")) {
		h.must(err)
		if len(seen) == 10 {
			h.insert(batch[before:])
		}
		seen[r.ID]++
	}
	for i, r := range batch {
		if n := seen[r.ID]; n > 1 || (n == 0 && i < before) {
			h.Fatalf("response %d of %d stored before the stream: got it %d times", i, before, n)
		}
	}
}

func stopEarly(h *harness) {
	h.insert(responses(300))
	for range 20 {
		for _, err := range h.Responses(h.ctx, all("demo-full")) {
			h.must(err)
			break
		}
	}
	late := response(300)
	h.insert([]survey.Response{late})
	if got := h.read(all("demo-full")); len(got) != 301 {
		h.Errorf("got %d responses, want 301", len(got))
	}
}

func writeWhileReading(h *harness) {
	h.insert(responses(40))
	n := 0
	for _, err := range h.Responses(h.ctx, all("demo-full")) {
		h.must(err)
		h.insert([]survey.Response{response(1000 + n)})
		if n++; n == 10 {
			break
		}
	}
	if got := h.read(all("demo-full")); len(got) != 50 {
		h.Errorf("got %d responses, want 50", len(got))
	}
}

func cancelledWrite(h *harness) {
	ctx, cancel := context.WithCancel(h.ctx)
	cancel()
	for name, err := range map[string]error{
		"insert":  func() error { _, err := h.Insert(ctx, responses(1)); return err }(),
		"create":  h.Create(ctx, "places", "a", []byte("1")),
		"replace": h.Replace(ctx, "places", "b", []byte("1")),
		"probe":   h.Probe(ctx),
	} {
		if !errors.Is(err, context.Canceled) {
			h.Errorf("%s: got %v, want %v", name, err, context.Canceled)
		}
	}
	if got := h.read(all("demo-full")); len(got) != 0 {
		h.Errorf("got %d responses, want none", len(got))
	}
	if got := h.list("places"); len(got) != 0 {
		h.Errorf("got %d records, want none", len(got))
	}
}

func cancelledRead(h *harness) {
	h.insert(responses(300))
	ctx, cancel := context.WithCancel(h.ctx)
	defer cancel()
	n := 0
	var last error
	for _, err := range h.Responses(ctx, all("demo-full")) {
		if last = err; err == nil {
			n++
			cancel()
		}
	}
	if !errors.Is(last, context.Canceled) || n == 0 {
		h.Errorf("after %d responses got %v, want %v", n, last, context.Canceled)
	}
	if _, err := h.Read(ctx, "places", "a"); !errors.Is(err, context.Canceled) {
		h.Errorf("read: got %v, want %v", err, context.Canceled)
	}
	for _, err := range h.List(ctx, "places") {
		if !errors.Is(err, context.Canceled) {
			h.Errorf("list: got %v, want %v", err, context.Canceled)
		}
	}
}
