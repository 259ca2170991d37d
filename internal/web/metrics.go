package web

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"hailong/internal/intake"
	"hailong/internal/limit"
	"hailong/internal/survey"
)

// Metrics are what the operator watches. No label holds a score, a code or
// anything about a person: values come from the route table and fixed sets.
type Metrics struct {
	registry    *prometheus.Registry
	requests    *prometheus.CounterVec
	latency     *prometheus.HistogramVec
	submissions *prometheus.CounterVec
	batch       prometheus.Histogram
	commit      prometheus.Histogram
	failed      prometheus.Counter
	refused     prometheus.Counter
	backupTime  prometheus.Gauge
	backupBytes prometheus.Gauge
}

// NewMetrics makes a registry of its own; nothing is registered globally.
func NewMetrics() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "hailong_requests_total", Help: "Requests by route pattern, method and status class.",
		}, []string{"route", "method", "class"}),
		latency: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "hailong_request_seconds", Help: "Time to answer, by route pattern.",
			Buckets: []float64{.001, .005, .025, .1, .25, .5, 1, 3, 10, 30},
		}, []string{"route"}),
		submissions: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "hailong_submissions_total", Help: "Sheets by what became of them.",
		}, []string{"outcome"}),
		batch: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "hailong_commit_responses", Help: "Responses that shared one durable commit.",
			Buckets: []float64{1, 2, 4, 8, 16, 32, 64, 128, 256, 512},
		}),
		commit: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "hailong_commit_seconds", Help: "Time of one durable commit.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1, 5},
		}),
		failed: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "hailong_store_errors_total", Help: "Writes that the store could not keep.",
		}),
		refused: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "hailong_submissions_refused_total", Help: "Sheets that came too soon after others and were told when to come again.",
		}),
		backupTime: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "hailong_backup_last_success_timestamp_seconds", Help: "When the newest nightly backup was made; 0 where there is none.",
		}),
		backupBytes: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "hailong_backup_last_bytes", Help: "Size of the newest nightly backup.",
		}),
	}
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.registry.MustRegister(m.requests, m.latency, m.submissions, m.batch, m.commit, m.failed, m.refused, m.backupTime, m.backupBytes)
	for _, o := range outcomes {
		m.submissions.WithLabelValues(o)
	}
	return m
}

// Handler serves the metrics; it belongs on an address of its own.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// Commit observes a shared commit; give it to intake.NewQueue.
func (m *Metrics) Commit(c intake.Commit) {
	m.batch.Observe(float64(c.Size))
	m.commit.Observe(c.Took.Seconds())
	if c.Err != nil {
		m.failed.Inc()
	}
}

// Backup tells of the newest nightly backup.
func (m *Metrics) Backup(made time.Time, bytes int64) {
	m.backupTime.Set(float64(made.Unix()))
	m.backupBytes.Set(float64(bytes))
}

func (m *Metrics) storeError() { m.failed.Inc() }

func (m *Metrics) request(verb, route string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, method(verb), strconv.Itoa(status/100)+"xx").Inc()
	m.latency.WithLabelValues(route).Observe(took.Seconds())
}

// tooSoon is the outcome of a sheet that was told to come again.
const tooSoon = "refused"

var outcomes = []string{"stored", "repeated", "invalid", "closed", "busy", "unavailable", tooSoon, "abandoned"}

func (m *Metrics) submission(fresh bool, err error) {
	how := outcome(fresh, err)
	m.submissions.WithLabelValues(how).Inc()
	if how == tooSoon {
		m.refused.Inc()
	}
}

func outcome(fresh bool, err error) string {
	switch {
	case err == nil && fresh:
		return "stored"
	case err == nil:
		return "repeated"
	case errors.As(err, new(*limit.Refused)):
		return tooSoon
	case errors.As(err, new(*survey.Invalid)), errors.Is(err, intake.ErrStaleKey):
		return "invalid"
	case errors.Is(err, survey.ErrClosed), errors.Is(err, survey.ErrEarly), errors.Is(err, survey.ErrVoided):
		return "closed"
	case errors.Is(err, survey.ErrBusy):
		return "busy"
	case errors.Is(err, survey.ErrUnavailable):
		return "unavailable"
	}
	return "abandoned"
}
