package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/campaign"
	"hailong/internal/closing"
	"hailong/internal/contact"
	"hailong/internal/courtesy"
	"hailong/internal/intake"
	"hailong/internal/limit"
	"hailong/internal/opinion"
	"hailong/internal/paper"
	"hailong/internal/premises"
	"hailong/internal/register"
	"hailong/internal/report"
	"hailong/internal/seal"
	"hailong/internal/slip"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/void"
	"hailong/internal/watch"
	"hailong/internal/web/page"
	"hailong/static"
)

// Options are what a Server is made of. Every one must be given.
type Options struct {
	Store   store.Store
	Catalog campaign.Catalog
	Counter report.Counter
	// Watch knows what is odd about the responses; nil knows their stored flags.
	Watch   Watch
	Desk    *intake.Desk
	Staff   *staff.Office
	Slips   *slip.Issuer
	Paper   *paper.Issuer
	Ledger  *paper.Ledger
	Audit   *audit.Log
	Metrics *Metrics
	// Limits are the budgets of senders and codes; nil refuses nothing.
	Limits *limit.Limiter
	// Courtesy is told who sends and who downloads; nil is told nothing.
	Courtesy *courtesy.Courtesy
	// Traffic counts how the codes are used; nil counts nothing.
	Traffic Traffic
	Log     *slog.Logger
	Now     func() time.Time
	// PublicURL is the address people use. Its host and Hosts are the only
	// ones answered; everything else is misdirected.
	PublicURL *url.URL
	Hosts     []string
	// Proxies are the addresses whose forwarding headers are believed.
	Proxies []string
	// Ancestors are the origins that may show a published result in a frame.
	Ancestors []string
}

// Watch tells what is odd about responses, package daybook for one.
type Watch interface {
	// Alerts returns what somebody should look at of a campaign, the latest first.
	Alerts(ctx context.Context, campaign string) ([]watch.Alert, error)
	// Responses yields the responses in the scope with all their flags.
	Responses(ctx context.Context, scope survey.Scope) iter.Seq2[*survey.Response, error]
}

// unwatched is the Watch of who has none.
type unwatched struct{ rows store.Responses }

// Alerts returns none.
func (unwatched) Alerts(context.Context, string) ([]watch.Alert, error) { return nil, nil }

// Responses yields them with their stored flags.
func (u unwatched) Responses(ctx context.Context, scope survey.Scope) iter.Seq2[*survey.Response, error] {
	return u.rows.Responses(ctx, scope)
}

// Traffic is told, by the code, of each form that was shown and each answer that
// was stored. It stands in the way of every citizen, so it must not wait.
type Traffic interface {
	Scanned(code string)
	Answered(code string)
}

// uncounted is the Traffic of who wants none.
type uncounted struct{}

func (uncounted) Scanned(string)  {}
func (uncounted) Answered(string) {}

// A Server answers HTTP.
type Server struct {
	Options
	register *register.Register
	// Closing closes periods; it is made of the other parts.
	Closing  *closing.Office
	voids    *void.Office
	contacts *contact.Desk
	seals    *seal.Ledger
	premises *premises.Premises
	planning *campaign.Office
	making   sync.Mutex // held while it is looked whether a thing is made twice
	comments *opinion.Desk
	plans    *opinion.Tasks
	pages    *page.Set
	frozen   frozenForms
	issues   issues
	files    map[string]*content // by their names in static
	packed   *contents
	stepped  *report.Stepped
	ready    readiness
	outage   outage
	guard    *http.CrossOriginProtection
	always   http.Header // of every answer
	handler  http.Handler
}

// New builds the routes and parses every page.
func New(o Options) (*Server, error) {
	pages, err := page.New(static.FS)
	if err != nil {
		return nil, err
	}
	files, err := staticFiles()
	if err != nil {
		return nil, err
	}
	if o.Traffic == nil {
		o.Traffic = uncounted{}
	}
	if o.Watch == nil {
		o.Watch = unwatched{o.Store}
	}
	s := &Server{Options: o, pages: pages, files: files, packed: newContents(), guard: http.NewCrossOriginProtection()}
	s.frozen.pages = make(map[frozenKey]*freezing)
	s.always = alwaysHeaders(o.PublicURL.Scheme == "https")
	s.stepped = report.NewStepped(o.Counter)
	s.register = register.New(o.Store, o.Catalog.Fields(), rand.Reader, o.Now)
	s.Closing = closing.NewOffice(closing.Options{Store: o.Store, Source: s.source(), Unfinished: s.paperUnfinished, Now: o.Now})
	counted := void.Source{Counter: o.Counter, Templates: o.Catalog, Fields: o.Catalog.Fields()}
	s.voids = void.NewOffice(o.Store, counted, rand.Reader, o.Now)
	s.contacts = contact.NewDesk(o.Store, o.Now)
	s.seals = seal.NewLedger(o.Store, rand.Reader, o.Now)
	s.premises = premises.New(o.Store, o.Catalog.Fields())
	s.planning = campaign.New(o.Store, o.Catalog, o.Now)
	s.comments, s.plans = opinion.NewDesk(o.Store, o.Now), opinion.NewTasks(o.Store, rand.Reader, o.Now)
	s.ready.probe, s.ready.now = o.Store.Probe, o.Now
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.RedirectTrailingSlash = false // the redirect would believe X-Forwarded-Prefix
	engine.HandleMethodNotAllowed = true
	if err := engine.SetTrustedProxies(o.Proxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	// A proxy adds to this one header what it saw. Of X-Real-IP nobody can tell who
	// wrote it: a proxy that does not know it passes a stranger's on.
	engine.RemoteIPHeaders = []string{"X-Forwarded-For"}
	s.routes(engine)
	s.handler = engine
	return s, nil
}

// Handler returns the whole service.
func (s *Server) Handler() http.Handler { return s.handler }

// Drain makes /readyz red, so that nobody sends new work to a server that stops.
func (s *Server) Drain() { s.ready.draining.Store(true) }
