package web

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"hailong/internal/web/page"
)

// Keys of what the middleware leaves in a request.
const (
	keyReference = "ref"
	keyPrincipal = "principal"
	keyFailure   = "failure"
)

var referenceAlphabet = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// reference is the number of a request that an error page and the log share. Most
// requests need none, so it is drawn when it is first asked for.
func reference(c *gin.Context) string {
	if drawn := c.GetString(keyReference); drawn != "" {
		return drawn
	}
	var b [5]byte
	rand.Read(b[:])
	drawn := referenceAlphabet.EncodeToString(b[:])
	c.Set(keyReference, drawn)
	return drawn
}

// answerLimit bounds what needs the store for a moment only: while the store is
// away, whoever asks hears so within three seconds.
const answerLimit = 2500 * time.Millisecond

// promptly gives a request that much time. Figures and downloads take theirs.
func promptly(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), answerLimit)
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
}

// log writes one line for a request: what was asked by its route pattern, never
// an address, a code, a query or a cookie.
func (s *Server) log(c *gin.Context) {
	start := s.Now()
	c.Next()
	took := max(0, s.Now().Sub(start)) // the clock may have been set back
	route := c.FullPath()
	if route == "" {
		route = "none"
	}
	status := c.Writer.Status()
	s.Metrics.request(c.Request.Method, route, status, took)
	level := slog.LevelDebug
	if status >= http.StatusInternalServerError {
		level = s.outage.level(status)
	}
	if !s.Log.Enabled(c.Request.Context(), level) {
		return
	}
	attrs := []any{"method", method(c.Request.Method), "route", route, "status", status,
		"ms", took.Milliseconds(), "ref", reference(c)}
	if status >= http.StatusInternalServerError {
		if err, ok := c.Get(keyFailure); ok {
			attrs = append(attrs, "error", err)
		}
	}
	s.Log.Log(c.Request.Context(), level, "request", attrs...)
}

// An outage is a time in which the store does not answer. Of the requests that
// are refused for it one stands in the log as an error; a line for each of
// thousands would bury its cause.
type outage struct{ on atomic.Bool }

// level is that of an answer with a status from 500 on.
func (o *outage) level(status int) slog.Level {
	if status == http.StatusServiceUnavailable && o.on.Swap(true) {
		return slog.LevelDebug
	}
	return slog.LevelError
}

// storeAnswers ends an outage, if there was one.
func (s *Server) storeAnswers() {
	if s.outage.on.Load() && s.outage.on.Swap(false) {
		s.Log.Info("the store answers again")
	}
}

// method keeps made-up methods out of logs and metrics.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}

func (s *Server) recover(c *gin.Context) {
	defer func() {
		what := recover()
		if what == nil {
			return
		}
		if what == http.ErrAbortHandler {
			panic(what)
		}
		s.Log.Error("panic", "what", what, "ref", reference(c), "stack", string(debug.Stack()))
		if !c.Writer.Written() {
			s.show(c, errPanic)
		}
		c.Abort()
	}()
	c.Next()
}

const contentPolicy = "default-src 'none'; script-src 'self'%s; style-src 'self'%s; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"

// policy lets a page use its own style sheet and script and no other.
func policy(r page.Rendered) string {
	for _, source := range []*string{&r.Script, &r.Style} {
		if *source != "" {
			*source = " " + *source
		}
	}
	return fmt.Sprintf(contentPolicy, r.Script, r.Style)
}

// headers go out with every answer, errors and files included. Their values are
// made once: whoever changes one for an answer sets another.
func (s *Server) headers(c *gin.Context) { maps.Copy(c.Writer.Header(), s.always) }

// alwaysHeaders are the headers of every answer, under their canonical names.
func alwaysHeaders(https bool) http.Header {
	h := http.Header{
		"Content-Security-Policy": {policy(page.Rendered{})},
		"X-Content-Type-Options":  {"nosniff"},
		"X-Frame-Options":         {"DENY"},
		// Not no-referrer: with it a browser sends "Origin: null" with a form, and over
		// plain HTTP that is all there is to tell our own page from another site.
		"Referrer-Policy":              {"same-origin"},
		"Permissions-Policy":           {"camera=(), microphone=(), geolocation=()"},
		"Cross-Origin-Opener-Policy":   {"same-origin"},
		"Cross-Origin-Resource-Policy": {"same-origin"},
		"Cache-Control":                {"no-store"},
	}
	if https {
		h["Strict-Transport-Security"] = []string{"max-age=31536000; includeSubDomains"}
	}
	return h
}

// allowedHost answers only under our own names, so that no page, link or cookie
// is made for somebody else's. A balancer asks for our health under any name.
func (s *Server) allowedHost(c *gin.Context) {
	if route := c.FullPath(); route != healthRoute && route != readyRoute && !s.ours(c.Request.Host) {
		s.show(c, errHost)
		c.Abort()
	}
}

func (s *Server) ours(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	if host == "localhost" || host == strings.ToLower(s.PublicURL.Hostname()) || slices.Contains(s.Hosts, host) {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// sameOrigin refuses what another site makes a browser send.
func (s *Server) sameOrigin(c *gin.Context) {
	err := s.guard.Check(c.Request)
	if err == nil && s.contradicts(c.Request) {
		err = errOrigin
	}
	if err != nil {
		s.show(c, fmt.Errorf("%w: %w", errCross, err))
		c.Abort()
	}
}

// contradicts reports whether a request that changes something says that a person
// made it by hand, in the address bar, and names a page of another site all the
// same. The guard believes the first; no browser says both.
func (s *Server) contradicts(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" || r.Method == http.MethodGet || r.Method == http.MethodHead || r.Header.Get("Sec-Fetch-Site") != "none" {
		return false
	}
	from, err := url.Parse(origin)
	return err != nil || from.Host == "" || !s.ours(from.Host)
}

func limitBody(most int64) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, most)
	}
}
