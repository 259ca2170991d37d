package browser

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Keys for Press that have no letter.
const (
	Tab        = kb.Tab
	Enter      = kb.Enter
	Escape     = kb.Escape
	Space      = " "
	ArrowUp    = kb.ArrowUp
	ArrowDown  = kb.ArrowDown
	ArrowLeft  = kb.ArrowLeft
	ArrowRight = kb.ArrowRight
)

// Go opens an address and waits until it is loaded, whatever its status.
func (p *Page) Go(url string) {
	p.t.Helper()
	p.do("go to "+url, chromedp.Navigate(url))
	p.settle()
}

// Back goes back by one page, as the button of the browser does.
func (p *Page) Back() {
	p.t.Helper()
	p.do("go back", chromedp.ActionFunc(func(ctx context.Context) error {
		at, entries, err := page.GetNavigationHistory().Do(ctx)
		if err != nil || at == 0 {
			return errors.Join(err, errors.New("there is no page before this one"))
		}
		return page.NavigateToHistoryEntry(entries[at-1].ID).Do(ctx)
	}))
	p.settle()
}

// Click taps the middle of an element, on a wide page clicks it with a mouse,
// and waits for the page that this may open. The element must be one that a hand
// could hit: visible and not covered, except by its own label.
func (p *Page) Click(selector string) {
	p.t.Helper()
	x, y := p.aim(selector)
	if p.phone() {
		p.do("tap "+selector,
			input.DispatchTouchEvent(input.TouchStart, []*input.TouchPoint{{X: x, Y: y}}),
			input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
	} else {
		p.do("click "+selector, chromedp.MouseClickXY(x, y))
	}
	p.settle()
}

// aim brings an element into view and returns the point at which it can be hit.
func (p *Page) aim(selector string) (x, y float64) {
	p.t.Helper()
	var point struct {
		X, Y   float64
		Hidden bool
		Cover  string
	}
	p.until(fmt.Sprintf("%s can be clicked", selector), func() (bool, error) {
		found, err := p.ask(selector, `
			e.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
			const r = e.getClientRects()[0];
			if (!r || !r.width || !r.height) return {hidden: true};
			const x = r.x + r.width / 2, y = r.y + r.height / 2;
			const hit = document.elementFromPoint(x, y);
			const label = hit && hit.closest('label');
			const ours = hit && (e.contains(hit) || label && (label === e || label.control === e));
			return {x, y, cover: ours ? '' : hit ? hit.outerHTML.slice(0, 120) : 'the edge of the window'};`, &point)
		switch {
		case err != nil || !found:
			return false, err
		case point.Hidden:
			return false, errors.New("it has no size")
		case point.Cover != "":
			return false, fmt.Errorf("it is covered by %s", point.Cover)
		}
		return true, nil
	})
	return point.X, point.Y
}

// Type puts text into a box in the place of what was there, as if pasted, which
// is also how the input methods for Vietnamese write.
func (p *Page) Type(selector, text string) {
	p.t.Helper()
	p.until(selector+" can be typed into", func() (bool, error) {
		var focused bool
		found, err := p.ask(selector, `e.focus(); if (e.select) e.select(); return document.activeElement === e && !e.readOnly;`, &focused)
		return found && focused, err
	})
	if text == "" {
		p.Press(kb.Delete)
		return
	}
	p.do("type into "+selector, input.InsertText(text))
}

// Press presses keys one after the other, wherever the focus is, and waits for
// the page that this may open.
func (p *Page) Press(keys string) {
	p.t.Helper()
	p.do(fmt.Sprintf("press %q", keys), chromedp.KeyEvent(keys))
	p.settle()
}

// settle waits until a page that is being opened is there. The browser begins to
// open one a moment after the click that asked for it, so there is a pause; to
// be certain of a page, name something that only it shows (WaitFor, Text).
func (p *Page) settle() {
	p.t.Helper()
	for range 2 {
		// The answer comes after what the click has put into the page's queue.
		_ = p.run(chromedp.Evaluate(`0`, nil))
		time.Sleep(15 * time.Millisecond)
	}
	p.until("the page is loaded", func() (bool, error) { return p.seen.idle(), nil })
}
