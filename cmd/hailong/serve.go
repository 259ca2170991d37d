package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"hailong/internal/audit"
	"hailong/internal/closing"
	"hailong/internal/config"
	"hailong/internal/courtesy"
	"hailong/internal/daybook"
	"hailong/internal/duty"
	"hailong/internal/intake"
	"hailong/internal/limit"
	"hailong/internal/paper"
	"hailong/internal/period"
	"hailong/internal/register"
	"hailong/internal/slip"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web"
)

type serveCommand struct{}

// queueDepth is how many submissions may wait for a commit: about a second's
// worth on a small machine. More are refused, so that nobody waits in vain.
const queueDepth = 4096

// Time limits of the server. A page is small; downloads extend their own.
const (
	readHeaderLimit = 5 * time.Second
	readLimit       = 10 * time.Second
	writeLimit      = 30 * time.Second
	idleLimit       = time.Minute
	stopLimit       = 4 * time.Second // and a commit may take as long again
	headerBytes     = 16 << 10
)

// ballast is memory that is never touched, and so costs none: it counts as live,
// and lets some tens of megabytes of short-lived garbage gather before it is
// collected, where the little that really lives would have it collected many
// times a second. A tenth of the processor under load.
const ballast = 48 << 20

// Run serves until the context ends, then answers what was accepted and returns.
func (serveCommand) Run(c *config.Config, io streams) error {
	weight := make([]byte, ballast)
	defer runtime.KeepAlive(weight)
	p, err := start(c, io)
	if errors.Is(err, context.Canceled) && io.ctx.Err() != nil {
		return nil // told to stop before it had begun
	}
	if err != nil {
		return err
	}
	if names := config.Unknown(os.Environ()); len(names) > 0 {
		p.log.Warn("environment variables that mean nothing here", "names", names)
	}
	p.greet(io.out)
	return p.wait(io.ctx)
}

// A program is the running service.
type program struct {
	config    *config.Config
	log       *slog.Logger
	store     *opened
	book      *daybook.Book
	roster    *duty.Roster
	queue     *intake.Queue
	office    *staff.Office
	slips     *slip.Issuer
	traffic   *register.Traffic
	web       *web.Server
	metrics   *web.Metrics
	public    *url.URL
	announced bool   // the first password was just shown
	meters    string // the address of the metrics
	servers   []*http.Server
	failed    chan error
	// listening is what servers accept from, and draining that they end.
	listening []net.Listener
	draining  atomic.Bool
}

// start opens everything in an order in which a failure leaves nothing behind
// and says the most: the folder first, since a service that runs already has
// both folder and port; the first account last, since a taken port must not use
// up the one printing of its password.
func start(c *config.Config, io streams) (_ *program, err error) {
	p := &program{config: c, log: newLog(c, io.err), failed: make(chan error, 2), meters: config.Off}
	var site, meters net.Listener
	defer func() {
		if err != nil {
			shut(site, meters)
			p.close()
		}
	}()
	if p.store, err = openStore(io.ctx, c); err != nil {
		return nil, err
	}
	if site, err = listen("HAILONG_ADDR", c.Addr); err != nil {
		return nil, err
	}
	if meters, err = p.listenForMetrics(); err != nil {
		return nil, err
	}
	metrics := web.NewMetrics()
	p.metrics = metrics
	if err := p.readyBackups(); err != nil {
		return nil, err
	}
	if err := p.assemble(io, metrics, site.Addr().(*net.TCPAddr).Port); err != nil {
		return nil, err
	}
	p.serve(site, p.web.Handler())
	if meters != nil {
		mux := http.NewServeMux()
		mux.Handle("GET /metrics", metrics.Handler())
		p.serve(meters, mux)
	}
	return p, nil
}

func (p *program) assemble(io streams, metrics *web.Metrics, port int) error {
	own := config.Addresses()
	var err error
	if p.public, err = p.config.Public(port, own); err != nil {
		return err
	}
	p.office = staff.NewOffice(p.store, rand.Reader, time.Now)
	p.slips = slip.NewIssuer(p.store, rand.Reader, time.Now)
	p.traffic = register.NewTraffic(p.store, rand.Text(), time.Now)
	p.roster = duty.NewRoster(p.store, rand.Text(), time.Now)
	show := func(password string) {
		p.announced = true
		announce(io.out, password)
	}
	err = firstAccount(io.ctx, p.office, p.config.AdminPassword, show)
	if errors.Is(err, errElsewhere) {
		p.announced = false
		retract(io.out, p.config.AdminPassword == "")
	} else if err != nil {
		return err
	}
	var polite courtesy.Courtesy
	p.book = p.store.newBook(daybook.Options{Damaged: p.countedFromRows, Courtesy: &polite})
	p.queue = intake.NewQueue(p.book.Guard(p.store), intake.QueueOptions{Depth: queueDepth, Now: time.Now, Notify: metrics.Commit})
	limits, err := p.limits()
	if err != nil {
		return err
	}
	desk := intake.NewDesk(p.store, p.store.catalog, p.queue, time.Now)
	if err := desk.Prepare(io.ctx); err != nil {
		p.log.Warn("keys of forms not ready; the first form tries again", "error", err.Error())
	}
	p.web, err = web.New(web.Options{
		Store:    p.store,
		Catalog:  p.store.catalog,
		Counter:  p.book,
		Watch:    p.book,
		Courtesy: &polite,
		Desk:     desk,
		Staff:    p.office,
		Slips:    p.slips,
		Paper:    paper.NewIssuer(p.store, time.Now),
		Ledger: paper.NewLedger(paper.LedgerOptions{
			Registry: p.store, Responses: p.book.Guard(p.store), Catalog: p.store.catalog, Locked: closing.NewOffice(closing.Options{Store: p.store}).Covers, Rand: rand.Reader, Now: time.Now,
		}),
		Audit:     audit.New(p.store, time.Now),
		Metrics:   metrics,
		Limits:    limits,
		Traffic:   p.traffic,
		Log:       p.log,
		Now:       time.Now,
		PublicURL: p.public,
		Hosts:     p.config.Hosts(own),
		Proxies:   p.config.TrustedProxies,
		Ancestors: p.config.EmbedAncestors,
	})
	return err
}

// limits are the budgets of senders; none where they are turned off.
func (p *program) limits() (*limit.Limiter, error) {
	if p.config.RateLimit == config.Off {
		return nil, nil
	}
	return limit.New(limit.Options{Now: time.Now, Day: period.Today, Rand: rand.Reader})
}

// countedFromRows tells that a packed day could not be used.
func (p *program) countedFromRows(campaign string, day survey.Date, err error) {
	p.log.Warn("packed day not used", "campaign", campaign, "day", day.String(), "error", err.Error())
}

func (p *program) serve(l net.Listener, h http.Handler) {
	s := &http.Server{
		Handler:           p.farewell(h),
		ReadHeaderTimeout: readHeaderLimit,
		ReadTimeout:       readLimit,
		WriteTimeout:      writeLimit,
		IdleTimeout:       idleLimit,
		MaxHeaderBytes:    headerBytes,
		// What the server itself would log holds addresses of people.
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug),
	}
	p.servers = append(p.servers, s)
	p.listening = append(p.listening, l)
	go func() {
		if err := s.Serve(crowded(l, mostConnections)); !errors.Is(err, http.ErrServerClosed) {
			p.failed <- fmt.Errorf("serve: %w", err)
		}
	}()
}

// wait returns when the context ends, or when the program can no longer do its
// work: after an input/output error nothing may be acknowledged any more.
func (p *program) wait(ctx context.Context) error {
	p.log.Info("ready", "address", p.public.String(), "listening", p.listening[0].Addr().String(), "metrics", p.meters, "data", p.store.where.String())
	if p.store.alone {
		p.log.Warn("the database is not a replica set: an answer that was acknowledged is lost with its disk")
	}
	nights, end := context.WithCancel(ctx)
	var keeper sync.WaitGroup
	keeper.Go(func() { p.keep(nights) })
	keeper.Go(func() { p.write(nights) })
	defer keeper.Wait()
	defer end()
	var err error
	select {
	case <-ctx.Done():
	case err = <-p.failed:
	case <-p.store.failed:
		err = errors.New("the disk reported an error while writing; nothing more is accepted. Check the disk, then start again")
	}
	end()
	p.log.Info("stopping")
	p.stop()
	return err
}

func newLog(c *config.Config, w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		level = slog.LevelInfo // the flag allows only names that slog knows
	}
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level}))
}
