package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// ask runs the body of a function of the element e and reports whether there is
// such an element. It does not wait. It works where the page's own scripts are
// off: the browser runs it, not the page.
func (p *Page) ask(selector, body string, out any) (found bool, err error) {
	quoted, err := json.Marshal(selector)
	if err != nil {
		return false, err
	}
	var answer struct {
		Found bool
		Value json.RawMessage
	}
	script := fmt.Sprintf(`(() => {
		const e = document.querySelector(%s);
		return e ? {found: true, value: (e => {%s})(e)} : {found: false};
	})()`, quoted, body)
	if err := p.run(chromedp.Evaluate(script, &answer)); err != nil || !answer.Found {
		return false, err
	}
	return true, json.Unmarshal(answer.Value, out)
}

// read is ask for an element that will be there in a moment.
func (p *Page) read(selector, body string, out any) {
	p.t.Helper()
	p.until("there is "+selector, func() (bool, error) { return p.ask(selector, body, out) })
}

// once is ask for an element that may be missing.
func (p *Page) once(selector, body string, out any) {
	p.t.Helper()
	if _, err := p.ask(selector, body, out); err != nil {
		p.t.Fatalf("browser: look at %s: %v", selector, err)
	}
}

// visible is what a person would call visible.
const visible = `const r = e.getBoundingClientRect();
	return r.width > 0 && r.height > 0 && e.checkVisibility({opacityProperty: true, visibilityProperty: true});`

// WaitFor waits until an element is visible.
func (p *Page) WaitFor(selector string) {
	p.t.Helper()
	p.until(selector+" is visible", func() (bool, error) {
		var is bool
		found, err := p.ask(selector, visible, &is)
		return found && is, err
	})
}

// Text waits for an element and returns its text as it is shown.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	var s string
	p.read(selector, `return e.innerText.trim();`, &s)
	return s
}

// Value waits for a control and returns what is in it.
func (p *Page) Value(selector string) string {
	p.t.Helper()
	var s string
	p.read(selector, `return String(e.value ?? '');`, &s)
	return s
}

// Checked waits for a box or button and reports whether it is ticked.
func (p *Page) Checked(selector string) bool {
	p.t.Helper()
	var is bool
	p.read(selector, `return e.checked === true;`, &is)
	return is
}

// Exists reports whether there is such an element now.
func (p *Page) Exists(selector string) bool {
	p.t.Helper()
	var is bool
	p.once(selector, `return true;`, &is)
	return is
}

// Visible reports whether there is such an element now and it can be seen.
func (p *Page) Visible(selector string) bool {
	p.t.Helper()
	var is bool
	p.once(selector, visible, &is)
	return is
}

// URL returns the address of the page.
func (p *Page) URL() string {
	p.t.Helper()
	var s string
	p.do("read the address", chromedp.Location(&s))
	return s
}

// A Box is where an element stands, in CSS pixels from the top left corner of
// the page.
type Box struct{ X, Y, Width, Height float64 }

// Box waits for an element and returns where it stands.
func (p *Page) Box(selector string) Box {
	p.t.Helper()
	var b Box
	p.read(selector, `const r = e.getBoundingClientRect();
		return {x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height};`, &b)
	return b
}

// ScrollsSideways reports whether the page is wider than the device.
func (p *Page) ScrollsSideways() bool {
	p.t.Helper()
	var is bool
	// A phone widens its view to a page that is too wide, so the page is held
	// against what was asked for as well.
	p.Eval(fmt.Sprintf(`Math.max(document.documentElement.scrollWidth, document.documentElement.clientWidth) >
		Math.min(document.documentElement.clientWidth, %d)`, p.options.Width), &is)
	return is
}

// Eval runs a JavaScript expression in the page, also where the page's own
// scripts are off, and stores its value in out, or drops it where out is nil. A
// promise is waited for, which needs scripts.
func (p *Page) Eval(js string, out any) {
	p.t.Helper()
	p.do("evaluate "+js, chromedp.Evaluate(js, out, awaited))
}

func awaited(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }

// Screenshot writes a picture of the whole page to name.png in the folder of
// HAILONG_SCREENSHOTS, and does nothing where that is not set.
func (p *Page) Screenshot(name string) {
	p.t.Helper()
	folder := os.Getenv("HAILONG_SCREENSHOTS")
	if folder == "" {
		return
	}
	var picture []byte
	p.do("take a picture", chromedp.ActionFunc(func(ctx context.Context) (err error) {
		picture, err = page.CaptureScreenshot().WithCaptureBeyondViewport(true).Do(ctx)
		return err
	}))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}
