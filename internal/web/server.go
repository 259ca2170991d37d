package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"hailong/internal/intake"
	"hailong/internal/report"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/web/page"
	"hailong/static"
)

// Options are what a Server is made of. Every one must be given.
type Options struct {
	Store   store.Store
	Catalog intake.Catalog
	Counter report.Counter
	Desk    *intake.Desk
	Staff   *staff.Office
	Metrics *Metrics
	Log     *slog.Logger
	Now     func() time.Time
	// PublicURL is the address people use. Its host and Hosts are the only
	// ones answered; everything else is misdirected.
	PublicURL *url.URL
	Hosts     []string
	// Proxies are the addresses whose forwarding headers are believed.
	Proxies []string
}

// A Server answers HTTP.
type Server struct {
	Options
	pages   *page.Set
	frozen  frozenForms
	ready   readiness
	guard   *http.CrossOriginProtection
	handler http.Handler
}

// New builds the routes and parses every page.
func New(o Options) (*Server, error) {
	pages, err := page.New(static.FS)
	if err != nil {
		return nil, err
	}
	s := &Server{Options: o, pages: pages, guard: http.NewCrossOriginProtection()}
	s.ready.probe, s.ready.now = o.Store.Probe, o.Now
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.RedirectTrailingSlash = false // the redirect would believe X-Forwarded-Prefix
	engine.HandleMethodNotAllowed = true
	if err := engine.SetTrustedProxies(o.Proxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	s.routes(engine)
	s.handler = engine
	return s, nil
}

// Handler returns the whole service.
func (s *Server) Handler() http.Handler { return s.handler }

// Drain makes /readyz red, so that nobody sends new work to a server that stops.
func (s *Server) Drain() { s.ready.draining.Store(true) }
