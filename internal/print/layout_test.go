package print

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// faults holds a document to the laws of every print: all text and all boxes to
// tick inside the margin, none over another, none in the border of a code, all
// codes whole and apart.
func faults(d *document, margin float64) []string {
	var all []string
	say := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	for n, p := range d.pages {
		p = p.whole()
		inner := p.sheet.inset(margin)
		type thing struct {
			what string
			at   box
		}
		var things []thing
		for _, x := range p.texts {
			things = append(things, thing{fmt.Sprintf("%q", x.lines), x.at})
		}
		for _, b := range p.ticks {
			things = append(things, thing{"a box to tick", b})
		}
		for i, x := range things {
			if !inner.holds(x.at) {
				say("page %d: %s stands in the margin: %+v", n+1, x.what, x.at)
			}
			for _, y := range things[:i] {
				if x.at.meets(y.at) {
					say("page %d: %s and %s overlap: %+v %+v", n+1, x.what, y.what, x.at, y.at)
				}
			}
			for _, c := range p.codes {
				if x.at.meets(c) {
					say("page %d: %s stands in the border of the code %+v: %+v", n+1, x.what, c, x.at)
				}
			}
		}
		for i, c := range p.codes {
			if !p.sheet.holds(c) {
				say("page %d: the code %+v is not on the page", n+1, c)
			}
			for _, o := range p.codes[:i] {
				if c.meets(o) {
					say("page %d: two codes overlap: %+v %+v", n+1, c, o)
				}
			}
		}
	}
	return all
}

func TestNothingOverlapsInAnyPrint(t *testing.T) {
	for _, k := range kinds(t) {
		for _, fault := range faults(k.document(t), k.free) {
			t.Errorf("%s: %s", k.name, fault)
		}
	}
}

func TestNothingOverlapsWhateverTheNames(t *testing.T) {
	all := posterKinds()
	rapid.Check(t, func(t *rapid.T) {
		k := all[rapid.IntRange(0, len(all)-1).Draw(t, "kind")]
		p := k.list[0]
		p.Unit.Authority = both(typed(t, "authority"), "")
		p.Place.Name = both(typed(t, "place"), "")
		if rapid.Bool().Draw(t, "counter") {
			p.Counter.Name = both(typed(t, "counter name"), "")
		}
		p.Code = rapid.StringMatching(`[0-9A-Z]{1,12}`).Draw(t, "code")
		p.Address = rapid.StringMatching(`https?://([a-z-]{1,30}\.){1,6}vn(:[0-9]{2,5})?(/[a-z]{1,9})?/s/`).Draw(t, "address") + p.Code
		d, err := k.make([]Poster{p}, k.o)
		if err != nil {
			t.Fatal(err)
		}
		if faults := faults(d, k.free); len(faults) > 0 {
			t.Fatalf("%s: %s", k.name, strings.Join(faults, "\n"))
		}
	})
}

func TestEveryKindHoldsItsWords(t *testing.T) {
	for _, k := range posterKinds() {
		w := in(k.o.Lang)
		want := []string{w.Code + k.list[0].Code}
		switch {
		case strings.HasPrefix(k.name, "stickers"):
			want = append(want, w.Invite, w.Reader)
		default:
			want = append(want, w.Title, w.Address, w.Steps[0], w.Steps[1], w.Steps[2], w.NoAsk, w.NoName, w.NoPhone)
		}
		if strings.HasSuffix(k.name, "_trial") {
			want = append(want, w.Insecure)
		}
		d := k.document(t)
		for n, p := range d.pages {
			var b strings.Builder
			for _, x := range p.texts {
				if x.cut {
					t.Errorf("%s: %q is cut", k.name, x.lines)
				}
				b.WriteString(strings.Join(x.lines, " ") + "\n")
			}
			for _, s := range want {
				if s == w.Code+k.list[0].Code && n > 0 {
					continue
				}
				if !strings.Contains(b.String(), strings.ReplaceAll(s, hardBreak, " ")) {
					t.Errorf("%s, page %d lacks %q", k.name, n+1, s)
				}
			}
		}
	}
}

func TestTheCodeIsAsLargeAsThePageAllows(t *testing.T) {
	least := map[Size]float64{A3: 0.53, A4: 0.53, A5: 0.6, Tent: 0.6}
	// The shortest address that a commune may have, and longer ones.
	for _, address := range []string{"https://xa.gov.vn/s/AB3K7Q", commune().Address, "https://trungtamphucvuhanhchinhcong.ninhgiang.haiphong.gov.vn/s/AB3K7Q"} {
		p := commune()
		p.Address = address
		m, err := encode(address, sturdy)
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range Sizes() {
			d, err := posters([]Poster{p}, Options{Size: size, Printed: afternoon})
			if err != nil {
				t.Fatal(err)
			}
			sheet := d.pages[0].sheet
			width := sheet.w
			if size == Tent {
				width = sheet.h / 2 // its face is an A5 that lies
			}
			for _, c := range d.pages[0].codes {
				n := float64(len(m))
				if modules := c.w * n / (n + 2*quiet); modules < least[size]*width-0.1 {
					t.Errorf("%s, %d modules: got %.1f mm, want %.0f %% of %g", size, len(m), modules, 100*least[size], width)
				}
			}
		}
	}
}

func TestTheTwoFacesOfATentAreTheSameTurned(t *testing.T) {
	k := kind{name: "tent", list: []Poster{commune()}, o: Options{Size: Tent, Printed: afternoon}, make: posters}
	d := k.document(t)
	p := d.pages[0]
	if len(p.codes) != 2 {
		t.Fatalf("got %d codes, want 2", len(p.codes))
	}
	turned := func(b box) box { return box{p.sheet.w - b.x - b.w, p.sheet.h - b.y - b.h, b.w, b.h} }
	if got := turned(p.codes[0]); !got.holds(p.codes[1]) || !p.codes[1].holds(got) {
		t.Errorf("got the codes %+v and %+v", p.codes[0], p.codes[1])
	}
	var front, back []placed
	for _, x := range p.texts {
		switch {
		case x.lines[0] == vietnamese.Fold:
		case x.at.y > p.sheet.h/2:
			front = append(front, x)
		default:
			back = append(back, x)
		}
	}
	if len(front) != len(back) {
		t.Fatalf("got %d and %d texts", len(front), len(back))
	}
	for i := range front {
		if got := turned(back[i].at); !got.holds(front[i].at) || back[i].lines[0] != front[i].lines[0] {
			t.Errorf("got %q at %+v, want %q at %+v", back[i].lines, got, front[i].lines, front[i].at)
		}
	}
	// The fold lies between the faces and both keep away from it.
	for _, x := range p.texts {
		if x.lines[0] != vietnamese.Fold && x.at.meets(box{0, p.sheet.h/2 - 8, p.sheet.w, 16}) {
			t.Errorf("%q stands on the fold", x.lines)
		}
	}
}

func TestACounterWithoutANameTakesNoRoom(t *testing.T) {
	p := commune()
	for _, counter := range []string{"", " \u200f\n"} {
		p.Counter.Name = both(counter, "")
		d, err := posters([]Poster{p}, Options{Size: A4, Printed: afternoon})
		if err != nil {
			t.Fatal(err)
		}
		p.Counter = nil
		want, err := posters([]Poster{p}, Options{Size: A4, Printed: afternoon})
		if err != nil {
			t.Fatal(err)
		}
		if outline(d) != outline(want) {
			t.Errorf("%q: got\n%s\nwant\n%s", counter, outline(d), outline(want))
		}
		p = commune()
	}
}

func TestPrintsAreAsTheyWere(t *testing.T) {
	for _, k := range kinds(t) {
		d := k.document(t)
		golden(t, k.name+".golden", []byte(outline(d)+"content "+digest(t, made(t, d.write))+"\n"))
	}
}
