package httpapi

import (
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/sse"
)

// Config is what a [Server] is made of.
type Config struct {
	// Core answers. Required.
	Core *core.Service
	// Streams holds event streams open. Required.
	Streams *sse.Streams
	// Site has the folders dist, the built SDK, and demo, the demo site. Required.
	Site fs.FS
	// Hosted are the pages that are shown to people: /challenge and /suspended.
	Hosted Pages
	// PublicURL is the origin that browsers reach this server at.
	PublicURL string
	// Dev adds the demo site, the inbox and the metrics, and loosens request limits.
	Dev bool
	// Dashboard are the operators' pages, below /admin. Optional.
	Dashboard Pages
	// AdminKey is the credential of /admin/v1; the zero one means that nobody has it.
	AdminKey core.OperatorKey
	// TextCarrier verifies reports of text messages; nil means that none are signed.
	TextCarrier TextCarrier
	// TrustedProxies are the networks whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// Now tells the time; default time.Now.
	Now func() time.Time
	// Log receives the access log. Default: discarded.
	Log *slog.Logger
}

// Server is the HTTP face of a core.Service.
type Server struct {
	public  http.Handler
	metrics *metrics
	leaving *atomic.Bool
}

// Leave says at /readyz that this server is about to end, and lets connections end with
// their next reply, while everything is still answered.
func (s *Server) Leave() { s.leaving.Store(true) }

// Handler serves everything that is public.
func (s *Server) Handler() http.Handler { return s.public }

// Metrics serves Prometheus; it belongs on a listener that the public cannot reach.
func (s *Server) Metrics() http.Handler { return s.metrics.handler() }

// CountDelivery counts an attempt to deliver a message or a webhook; it is core's Count.
func (s *Server) CountDelivery(kind core.EventKind, outcome core.Outcome) {
	s.metrics.deliveries.WithLabelValues(string(kind), string(outcome)).Inc()
}

// api is what endpoints share.
type api struct {
	core    *core.Service
	streams *sse.Streams
	origin  string
	dev     bool
	proxies proxies
	limiter *limiter
	metrics *metrics
	leaving atomic.Bool
	// adminKey is the operator's credential.
	adminKey    core.OperatorKey
	textCarrier TextCarrier
	now         func() time.Time
	log         *slog.Logger
}

// New returns a Server, or an error when c is incomplete or its site unreadable.
func New(c Config) (*Server, error) {
	if c.Core == nil || c.Streams == nil || c.Site == nil {
		return nil, errors.New("httpapi: Config needs Core, Streams and Site")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	a := &api{
		core: c.Core, streams: c.Streams, origin: c.PublicURL, dev: c.Dev, proxies: c.TrustedProxies,
		adminKey: c.AdminKey, textCarrier: c.TextCarrier,
		limiter: newLimiter(c.Now), metrics: newMetrics(c.Streams.Open), now: c.Now, log: c.Log,
	}
	site, err := newSite(c.Site, c.Dev)
	if err != nil {
		return nil, err
	}
	routes := router{}
	if err := a.routes(routes); err != nil {
		return nil, err
	}
	rest := newPages(a, site, c.Hosted, c.Dashboard)
	return &Server{public: a.observe(routes.mux(rest)), metrics: a.metrics, leaving: &a.leaving}, nil
}

// routes adds every path to r.
func (a *api) routes(r router) error {
	endpoints := a.endpoints()
	for _, e := range endpoints {
		for _, p := range append([]string{e.path}, e.aliases...) {
			r.handle(e.method, p, e.who&public != 0, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { a.serve(&e, w, req) }))
		}
	}
	described := describeAll(endpoints)
	doc, err := described.asset()
	if err != nil {
		return err
	}
	page, err := newDocsPage(described)
	if err != nil {
		return err
	}
	r.handle(http.MethodGet, "/openapi.json", false, doc)
	r.handle(http.MethodGet, "/docs", false, page)
	r.handle(http.MethodGet, "/healthz", false, http.HandlerFunc(healthy))
	r.handle(http.MethodGet, "/readyz", false, http.HandlerFunc(a.ready))
	if a.dev {
		r.handle(http.MethodGet, "/dev/inbox", false, http.HandlerFunc(a.inbox))
		r.handle(http.MethodGet, "/metrics", false, a.metrics.handler())
	}
	return nil
}

// endpoints are all operations, in the order of the document.
func (a *api) endpoints() []endpoint {
	var all []endpoint
	all = append(all, a.deviceEndpoints()...)
	all = append(all, a.listenEndpoint())
	all = append(all, a.evaluateEndpoints()...)
	all = append(all, a.challengeEndpoints()...)
	all = append(all, a.userEndpoints()...)
	all = append(all, a.legacyEndpoints()...)
	all = append(all, a.carrierEndpoints()...)
	return append(all, a.adminEndpoints()...)
}
