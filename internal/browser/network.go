package browser

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// conditions are what Chromium is told of the network. cdproto has no name for the
// command, which every Chromium knows.
type conditions struct {
	Offline  bool    `json:"offline"`
	Latency  float64 `json:"latency"`            // milliseconds
	Download float64 `json:"downloadThroughput"` // bytes a second
	Upload   float64 `json:"uploadThroughput"`
}

// Slow gives the page a slow 3G network (400 ms, 400 kbit/s) and a processor with a
// quarter of this machine's speed.
func (p *Page) Slow() {
	p.t.Helper()
	p.do("slow the network and the processor", network.Enable(), chromedp.ActionFunc(func(ctx context.Context) error {
		return cdp.Execute(ctx, "Network.emulateNetworkConditions", conditions{Latency: 400, Download: 50e3, Upload: 50e3}, nil)
	}), emulation.SetCPUThrottlingRate(4))
}

// FirstPaint is how long after the request the page showed anything.
func (p *Page) FirstPaint() time.Duration {
	p.t.Helper()
	var ms float64
	p.until("the page is painted", func() (bool, error) {
		err := p.run(chromedp.Evaluate(`(performance.getEntriesByName('first-contentful-paint')[0] || {startTime: 0}).startTime`, &ms))
		return ms > 0, err
	})
	return time.Duration(ms * float64(time.Millisecond))
}

// Prefer makes the reader prefer something, as ("prefers-reduced-motion", "reduce")
// or ("forced-colors", "active").
func (p *Page) Prefer(feature, value string) {
	p.t.Helper()
	p.do("set "+feature, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: feature, Value: value}}))
}
