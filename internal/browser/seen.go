package browser

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// seen is what the browser told about a page. It is written by the browser's
// events and read by the test.
type seen struct {
	frame string // the page itself, as against the frames in it

	mu       sync.Mutex
	address  string
	status   int
	loading  bool
	requests []string
	faults   []string
}

// note takes down one event. It must not block: all events wait for it.
func (s *seen) note(event any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		s.requests = append(s.requests, e.Request.URL)
		if e.Type == network.ResourceTypeDocument && string(e.FrameID) == s.frame {
			s.address, s.status = e.Request.URL, 0
		}
	case *network.EventResponseReceived:
		if e.Type == network.ResourceTypeDocument && string(e.FrameID) == s.frame {
			s.address, s.status = e.Response.URL, int(e.Response.Status)
		}
	case *page.EventFrameStartedLoading:
		s.loading = s.loading || string(e.FrameID) == s.frame
	case *page.EventFrameStoppedLoading:
		s.loading = s.loading && string(e.FrameID) != s.frame
	default:
		s.complain(event)
	}
}

// complain takes down what the browser's console shows in red.
func (s *seen) complain(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		s.faults = append(s.faults, e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeAssert {
			s.faults = append(s.faults, fmt.Sprintf("console.%s: %s", e.Type, said(e.Args)))
		}
	case *log.EventEntryAdded:
		// A page that answers 404 or 422 is in order; Status tells of it.
		page := e.Entry.Source == log.SourceNetwork && e.Entry.URL == s.address
		if e.Entry.Level == log.LevelError && !page {
			s.faults = append(s.faults, fmt.Sprintf("%s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	}
}

// said returns the words of a call to the console.
func said(args []*runtime.RemoteObject) string {
	words := make([]string, len(args))
	for i, a := range args {
		// A string is quoted and escaped; anything else stays as it is.
		if json.Unmarshal(a.Value, &words[i]) != nil {
			words[i] = cmp.Or(string(a.Value), a.Description)
		}
	}
	return strings.Join(words, " ")
}

func (s *seen) url() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.address
}

func (s *seen) code() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.status
}

func (s *seen) idle() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.loading
}

// Status returns the HTTP status of the document shown last, after redirects; 0
// where it came from no server.
func (p *Page) Status() int { return p.seen.code() }

// Requests returns the addresses of everything that the page asked for since it
// was opened, in order, with redirects.
func (p *Page) Requests() []string {
	p.seen.mu.Lock()
	defer p.seen.mu.Unlock()
	return slices.Clone(p.seen.requests)
}

// ConsoleErrors returns what the console shows as errors since the page was
// opened: scripts that failed, parts that did not load, breaches of the content
// security policy.
func (p *Page) ConsoleErrors() []string {
	p.seen.mu.Lock()
	defer p.seen.mu.Unlock()
	return slices.Clone(p.seen.faults)
}
