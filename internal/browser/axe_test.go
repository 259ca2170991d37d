package browser

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A witness takes down what a check says of a page, in the place of a test.
type witness struct {
	testing.TB
	said []string
}

func (w *witness) Helper() {}
func (w *witness) Errorf(format string, args ...any) {
	w.said = append(w.said, fmt.Sprintf(format, args...))
}

func TestAGoodPageHasNoViolation(t *testing.T) {
	t.Parallel()
	url := site(t)
	for _, scripts := range []bool{false, true} {
		p := Open(t, Options{Scripts: scripts})
		p.Go(url + "/form")
		p.Axe(t)
		p.Go(url + "/strict")
		p.Axe(t)
		if got := p.Text("h1"); (got == "Phiếu có script") && !scripts {
			t.Error("the judge let the page's scripts run")
		}
	}
}

func TestABadPageHasViolations(t *testing.T) {
	t.Parallel()
	url := site(t)
	for _, scripts := range []bool{false, true} {
		p := Open(t, Options{Scripts: scripts})
		p.Go(url + "/bad")
		w := &witness{TB: t}
		p.Axe(w)
		for _, rule := range []string{"color-contrast", "document-title", "html-has-lang", "image-alt", "label"} {
			if !slices.ContainsFunc(w.said, func(s string) bool { return strings.Contains(s, ": "+rule+" (") }) {
				t.Errorf("scripts %v: got %q, want %s", scripts, w.said, rule)
			}
		}
		if !strings.Contains(strings.Join(w.said, "\n"), "\tat img\n") {
			t.Errorf("got %q, want the selector img named", w.said)
		}
	}
}
