package print

import (
	"bytes"
	"strings"
	"testing"

	"hailong/internal/survey"
)

func TestAStencilLiesInTheDocumentOnce(t *testing.T) {
	d := newDocument("", survey.Vietnamese, afternoon)
	var s *stencil
	for range 50 {
		d.page(100, 100)
		if s == nil {
			s = d.stencil(40, 10, []*face{serif}, func() {
				d.text(strings.Repeat("Kính gửi ", 3), box{1, 1, 38, 8}, style{face: serif, size: 6, ink: black})
				d.tick(box{36, 2, 3, 3})
			})
		}
		d.stamp(s, 5, 20)
		d.stamp(s, 50, 60)
	}
	pdf := made(t, d.write)
	if n := bytes.Count(pdf, []byte("/Subtype /Form")); n != 1 {
		t.Errorf("got %d drawings, want 1", n)
	}
	if n := bytes.Count(pdf, []byte("/FontFile2")); n != 1 {
		t.Errorf("got %d fonts, want 1", n)
	}
	whole := d.pages[7].whole()
	if len(whole.texts) != 2 || len(whole.ticks) != 2 {
		t.Fatalf("got %d texts and %d boxes, want 2 of each", len(whole.texts), len(whole.ticks))
	}
	if at := whole.ticks[1]; !near(at.x, 86) || !near(at.y, 62) {
		t.Errorf("the second box is at %+v", at)
	}
	page := rendered(t, pdf, 72)[0]
	for _, b := range whole.ticks {
		if inkIn(page, pixels(box{b.x - 0.5, b.y - 0.5, 4, 4}, 72)) == 0 {
			t.Errorf("nothing is drawn at %+v", b)
		}
	}
	if got := strings.Count(text(t, pdf), "Kính gửi Kính gửi Kính gửi"); got != 100 {
		t.Errorf("the words are found %d times, want 100", got)
	}
}

func TestAStencilHoldsNoCode(t *testing.T) {
	d := newDocument("", survey.Vietnamese, afternoon)
	d.page(100, 100)
	m, err := encode("https://xa.gov.vn", small)
	if err != nil {
		t.Fatal(err)
	}
	d.stencil(50, 50, nil, func() { d.code(m, box{10, 10, 20, 20}) })
	if d.err == nil {
		t.Error("got no error")
	}
}
