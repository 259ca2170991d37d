package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
)

var (
	factorCodes   = []string{"TC", "TT", "CC", "KQ", "PA"}
	shortCriteria = map[string][]string{"TC": {"TC"}, "TT": {"TT"}, "CC": {"CC"}, "KQ": {"KQ"}, "PA": {"PA"}}
	fullCriteria  = map[string][]string{
		"TC": {"TC1", "TC2", "TC3", "TC4"}, "TT": {"TT1", "TT2", "TT3", "TT4"}, "CC": {"CC1", "CC2", "CC3", "CC4", "CC5"},
		"KQ": {"KQ1", "KQ2", "KQ3"}, "PA": {"PA1", "PA2", "PA3"},
	}
	fieldCodes = []string{"", "HOTICH", "CHUNGTHUC", "DATDAI", "KHAC"}
)

// A crowd answers a form at random and counts itself: all of it under "", and
// each field under its code.
type crowd struct {
	caller *caller
	code   string
	make   func(*rand.Rand) (choices map[string]string, levels map[string]int)
	empty  func() *recount

	mu     sync.Mutex
	counts map[string]*recount
}

func (w *crowd) send(seed uint64, goroutines, sheets int) {
	var group sync.WaitGroup
	for g := range goroutines {
		group.Go(func() {
			random := rand.New(rand.NewPCG(seed, uint64(g)))
			for i := g; i < sheets; i += goroutines {
				w.one(random, fmt.Sprintf("%s-%d-%010d", w.code, seed, i))
			}
		})
	}
	group.Wait()
}

func (w *crowd) one(random *rand.Rand, key string) {
	choices, levels := w.make(random)
	answers := make(map[string]any)
	for code, option := range choices {
		answers[code] = option
	}
	for code, level := range levels {
		if answers[code] = level; level == 0 {
			answers[code] = "na"
		}
	}
	field := fieldCodes[random.IntN(len(fieldCodes))]
	body, err := json.Marshal(map[string]any{"key": key, "answers": answers, "field": field})
	if err != nil {
		panic(err)
	}
	if r, err := w.caller.postJSON("/api/v1/s/"+w.code, string(body)); err != nil || r.status != 201 {
		w.caller.t.Errorf("%s: %v, status %d: %s", body, err, r.status, r.body)
		return
	}
	settle(choices, levels)
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, scope := range slices.Compact([]string{"", field}) {
		if w.counts[scope] == nil {
			w.counts[scope] = w.empty()
		}
		w.counts[scope].add(levels)
	}
}

// settle is what conditions do to a sheet: who has no result yet, or never
// complained, is asked nothing about it, whatever was ticked.
func settle(choices map[string]string, levels map[string]int) {
	if choices["A4"] == "chua" {
		levels["KQ1"], levels["KQ2"], levels["KQ3"] = 0, 0, 0
	}
	if choices["PA0"] == "khong" {
		levels["PA2"], levels["PA3"] = 0, 0
	}
}

// tick answers a question or leaves it out, each person with a bent of their own.
func tick(random *rand.Rand, levels map[string]int, code string, bent int) {
	switch k := random.IntN(20); {
	case k < 15:
		levels[code] = min(5, 1+random.IntN(bent))
	case k < 18:
		levels[code] = 0
	}
}

func shortSheet(random *rand.Rand) (map[string]string, map[string]int) {
	levels := map[string]int{}
	bent := 3 + random.IntN(6)
	for _, code := range factorCodes {
		tick(random, levels, code, bent)
	}
	tick(random, levels, "HL0", bent)
	if _, given := levels["HL0"]; !given {
		levels["HL0"] = 1 + random.IntN(5) // it is required
	}
	return nil, levels
}

func fullSheet(random *rand.Rand) (map[string]string, map[string]int) {
	choices, levels := map[string]string{}, map[string]int{"TC1": 1 + random.IntN(5)} // never an empty sheet
	for code, options := range map[string][]string{"A4": {"dunghen", "trehen", "chua", ""}, "PA0": {"co", "khong", "khong", ""}} {
		if o := options[random.IntN(len(options))]; o != "" {
			choices[code] = o
		}
	}
	bent := 3 + random.IntN(6)
	for _, list := range fullCriteria {
		for _, code := range list {
			tick(random, levels, code, bent)
		}
	}
	tick(random, levels, "HL0", bent)
	tick(random, levels, "X1", bent) // enters nothing
	if _, given := levels["TC1"]; !given {
		levels["TC1"] = 3
	}
	return choices, levels
}

// An answered is what the program says, read without its own types.
type answered struct {
	Responses       int64
	Overall         figures
	OverallQuestion question `json:"overall_question"`
	FactorMean      figures  `json:"factor_mean"`
	Factors         []question
	Criteria        []question
}

type figures struct {
	Satisfied, Valid int64
	Percent, Mean    *string
}

func (f figures) String() string {
	return fmt.Sprintf("satisfied %d valid %d percent %s mean %s", f.Satisfied, f.Valid, text(f.Percent), text(f.Mean))
}

func text(s *string) string {
	if s == nil {
		return "null"
	}
	return *s
}

type question struct {
	Code               string
	Counts             []int64
	NA, Blank, Invalid int64
	figures
	Interval []string
}

func (q question) String() string {
	return fmt.Sprintf("%s counts %v na %d blank %d invalid %d %v", q.Code, q.Counts, q.NA, q.Blank, q.Invalid, q.figures)
}

func (a answered) lines() []string {
	interval := "null"
	if a.OverallQuestion.Interval != nil {
		interval = strings.Join(a.OverallQuestion.Interval, " ")
	}
	lines := []string{
		fmt.Sprintf("responses %d", a.Responses), "overall " + a.Overall.String(), "overall_question " + a.OverallQuestion.String(),
		"interval " + interval, "factor_mean " + text(a.FactorMean.Percent),
	}
	for _, f := range a.Factors {
		lines = append(lines, "factor "+f.Code+" "+f.figures.String())
	}
	for _, c := range a.Criteria {
		lines = append(lines, "criterion "+c.String())
	}
	slices.Sort(lines)
	return lines
}

func TestEveryFigureOfThousandsOfRandomAnswersEqualsARecount(t *testing.T) {
	everywhere(t, everyFigureOfThousandsOfRandomAnswersEqualsARecount)
}

func everyFigureOfThousandsOfRandomAnswersEqualsARecount(t *testing.T, dir string) {
	token := newToken(t, dir)
	c := serve(t, dir)
	caller := newCaller(t, c.ready.Address)
	short := &crowd{caller: caller, code: "DEMO", make: shortSheet, counts: map[string]*recount{},
		empty: func() *recount { return newRecount("HL0", factorCodes, shortCriteria) }}
	full := &crowd{caller: caller, code: "DEMOFULL", make: fullSheet, counts: map[string]*recount{},
		empty: func() *recount { return newRecount("HL0", factorCodes, fullCriteria) }}
	compare := func() {
		equal(t, caller, token, "demo-short", short)
		equal(t, caller, token, "demo-full", full)
	}
	compare() // nobody has answered: every figure is null
	short.send(1, 1, 1)
	full.send(1, 1, 7)
	compare()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	short.send(seed, 16, 2000)
	full.send(seed, 16, 500)
	compare()
	c.stop()
	c = serve(t, dir)
	caller.base = c.ready.Address
	compare()
	c.stop()
}

// equal compares the whole campaign and each field of it.
func equal(t *testing.T, c *caller, token, campaign string, w *crowd) {
	t.Helper()
	counts := maps.Clone(w.counts)
	if counts[""] == nil {
		counts[""] = w.empty()
	}
	for field, want := range counts {
		path := "/api/v1/index?campaign=" + campaign
		if field != "" {
			path += "&field=" + field
		}
		var got answered
		if err := json.Unmarshal([]byte(c.asOfficer(token, path)), &got); err != nil {
			t.Fatal(err)
		}
		g, w := got.lines(), want.lines()
		if len(g) != len(w) {
			t.Fatalf("%s: got %d figures, want %d", path, len(g), len(w))
		}
		for i := range g {
			if g[i] != w[i] {
				t.Errorf("%s: got %s\nwant %s", path, g[i], w[i])
			}
		}
	}
}
