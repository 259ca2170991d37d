package browser

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// patience is how long anything may take before a test fails; it is long
// because it is waited out only where something is wrong.
const patience = 20 * time.Second

// narrow is the width in CSS pixels below which a page is a phone's: it is
// touched, not clicked, and obeys its viewport tag.
const narrow = 600

// NetworkDomain is the domain below which every name leads to this machine, yet
// is no loopback to the browser: a page there is as untrusted as any on a plain
// HTTP network.
const NetworkDomain = "example.vn"

// Options say whose eyes a page is seen with. The zero value is a Vietnamese
// reader with an ordinary phone on which scripts do not run.
type Options struct {
	Width, Height int     // CSS pixels; 390 x 844 if zero
	Scale         float64 // device pixels for one CSS pixel; 1 if zero
	Scripts       bool    // whether the page's own scripts run
	Dark          bool    // whether the reader prefers a dark page
	Lang          string  // the language asked for; "vi" if empty
}

// A Page is one tab of the browser with cookies and storage of its own. Every
// method fails the test where it cannot do what it says.
type Page struct {
	t       testing.TB
	ctx     context.Context
	options Options
	seen    *seen
	// patience is the constant but in the tests of the failures.
	patience time.Duration
}

// Open opens an empty page that is closed when the test ends.
func Open(t testing.TB, o Options) *Page {
	t.Helper()
	o.Width, o.Height = cmp.Or(o.Width, 390), cmp.Or(o.Height, 844)
	o.Scale, o.Lang = cmp.Or(o.Scale, 1), cmp.Or(o.Lang, "vi")
	host := chromium(t)
	ctx, err := host.tab(t)
	if err != nil {
		t.Fatalf("browser: open a page: %v", err)
	}
	p := &Page{t: t, ctx: ctx, options: o, seen: &seen{}, patience: patience}
	p.seen.frame = string(chromedp.FromContext(ctx).Target.TargetID)
	chromedp.ListenTarget(ctx, p.seen.note)
	p.do("set up the page", p.disguise(strings.Replace(host.agent, "Headless", "", 1))...)
	return p
}

// phone reports whether the page is a phone's.
func (p *Page) phone() bool { return p.options.Width < narrow }

// disguise makes the tab the device that the options describe.
func (p *Page) disguise(agent string) []chromedp.Action {
	o := p.options
	scheme := "light"
	if o.Dark {
		scheme = "dark"
	}
	return []chromedp.Action{
		emulation.SetDeviceMetricsOverride(int64(o.Width), int64(o.Height), o.Scale, p.phone()),
		emulation.SetTouchEmulationEnabled(p.phone()),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
		emulation.SetUserAgentOverride(agent).WithAcceptLanguage(o.Lang),
		// A tab in the background is never focused, and several are open at once.
		emulation.SetFocusEmulationEnabled(true),
		emulation.SetScriptExecutionDisabled(!o.Scripts),
	}
}

// run runs actions within the patience.
func (p *Page) run(actions ...chromedp.Action) error {
	ctx, cancel := context.WithTimeout(p.ctx, p.patience)
	defer cancel()
	return chromedp.Run(ctx, actions...)
}

// do runs actions and fails the test where they fail.
func (p *Page) do(what string, actions ...chromedp.Action) {
	p.t.Helper()
	if err := p.run(actions...); err != nil {
		p.t.Fatalf("browser: %s: %v", what, err)
	}
}

// until asks again and again until ok is true, or fails the test with what never
// became so. An error is no answer: while a page is left, every question fails.
func (p *Page) until(what string, ok func() (bool, error)) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, p.patience)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		done, err := ok()
		if done && err == nil {
			return
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			p.t.Fatalf("browser: after %s still not: %s%s\n\tat %s, status %d", p.patience, what, because(err), p.seen.url(), p.seen.code())
		}
	}
}

func because(err error) string {
	if err == nil {
		return ""
	}
	return fmt.Sprintf(" (%v)", err)
}
