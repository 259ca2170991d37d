package print

import (
	"slices"
	"testing"
)

func TestEveryCodeIsReadFromEveryPaper(t *testing.T) {
	for _, k := range paperKinds(t) {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			d := k.document(t)
			pdf := made(t, d.write)
			for _, dpi := range resolutions {
				next := 0
				for n, page := range rendered(t, pdf, dpi) {
					for _, code := range d.pages[n].codes {
						// One slip or side after the other, as people do.
						if next > 8 && next%4 > 0 {
							next++
							continue // what is true of nine is true of all
						}
						picture := covered(page, code, 0, dpi, 0)
						if got := scanned(t, picture); !slices.Equal(got, []string{k.codes[next]}) {
							t.Errorf("page %d at %d dpi, code %d: got %q, want %q", n+1, dpi, next, got, k.codes[next])
						}
						next++
					}
				}
				if next != len(k.codes) {
					t.Errorf("at %d dpi: there are %d codes, want %d", dpi, next, len(k.codes))
				}
			}
		})
	}
}

func TestAWholeSideOfAFormIsReadAtOnce(t *testing.T) {
	for _, k := range paperKinds(t) {
		if k.name != "form_full_vi" && k.name != "form_short_vi" {
			continue
		}
		d := k.document(t)
		for n, page := range rendered(t, made(t, d.write), 203) {
			if got := scanned(t, page); !slices.Equal(got, []string{k.codes[n]}) {
				t.Errorf("%s, side %d: got %q, want %q", k.name, n+1, got, k.codes[n])
			}
		}
	}
}

func TestACodeOnPaperIsReadWithAPartOfItCovered(t *testing.T) {
	for _, k := range paperKinds(t) {
		if k.name != "slips_vi" && k.name != "form_full_vi" {
			continue
		}
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			m, err := encode(k.codes[0], small)
			if err != nil {
				t.Fatal(err)
			}
			d := k.document(t)
			pdf := made(t, d.write)
			code := d.pages[0].codes[0]
			border := code.w * quiet / float64(len(m)+2*quiet)
			for _, dpi := range resolutions {
				// Level M bears no more than that in one place.
				picture := covered(rendered(t, pdf, dpi)[0], code, border, dpi, 0.06)
				if got := scanned(t, picture); !slices.Equal(got, []string{k.codes[0]}) {
					t.Errorf("at %d dpi: got %q, want %q", dpi, got, k.codes[0])
				}
			}
		})
	}
}

func TestTheBorderOfACodeOnPaperIsWhite(t *testing.T) {
	const dpi = 100
	for _, k := range paperKinds(t) {
		d := k.document(t)
		for n, page := range rendered(t, made(t, d.write), dpi) {
			for i, c := range d.pages[n].codes {
				m, err := encode(k.codes[i], small)
				if err != nil {
					t.Fatal(err)
				}
				b := c.w * quiet / float64(len(m)+2*quiet)
				for _, strip := range []box{{c.x, c.y, c.w, b}, {c.x, c.y + c.h - b, c.w, b}, {c.x, c.y, b, c.h}, {c.x + c.w - b, c.y, b, c.h}} {
					// Two pixels are for rounding.
					if got := inkIn(page, pixels(strip, dpi).Inset(2)); got > 0 {
						t.Errorf("%s, page %d: %.4f of the border of code %d is not white", k.name, n+1, got, i)
					}
				}
			}
		}
	}
}

func TestCornerMarksStandAloneOnEveryForm(t *testing.T) {
	const dpi = 100
	for _, k := range paperKinds(t) {
		if k.name != "form_full_vi" && k.name != "form_short_en" {
			continue
		}
		for n, page := range rendered(t, made(t, k.document(t).write), dpi) {
			all := sheetBox().inset(markEdge)
			for i, at := range []box{
				{all.x, all.y, markSide, markSide}, {all.x + all.w - markSide, all.y, markSide, markSide},
				{all.x, all.y + all.h - markSide, markSide, markSide}, {all.x + all.w - markSide, all.y + all.h - markSide, markSide, markSide},
			} {
				if got := inkIn(page, pixels(at, dpi)); got < 0.6 {
					t.Errorf("%s, side %d: mark %d covers %.2f of its place", k.name, n+1, i, got)
				}
				around, mark := pixels(at.inset(-1.2), dpi), pixels(at.inset(-0.2), dpi)
				outer := inkIn(page, around)*float64(around.Dx()*around.Dy()) - inkIn(page, mark)*float64(mark.Dx()*mark.Dy())
				if outer > 0.5 {
					t.Errorf("%s, side %d: something touches mark %d: %.0f pixels", k.name, n+1, i, outer)
				}
			}
		}
	}
}
