package httpapi

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/openrupt/openrupt/server/core"
)

// metrics are what Prometheus reads.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	// deliveries are attempts to deliver what the outbox holds.
	deliveries *prometheus.CounterVec
}

// newMetrics returns metrics of their own, so that two servers fit into one process.
func newMetrics(openStreams func() int) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rupt_http_requests_total",
			Help: "Requests by route pattern, method and status.",
		}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "rupt_http_request_seconds",
			Help:    "Time to answer, by route pattern; of streams, to open.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route"}),
		deliveries: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rupt_deliveries_total",
			Help: "Attempts to deliver mails (message), text messages (text) and webhooks, by outcome: delivered, retry, failed (given up), bounced (taken, and then not delivered; message for texts, too).",
		}, []string{"kind", "outcome"}),
	}
	for _, kind := range []core.EventKind{core.EventMessage, core.EventText, core.EventWebhook} { // so that the first failure is an increase
		for _, outcome := range []core.Outcome{core.OutcomeDelivered, core.OutcomeRetry, core.OutcomeFailed} {
			m.deliveries.WithLabelValues(string(kind), string(outcome))
		}
	}
	streams := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "rupt_streams_open",
		Help: "Event streams that are open now.",
	}, func() float64 { return float64(openStreams()) })
	m.registry.MustRegister(m.requests, m.seconds, m.deliveries, streams,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// observe counts one request. Only names that we chose become labels.
func (m *metrics) observe(method, route string, status int, took time.Duration) {
	if !knownMethod(method) {
		method = "other"
	}
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}

func knownMethod(m string) bool {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions, http.MethodPut, http.MethodDelete, http.MethodPatch:
		return true
	}
	return false
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
