package web

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
)

// probeLife is how long one real write stands for the store's health, so that
// asking often costs nothing.
const probeLife = time.Second

// probeLimit bounds that write: who asks may wait three seconds.
const probeLimit = 2500 * time.Millisecond

// readiness remembers whether the store could write a moment ago.
type readiness struct {
	probe    func(context.Context) error
	now      func() time.Time
	draining atomic.Bool

	mu      sync.Mutex
	checked time.Time
	err     error
}

// check writes for real, at most once in probeLife. The write does not end with
// the request that asked for it: others wait for the same result.
func (r *readiness) check(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.checked.IsZero() || r.now().Sub(r.checked).Abs() >= probeLife {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), probeLimit)
		defer cancel()
		r.err = r.probe(ctx)
		r.checked = r.now()
	}
	return r.err
}

// healthz says that the program runs.
func (s *Server) healthz(c *gin.Context) { c.String(http.StatusOK, "ok\n") }

// readyz says that a response sent now would be kept.
func (s *Server) readyz(c *gin.Context) {
	if s.ready.draining.Load() {
		c.String(http.StatusServiceUnavailable, "stopping\n")
		return
	}
	if err := s.ready.check(c.Request.Context()); err != nil {
		c.Set(keyFailure, err.Error())
		s.Metrics.storeError()
		c.Header("Retry-After", strconv.Itoa(retryAfter))
		c.String(http.StatusServiceUnavailable, "the store cannot write\n")
		return
	}
	s.storeAnswers()
	c.String(http.StatusOK, "ready\n")
}
