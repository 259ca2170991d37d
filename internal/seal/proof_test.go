package seal

import (
	"crypto/sha256"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// climb checks a proof as a stranger does, from RFC 9162 §2.1.3.2 and the text of
// /receipts alone: no function of ours or of the library is in it.
func climb(p *Proof) error {
	if !strings.HasPrefix(p.Text, "hailong receipt/1 "+string(p.Receipt)+" ") {
		return fmt.Errorf("the leaf %q is of something else", p.Text)
	}
	r := sha256.Sum256(append([]byte{0}, p.Text...))
	if r != p.Leaf {
		return fmt.Errorf("the leaf is not the hash of its text")
	}
	fn, sn := p.Index, p.Entry.Size-1
	for _, h := range p.Path {
		if sn == 0 {
			return fmt.Errorf("the path is too long")
		}
		if fn&1 == 1 || fn == sn {
			r = sha256.Sum256(append(append([]byte{1}, h[:]...), r[:]...))
			for fn&1 == 0 && fn != 0 {
				fn, sn = fn>>1, sn>>1
			}
		} else {
			r = sha256.Sum256(append(append([]byte{1}, r[:]...), h[:]...))
		}
		fn, sn = fn>>1, sn>>1
	}
	if sn != 0 || r != p.Entry.Receipts {
		return fmt.Errorf("the path does not lead to the root")
	}
	if sha256.Sum256([]byte(p.Entry.Text())) != p.Entry.Hash {
		return fmt.Errorf("the entry's hash is not that of its text")
	}
	return nil
}

func TestAnEntryIsHashedAsTheTextThatStrangersAreTold(t *testing.T) {
	e := Entry{Number: 7, Day: first, Size: 16, Reopened: 1}
	e.Audit.Seq, e.Audit.Hash = 9, "abc"
	zeros := strings.Repeat("0", 64)
	want := "hailong seal/1\nnumber 7\nday 2026-10-05\nreceipts 16 " + zeros + "\nresponses " + zeros +
		"\nreopened 1\ncounts " + zeros + "\naudit 9 abc\nprevious " + zeros + "\n"
	if got := e.Text(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAForgedProofLeadsNowhere(t *testing.T) {
	d := embedded(t)
	l := d.ledger(d.store)
	d.answer(first, 50)
	d.sleep(l, first+1)
	rapid.Check(t, func(t *rapid.T) {
		p, err := l.Find(d.ctx, rapid.SampledFrom(d.given[first]).Draw(t, "receipt"))
		if err != nil {
			t.Fatal(err)
		}
		p.Path = slices.Clone(p.Path)
		switch rapid.IntRange(0, 4).Draw(t, "what") {
		case 0:
			p.Path[rapid.IntRange(0, len(p.Path)-1).Draw(t, "hash")][rapid.IntRange(0, 31).Draw(t, "byte")] ^= 1
		case 1:
			p.Index ^= 1 << rapid.IntRange(0, 5).Draw(t, "bit")
		case 2:
			p.Path = p.Path[1:]
		case 3:
			p.Receipt = survey.ReceiptOf("a", "khác")
		case 4:
			p.Entry.Size *= 2
		}
		if climb(p) == nil {
			t.Fatalf("a forged proof holds: %+v", p)
		}
	})
}

// TestAFillerIsNobodysReceipt: the text of a filler is no receipt's, whatever the blind.
func TestAFillerIsNobodysReceipt(t *testing.T) {
	d := embedded(t)
	l := d.ledger(d.store)
	d.answer(first, 17)
	d.sleep(l, first+1)
	g, err := l.tree(d.ctx, 1)
	d.must(err)
	receipts := map[int]bool{}
	for _, r := range d.given[first] {
		p, err := l.Find(d.ctx, r)
		d.must(err)
		receipts[p.Index] = true
	}
	fillers := 0
	for i := range g.leaves {
		if receipts[i] {
			continue
		}
		fillers++
		path, err := g.tree.path(i, len(g.leaves))
		d.must(err)
		text := ""
		for n := range len(g.leaves) {
			if b := fillOf(n, g.seed.derive(fmt.Sprint("filler ", n))); Digest(sha256.Sum256(append([]byte{0}, b...))) == Digest(g.leaves[i]) {
				text = string(b)
			}
		}
		for _, claimed := range []string{text, "hailong receipt/1 " + text} {
			p := &Proof{d.given[first][0], claimed, Digest(g.leaves[i]), i, path, g.entry}
			if climb(p) == nil {
				t.Errorf("filler %d is proved as a receipt", i)
			}
		}
	}
	if len(receipts) != 17 || fillers != 32-17 {
		t.Errorf("%d receipts and %d fillers", len(receipts), fillers)
	}
}

func TestATreeTellsOnlyAPowerOfTwo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, most).Draw(t, "receipts")
		size := padded(n)
		if bits.OnesCount(uint(size)) != 1 || size < n || size < smallest || size > smallest && size >= 2*n {
			t.Fatalf("%d receipts lie in a tree of %d", n, size)
		}
	})
	if padded(0) != padded(Least) {
		t.Error("a night without receipts differs from one with few")
	}
}

// TestNothingJoinsReceiptsToResponses reads what a thief of the store reads: neither
// the order of the receipts, nor that of the leaves, nor that of the responses says
// anything about one another or about arrival.
func TestNothingJoinsReceiptsToResponses(t *testing.T) {
	d := embedded(t)
	l := d.ledger(d.store)
	const n = 1000
	d.answer(first, n)
	arrival := d.given[first]
	place := map[string][]float64{"arrival": make([]float64, n), "waiting": make([]float64, n), "sealed": make([]float64, n), "leaves": make([]float64, n), "responses": make([]float64, n)}
	number := map[survey.Receipt]int{}
	ids := map[survey.ID]int{}
	for i, r := range arrival {
		number[r] = i
		ids[sample([]string{"a", "quý-4"}[i%2], first, i).ID] = i
		place["arrival"][i] = float64(i)
	}
	at := 0
	for r, err := range d.store.List(d.ctx, string(store.Receipts)) {
		d.must(err)
		place["waiting"][number[survey.Receipt(r.ID)]] = float64(at)
		at++
	}
	at = 0
	for _, code := range []string{"a", "quý-4"} {
		for r, err := range d.store.Responses(d.ctx, survey.Scope{Campaign: code, From: first, To: first}) {
			d.must(err)
			if i, ok := ids[r.ID]; ok {
				place["responses"][i] = float64(at)
				at++
			}
		}
	}
	d.sleep(l, first+1)
	record, err := l.record(d.ctx, 1)
	d.must(err)
	for i, r := range record.Given {
		place["sealed"][number[r]] = float64(i)
		p, err := l.Find(d.ctx, r)
		d.must(err)
		place["leaves"][number[r]] = float64(p.Index)
	}
	for a, x := range place {
		for b, y := range place {
			if a >= b || a == "sealed" && b == "waiting" { // both are in the order of their texts
				continue
			}
			if rho := spearman(x, y); math.Abs(rho) >= 0.05 {
				t.Errorf("%s and %s: rank correlation %.3f", a, b, rho)
			}
		}
	}
}

// spearman is the correlation of the ranks.
func spearman(x, y []float64) float64 {
	rank := func(list []float64) []float64 {
		sorted := slices.Sorted(slices.Values(list))
		ranks := make([]float64, len(list))
		for i, v := range list {
			at, _ := slices.BinarySearch(sorted, v)
			ranks[i] = float64(at)
		}
		return ranks
	}
	a, b, sum, n := rank(x), rank(y), 0.0, float64(len(x))
	for i := range a {
		sum += (a[i] - b[i]) * (a[i] - b[i])
	}
	return 1 - 6*sum/(n*(n*n-1))
}
