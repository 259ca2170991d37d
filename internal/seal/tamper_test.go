package seal

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// An image is what lies in a store, so that a test can change it as somebody does who
// has the machine: the store itself would not let him.
type image struct {
	store.Store // of which only the reading is used, here below
	responses   []survey.Response
	records     map[string][]store.Record
}

func (d *desk) image() *image {
	d.Helper()
	m := &image{records: map[string][]store.Record{}}
	kinds, err := d.store.Kinds(d.ctx)
	d.must(err)
	for _, kind := range kinds {
		for r, err := range d.store.List(d.ctx, kind) {
			d.must(err)
			m.records[kind] = append(m.records[kind], r)
		}
	}
	for _, code := range []string{"a", "quý-4"} {
		for r, err := range d.store.Responses(d.ctx, survey.Scope{Campaign: code, From: 0, To: 40_000}) {
			d.must(err)
			c := *r
			c.Answers = slices.Clone(r.Answers)
			m.responses = append(m.responses, c)
		}
	}
	return m
}

func (m *image) clone() *image {
	c := &image{responses: slices.Clone(m.responses), records: maps.Clone(m.records)}
	for i := range c.responses {
		c.responses[i].Answers = slices.Clone(c.responses[i].Answers)
	}
	for kind, list := range c.records {
		c.records[kind] = slices.Clone(list)
		for i := range list {
			c.records[kind][i].Value = slices.Clone(list[i].Value)
		}
	}
	return c
}

func (m *image) Responses(_ context.Context, scope survey.Scope) iter.Seq2[*survey.Response, error] {
	return func(yield func(*survey.Response, error) bool) {
		list := slices.SortedFunc(slices.Values(m.responses), func(a, b survey.Response) int { return int(a.Date - b.Date) })
		for i := range list {
			if scope.Has(&list[i]) && !yield(&list[i], nil) {
				return
			}
		}
	}
}

func (m *image) List(_ context.Context, kind string) iter.Seq2[store.Record, error] {
	return func(yield func(store.Record, error) bool) {
		for _, r := range slices.SortedFunc(slices.Values(m.records[kind]), func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) }) {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (m *image) Read(_ context.Context, kind, id string) ([]byte, error) {
	for _, r := range m.records[kind] {
		if r.ID == id {
			return r.Value, nil
		}
	}
	return nil, survey.ErrNotFound
}

// sealedResponse draws a response whose day is sealed, so that its contents are.
func (m *image) sealedResponse(r *rand.Rand) int {
	for {
		if i := r.IntN(len(m.responses)); m.responses[i].Date < first+3 && m.responses[i].Channel != survey.ChannelPaper {
			return i
		}
	}
}

func (m *image) anyResponse(r *rand.Rand) int {
	for {
		if i := r.IntN(len(m.responses)); m.responses[i].Channel != survey.ChannelPaper {
			return i
		}
	}
}

// anew changes an entry and seals it again, with a hash that is right for it.
func (m *image) anew(i int, change func(*record)) {
	var e record
	if err := json.Unmarshal(m.records["seals"][i].Value, &e); err != nil {
		panic(err)
	}
	change(&e)
	e, err := e.sealed()
	if err != nil {
		panic(err)
	}
	m.records["seals"][i].Value, _ = json.Marshal(e)
}

var tamperings = map[string]func(*rand.Rand, *image){
	"a response dropped": func(r *rand.Rand, m *image) {
		i := m.anyResponse(r)
		m.responses = slices.Delete(m.responses, i, i+1)
	},
	"a comment changed": func(r *rand.Rand, m *image) { m.responses[m.sealedResponse(r)].Comment += "!" },
	"an answer changed": func(r *rand.Rand, m *image) {
		one := &m.responses[m.sealedResponse(r)]
		one.Answers[r.IntN(len(one.Answers))] += 1 + byte(r.IntN(200))
	},
	"a response moved to another day": func(r *rand.Rand, m *image) { m.responses[m.sealedResponse(r)].Date-- },
	"a response moved to another place": func(r *rand.Rand, m *image) {
		m.responses[m.sealedResponse(r)].Place = "nơi khác"
	},
	"a response called one from paper": func(r *rand.Rand, m *image) { m.responses[m.anyResponse(r)].Channel = survey.ChannelPaper },
	"flags taken away or added":        func(r *rand.Rand, m *image) { m.responses[m.sealedResponse(r)].Flags ^= 1 },
	"a response added": func(r *rand.Rand, m *image) {
		m.responses = append(m.responses, sample("a", first+survey.Date(r.IntN(4)), 50_000+r.IntN(1000)))
	},
	"a response given in place of another": func(r *rand.Rand, m *image) {
		i := m.sealedResponse(r)
		m.responses[i] = sample(m.responses[i].Campaign, m.responses[i].Date, 60_000)
	},
	"a waiting receipt dropped": func(r *rand.Rand, m *image) {
		i := r.IntN(len(m.records["receipts"]))
		m.records["receipts"] = slices.Delete(m.records["receipts"], i, i+1)
	},
	"a waiting receipt added": func(r *rand.Rand, m *image) {
		m.records["receipts"] = append(m.records["receipts"], store.Record{ID: string(survey.ReceiptOf("a", string(rune(r.IntN(1000))))), Value: store.Given})
	},
	"a byte of an entry": func(r *rand.Rand, m *image) {
		v := m.records["seals"][r.IntN(3)].Value
		v[r.IntN(len(v))] ^= 1 << r.IntN(8)
	},
	"an entry dropped": func(r *rand.Rand, m *image) {
		i := r.IntN(3)
		m.records["seals"] = slices.Delete(m.records["seals"], i, i+1)
	},
	"the last entry dropped, and the head put back": func(r *rand.Rand, m *image) {
		m.records["seals"] = m.records["seals"][:2]
		var e record
		if err := json.Unmarshal(m.records["seals"][1].Value, &e); err != nil {
			panic(err)
		}
		m.records["seal-head"][0].Value, _ = json.Marshal(e.Head())
	},
	"two entries exchanged": func(r *rand.Rand, m *image) {
		i := r.IntN(3)
		j := (i + 1 + r.IntN(2)) % 3
		m.records["seals"][i].Value, m.records["seals"][j].Value = m.records["seals"][j].Value, m.records["seals"][i].Value
	},
	"an entry said twice": func(r *rand.Rand, m *image) {
		m.records["seals"] = append(m.records["seals"], store.Record{ID: id(4), Value: m.records["seals"][r.IntN(3)].Value})
	},
	"a sealed receipt taken out with a right hash": func(r *rand.Rand, m *image) {
		m.anew(r.IntN(3), func(e *record) { i := r.IntN(len(e.Given)); e.Given = slices.Delete(e.Given, i, i+1) })
	},
	"a sealed day taken out with a right hash": func(r *rand.Rand, m *image) {
		m.anew(r.IntN(3), func(e *record) { i := r.IntN(len(e.Days)); e.Days = slices.Delete(e.Days, i, i+1) })
	},
	"counts changed with a right hash": func(r *rand.Rand, m *image) {
		m.anew(r.IntN(3), func(e *record) { e.Tally.Total++ })
	},
}

// TestEveryOfAThousandTamperingsIsFound is promise I1 as far as the store itself can
// keep it, by somebody who may write anything in it but has not the head that another
// keeps.
func TestEveryOfAThousandTamperingsIsFound(t *testing.T) {
	d := embedded(t)
	l := d.ledger(d.store)
	for n := range survey.Date(3) {
		d.answer(first+n, 14)
		d.sleep(l, first+n+1)
	}
	d.answer(first+3, 14) // an open day, with receipts that wait
	whole := d.image()
	if r, err := Verify(t.Context(), whole); err != nil || len(r.Faults) > 0 {
		t.Fatalf("untouched: %+v, %v", r, err)
	}
	r := rand.New(rand.NewPCG(7, 7))
	names := slices.Sorted(maps.Keys(tamperings))
	missed := map[string]int{}
	for range 1000 {
		name := names[r.IntN(len(names))]
		m := whole.clone()
		tamperings[name](r, m)
		report, err := Verify(t.Context(), m)
		if broken := new(BrokenError); err != nil && !errors.As(err, &broken) {
			t.Fatalf("%s: %v", name, err)
		}
		if err == nil && len(report.Faults) == 0 {
			missed[name]++
		}
	}
	if len(missed) > 0 {
		t.Errorf("not found: %v", missed)
	}
}

func TestWhatDiffersIsNamedByCampaignAndDay(t *testing.T) {
	d := embedded(t)
	l := d.ledger(d.store)
	d.answer(first, 14)
	d.sleep(l, first+1)
	for want, change := range map[string]func(*image){
		"responses of a on 2026-10-05: 7 were sealed, 6 are stored": func(m *image) {
			m.responses = slices.DeleteFunc(m.responses, func(r survey.Response) bool { return r.ID == sample("a", first, 0).ID })
		},
		"responses of quý-4 on 2026-10-05: 7 were sealed and are stored, but not the same ones": func(m *image) {
			for i := range m.responses {
				if m.responses[i].Campaign == "quý-4" {
					m.responses[i].Comment = "hay"
				}
			}
		},
		"responses of a on 2026-10-04: 0 were sealed, 1 are stored": func(m *image) {
			m.responses = append(m.responses, sample("a", first-1, 1))
		},
	} {
		m := d.image()
		change(m)
		r, err := Verify(t.Context(), m)
		if err != nil || !slices.Contains(r.Faults, want) {
			t.Errorf("got %q, %v, want %q", r.Faults, err, want)
		}
	}
}

// TestAChainThatWasMadeAnewIsKnownByAHeadThatSomebodyKept: who computes every hash anew
// is found by nothing else.
func TestAChainThatWasMadeAnewIsKnownByAHeadThatSomebodyKept(t *testing.T) {
	d := embedded(t)
	d.answer(first, 14)
	kept := d.sleep(d.ledger(d.store), first+1).Entries[0].Head()
	m := d.image()
	m.anew(0, func(e *record) { e.Seed[0]++ })
	var e record
	if err := json.Unmarshal(m.records["seals"][0].Value, &e); err != nil {
		t.Fatal(err)
	}
	m.records["seal-head"][0].Value, _ = json.Marshal(e.Head())
	if r, err := Verify(t.Context(), m); err != nil || len(r.Faults) > 0 {
		t.Errorf("without the head: %+v, %v", r, err)
	}
	broken := new(BrokenError)
	if _, err := Verify(t.Context(), m, kept); !errors.As(err, &broken) || broken.Number != 1 {
		t.Errorf("with the head: %v", err)
	}
	if _, err := Verify(t.Context(), d.store, Head{5, kept.Hash}); !errors.As(err, &broken) || broken.Number != 2 {
		t.Errorf("with a head that is not there yet: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	r, err := record{Entry: Entry{Number: 1, Day: first}, Given: []survey.Receipt{survey.ReceiptOf("a", "b")}, Days: []Day{{Campaign: "a", Date: first, Responses: 1}}, Tally: Tally{Responses: map[string]int{"a": 1}}}.sealed()
	if err != nil {
		f.Fatal(err)
	}
	b, err := json.Marshal(r)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{string(b), "", "{}", "null", "[]", `{"number":-1}`, `{"hash":"x"}`, strings.Replace(string(b), `"size":16`, `"size":9000000000000000000`, 1), string(b) + " "} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := decode(b)
		if err != nil {
			return
		}
		again, err := r.sealed()
		if err != nil {
			t.Fatal(err)
		}
		nothing().with([]*record{r}).find("AAAAA-AAAAA-A")
		if r.sum() == r.Hash && again.Hash == r.Hash && again.Entry.Text() != r.Entry.Text() {
			t.Fatal("two entries with one hash")
		}
	})
}

func FuzzParseDigest(f *testing.F) {
	for _, s := range []string{"", strings.Repeat("0", 64), strings.Repeat("F", 64), strings.Repeat("g", 64), "00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDigest(s); err == nil && !strings.EqualFold(d.String(), s) {
			t.Fatalf("%q was read as %s", s, d)
		}
	})
}
