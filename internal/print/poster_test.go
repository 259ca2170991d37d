package print

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"hailong/internal/survey"
)

// resolutions are those of a fax, of a label printer and of an office printer.
var resolutions = []int{100, 203, 300}

func TestEveryCodeIsReadFromEveryPrint(t *testing.T) {
	for _, k := range posterKinds() {
		if strings.HasSuffix(k.name, "_en") && k.o.Size != A4 {
			continue // the same code at the same place
		}
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			d := k.document(t)
			pdf := made(t, d.write)
			for _, dpi := range resolutions {
				next := 0
				for n, page := range rendered(t, pdf, dpi) {
					if k.o.Size == Tent {
						// Both faces hold the same code, one of them upside down.
						if got := scanned(t, page); !slices.Equal(got, []string{k.list[0].Address, k.list[0].Address}) {
							t.Errorf("at %d dpi: got %q", dpi, got)
						}
						continue
					}
					for _, code := range d.pages[n].codes {
						// One after the other, as people do: zbar misses one of
						// 24 that stand side by side now and then.
						picture := page
						if len(d.pages[n].codes) > 1 {
							picture = covered(page, code, 0, dpi, 0)
						}
						want := k.list[min(next, len(k.list)-1)].Address
						if got := scanned(t, picture); !slices.Equal(got, []string{want}) {
							t.Errorf("page %d at %d dpi, code %d: got %q, want %q", n+1, dpi, next, got, want)
						}
						next++
					}
				}
			}
		})
	}
}

func TestACodeIsReadWithAPartOfItCovered(t *testing.T) {
	for _, k := range posterKinds() {
		if strings.HasSuffix(k.name, "_en") || strings.HasSuffix(k.name, "_many") {
			continue
		}
		// A tenth of a poster's code; of a sticker's as much as level M bears.
		part, l := 0.10, sturdy
		if strings.HasPrefix(k.name, "stickers") {
			part, l = 0.04, small
		}
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			m, err := encode(k.list[0].Address, l)
			if err != nil {
				t.Fatal(err)
			}
			d := k.document(t)
			pdf := made(t, d.write)
			code := d.pages[0].codes[0]
			border := code.w * quiet / float64(len(m)+2*quiet)
			for _, dpi := range resolutions {
				picture := covered(rendered(t, pdf, dpi)[0], code, border, dpi, part)
				if got := scanned(t, picture); !slices.Equal(got, []string{k.list[0].Address}) {
					t.Errorf("at %d dpi: got %q, want %q", dpi, got, k.list[0].Address)
				}
			}
		})
	}
}

func TestTheMarginAndTheBorderOfTheCodeAreWhite(t *testing.T) {
	const dpi = 100
	for _, k := range posterKinds() {
		d := k.document(t)
		m, err := encode(k.list[0].Address, map[bool]level{true: small, false: sturdy}[strings.HasPrefix(k.name, "stickers")])
		if err != nil {
			t.Fatal(err)
		}
		page := rendered(t, made(t, d.write), dpi)[0]
		sheet := d.pages[0].sheet
		for _, c := range d.pages[0].codes {
			b := c.w * quiet / float64(len(m)+2*quiet)
			for _, strip := range []box{{c.x, c.y, c.w, b}, {c.x, c.y + c.h - b, c.w, b}, {c.x, c.y, b, c.h}, {c.x + c.w - b, c.y, b, c.h}} {
				// Two pixels are for rounding.
				if got := inkIn(page, pixels(strip, dpi).Inset(2)); got > 0 {
					t.Errorf("%s: %.4f of the border of the code is not white", k.name, got)
				}
			}
		}
		if strings.HasSuffix(k.name, "_trial") || strings.HasPrefix(k.name, "stickers") {
			continue // the mark runs off the page, and so do the lines to cut along
		}
		const free = edge - 0.5
		for _, strip := range []box{{0, 0, sheet.w, free}, {0, sheet.h - free, sheet.w, free}, {0, 0, free, sheet.h}, {sheet.w - free, 0, free, sheet.h}} {
			if got := inkIn(page, pixels(strip, dpi)); got > 0 {
				t.Errorf("%s: %.4f of the margin %+v is not white", k.name, got, strip)
			}
		}
	}
}

func TestATrialIsMarkedEverywhereButOnTheCode(t *testing.T) {
	for _, size := range Sizes() {
		plain := rendered(t, made(t, func(w io.Writer) error {
			return Posters(w, []Poster{commune()}, Options{Size: size, Printed: afternoon})
		}), 60)[0]
		p := commune()
		d, err := posters([]Poster{p}, Options{Size: size, Trial: true, Printed: afternoon})
		if err != nil {
			t.Fatal(err)
		}
		trial := rendered(t, made(t, d.write), 60)[0]
		sheet := d.pages[0].sheet
		for name, part := range map[string]box{
			"head": {0, 0, sheet.w, sheet.h * 0.2}, "foot": {0, sheet.h * 0.8, sheet.w, sheet.h * 0.2},
			"left": {0, 0, 25, sheet.h}, "right": {sheet.w - 25, 0, 25, sheet.h},
		} {
			if got := changed(plain, trial, pixels(part, 60)); got < 0.05 {
				t.Errorf("%s: the mark covers %.3f of the %s, want 0.05", size, got, name)
			}
		}
		for _, c := range d.pages[0].codes {
			if got := changed(plain, trial, pixels(c, 60).Inset(2)); got > 0 {
				t.Errorf("%s: the mark covers %.4f of the code", size, got)
			}
		}
	}
}

func TestAPrintIsATrialWhereItMustBe(t *testing.T) {
	insecure := commune()
	insecure.Address = "http://ninhgiang.haiphong.gov.vn/s/AB3K7Q"
	for _, c := range []struct {
		name  string
		p     Poster
		asked bool
		want  string
	}{
		{"https", commune(), false, ""},
		{"https, asked for", commune(), true, "Chỉ để thử, không treo"},
		{"http", insecure, false, "Địa chỉ chưa phải https – chỉ để thử, không treo"},
		{"http, asked for", insecure, true, "Địa chỉ chưa phải https – chỉ để thử, không treo"},
	} {
		for name, write := range map[string]func(io.Writer, []Poster, Options) error{"poster": Posters, "sticker": Stickers} {
			pdf := made(t, func(w io.Writer) error {
				return write(w, []Poster{c.p}, Options{Size: A4, Trial: c.asked, Printed: afternoon})
			})
			got := text(t, pdf)
			if marked := strings.Contains(got, "BẢN THỬ"); marked != (c.want != "") || !strings.Contains(got, c.want) {
				t.Errorf("%s, %s: marked %v, want %q", name, c.name, marked, c.want)
			}
		}
	}
}

// text returns the words of a document as a reader copies them, on one line.
func text(t *testing.T, pdf []byte) string {
	t.Helper()
	out := runTool(t, "pdftotext", "-enc", "UTF-8", saved(t, "print.pdf", pdf), "-")
	return strings.Join(strings.Fields(string(out)), " ")
}

func TestTheWordsAreFoundInThePDF(t *testing.T) {
	for size, words := range map[Size]*words{A3: &vietnamese, A4: &english, A5: &vietnamese} {
		l := survey.Vietnamese
		if words == &english {
			l = survey.English
		}
		p := commune()
		got := text(t, made(t, func(w io.Writer) error {
			return Posters(w, []Poster{p}, Options{Size: size, Lang: l, Printed: afternoon})
		}))
		for _, want := range []string{
			strings.ToUpper(p.Unit.Authority.In(l)), words.Title, words.Why, p.Place.Name.In(l), p.Counter.Name.In(l),
			words.Code + "AB3K7Q", "ninhgiang.haiphong.gov.vn/s/AB3K7Q", words.NoAsk, words.NoName, words.NoPhone, words.Pasted,
			afternoon.Format(words.Printed),
		} {
			if want = strings.ReplaceAll(want, hardBreak, " "); !strings.Contains(got, want) {
				t.Errorf("%s: the document lacks %q; it holds\n%s", size, want, got)
			}
		}
	}
}

func TestEveryPrintIsASoundPDF(t *testing.T) {
	for _, k := range kinds(t) {
		out := runTool(t, "qpdf", "--check", saved(t, "print.pdf", made(t, k.document(t).write)))
		if !bytes.Contains(out, []byte("No syntax or stream encoding errors found")) {
			t.Errorf("%s: %s", k.name, out)
		}
	}
}

func TestNoNameSpoilsAPoster(t *testing.T) {
	for name, typed := range hostile {
		for _, size := range Sizes() {
			d, err := posters([]Poster{named(typed)}, Options{Size: size, Printed: afternoon})
			if err != nil {
				t.Fatalf("%s, %s: %v", name, size, err)
			}
			for _, fault := range faults(d, edge) {
				t.Errorf("%s, %s: %s", name, size, fault)
			}
			pdf := made(t, d.write)
			if size != A5 {
				continue
			}
			runTool(t, "qpdf", "--check", saved(t, "print.pdf", pdf))
			if got := text(t, pdf); !strings.Contains(got, "Mã: AB3K7Q") {
				t.Errorf("%s: the document holds\n%s", name, got)
			}
			if got := scanned(t, rendered(t, pdf, 100)[0]); !slices.Equal(got, []string{commune().Address}) {
				t.Errorf("%s: got %q", name, got)
			}
		}
	}
}

func TestDecomposedNamesArePrintedAsComposedOnes(t *testing.T) {
	o := Options{Size: A4, Printed: afternoon}
	composed := named("Trụ sở tiếp dân")
	decomposed := named(hostile["decomposed"])
	one := made(t, func(w io.Writer) error { return Posters(w, []Poster{composed}, o) })
	other := made(t, func(w io.Writer) error { return Posters(w, []Poster{decomposed}, o) })
	if !bytes.Equal(one, other) {
		t.Error("the same name in two normal forms gives two documents")
	}
}

func TestPostersOfAllCountersAreOneDocument(t *testing.T) {
	list := counters(12)
	var seen []string
	pdf := made(t, func(w io.Writer) error {
		return Posters(w, list, Options{Size: A4, Printed: afternoon, Progress: func(done, total int) {
			seen = append(seen, fmt.Sprintf("%d/%d", done, total))
		}})
	})
	if len(seen) != 12 || seen[0] != "1/12" || seen[11] != "12/12" {
		t.Errorf("got the progress %q", seen)
	}
	got := text(t, pdf)
	for i := range list {
		if want := fmt.Sprintf("Quầy %d", i+1); !strings.Contains(got, want) || !strings.Contains(got, list[i].Code) {
			t.Errorf("the document lacks %q or %s", want, list[i].Code)
		}
	}
	if n := bytes.Count(pdf, []byte("/FontFile2")); n != 2 {
		t.Errorf("got %d embedded fonts, want 2 for all pages", n)
	}
	outlines := runTool(t, "qpdf", "--json", "--json-key=outlines", saved(t, "print.pdf", pdf))
	if n := bytes.Count(outlines, []byte(`"title": "AB00`)); n != 12 {
		t.Errorf("got %d bookmarks, want 12:\n%s", n, outlines)
	}
}
