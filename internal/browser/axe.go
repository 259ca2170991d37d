package browser

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axe is axe-core 4.14.1 as published, under the licence beside it.
//
//go:embed testdata/axe.min.js
var axe string

// A Violation is one element that breaks one rule of accessibility.
type Violation struct {
	Rule     string // the rule's id in axe
	Impact   string
	Help     string
	Selector string // the element
	Summary  string // what to mend
}

// String tells the violation in three lines.
func (v Violation) String() string {
	return fmt.Sprintf("%s (%s): %s\n\tat %s\n\t%s", v.Rule, v.Impact, v.Help, v.Selector, strings.ReplaceAll(v.Summary, "\n", "\n\t"))
}

const judge = `axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.flatMap(v => v.nodes.map(n => ({
	rule: v.id, impact: v.impact, help: v.help, selector: n.target.flat().join(' '), summary: n.failureSummary,
}))))`

// Violations returns what breaks the rules of WCAG 2.2 A and AA and the good
// practice that axe knows. What a program cannot decide is not among them.
func (p *Page) Violations() []Violation {
	p.t.Helper()
	var found []Violation
	// The judge itself waits on promises, so it needs scripts. The page's own
	// have had their chance to run and do not start now.
	p.do("judge the accessibility",
		emulation.SetScriptExecutionDisabled(false),
		chromedp.Evaluate(axe, nil),
		chromedp.Evaluate(judge, &found, awaited),
		emulation.SetScriptExecutionDisabled(!p.options.Scripts))
	return found
}

// Axe fails the test for every violation.
func (p *Page) Axe(t testing.TB) {
	t.Helper()
	for _, v := range p.Violations() {
		t.Errorf("%s: %s", p.URL(), v)
	}
}
