// Package app puts a server together: store, domain, event streams, background work
// and HTTP. cmd/rupt runs one, and tests run as many as they like in one process.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/courier"
	"github.com/openrupt/openrupt/server/dashboard"
	"github.com/openrupt/openrupt/server/geo"
	"github.com/openrupt/openrupt/server/hosted"
	"github.com/openrupt/openrupt/server/httpapi"
	"github.com/openrupt/openrupt/server/sse"
	"github.com/openrupt/openrupt/web"
)

// App is a whole server. It listens from New on and answers from Run on.
type App struct {
	config   Config
	store    core.Store
	core     *core.Service
	places   *geo.DB
	hub      *sse.Hub
	streams  *sse.Streams
	http     *httpapi.Server
	listener net.Listener
	metrics  net.Listener
	// reload asks for what Reload does.
	reload chan struct{}
}

// New opens the store and the listeners. The error says everything that is unsafe
// about c. Call Run or Close afterwards.
func New(ctx context.Context, c Config) (_ *App, err error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Clock == nil {
		c.Clock = systemClock{}
	}
	if c.Site == nil {
		c.Site = web.FS
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	a := &App{config: c, reload: make(chan struct{}, 1)}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close())
		}
	}()
	if err := a.listen(ctx); err != nil {
		return nil, err
	}
	if err := a.openCore(ctx); err != nil {
		return nil, err
	}
	return a, a.openHTTP()
}

type systemClock struct{}

// Now is the machine's time.
func (systemClock) Now() time.Time { return time.Now() }

func (a *App) listen(ctx context.Context) (err error) {
	var lc net.ListenConfig
	if a.listener, err = lc.Listen(ctx, "tcp", a.config.Addr); err != nil {
		return fmt.Errorf("--addr: %w", err)
	}
	if a.config.MetricsAddr != "" {
		if a.metrics, err = lc.Listen(ctx, "tcp", a.config.MetricsAddr); err != nil {
			return fmt.Errorf("--metrics-addr: %w", err)
		}
	}
	if a.config.PublicURL == "" {
		host, _, _ := net.SplitHostPort(a.config.Addr)
		port := a.listener.Addr().(*net.TCPAddr).Port
		a.config.PublicURL = "http://" + net.JoinHostPort(host, strconv.Itoa(port))
	}
	// As browsers write it: what is sent to https alone and what comes from our own pages is told by it.
	if origin, ok := core.OriginOf(a.config.PublicURL); ok {
		a.config.PublicURL = origin
	}
	return nil
}

func (a *App) openCore(ctx context.Context) (err error) {
	if a.store, err = a.config.openStore(ctx); err != nil {
		return err
	}
	keys, err := a.config.keyring()
	if err != nil {
		return err
	}
	a.hub = sse.NewHub()
	domain := core.Config{
		Store: a.store, Clock: a.config.Clock, Keys: keys, Random: a.config.Random,
		PublicURL: a.config.PublicURL, Dev: a.config.Dev, Wake: a.hub.Wake, Log: a.config.Log,
		Count: func(kind core.EventKind, outcome core.Outcome) { a.http.CountDelivery(kind, outcome) },
	}
	if err := a.applyRules(&domain); err != nil {
		return err
	}
	if a.core, err = core.New(domain); err != nil {
		return err
	}
	a.streams = sse.New(sse.Config{Source: a.core, Hub: a.hub, Log: a.config.Log})
	if a.config.Dev {
		return a.core.SeedDemo(ctx)
	}
	if err := a.core.AdoptKeys(ctx, a.config.AdoptMasterKey); err != nil {
		return err
	}
	return a.refuseDemo(ctx)
}

var errDemo = errors.New("database: it has project demo, whose API secret is published; it was made by rupt dev")

// refuseDemo keeps a development database out of production.
func (a *App) refuseDemo(ctx context.Context) error {
	if _, err := a.core.AuthenticateServer(ctx, core.DemoAPISecret); err == nil {
		return errDemo
	}
	return nil
}

func (a *App) openHTTP() (err error) {
	pages := hosted.New(hosted.Config{
		Core: a.core, Caller: httpapi.Visitor(a.config.TrustedProxies), ClientID: a.core.ClientIDOfChallenge,
		Secure: strings.HasPrefix(a.config.PublicURL, "https://"), Dev: a.config.Dev,
		Now: a.config.Clock.Now, Log: a.config.Log,
	})
	key := core.NewOperatorKey(a.config.AdminKey)
	a.http, err = httpapi.New(httpapi.Config{
		Core: a.core, Streams: a.streams, Site: a.config.Site, Hosted: pages, Dashboard: a.dashboard(key),
		PublicURL: a.config.PublicURL, Dev: a.config.Dev, TrustedProxies: a.config.TrustedProxies, AdminKey: key, TextCarrier: signing(a.config.Text),
		Now: a.config.Clock.Now, Log: a.config.Log,
	})
	return err
}

// dashboard is nil without an admin key.
func (a *App) dashboard(key core.OperatorKey) httpapi.Pages {
	if !key.IsSet() {
		return nil
	}
	return dashboard.New(dashboard.Config{
		Core: a.core, Key: key, Caller: httpapi.Visitor(a.config.TrustedProxies),
		Secure: strings.HasPrefix(a.config.PublicURL, "https://"), Now: a.config.Clock.Now, Log: a.config.Log,
	})
}

// signing is the carrier where its reports are signed.
func signing(s courier.Sender) httpapi.TextCarrier {
	c, _ := s.(httpapi.TextCarrier)
	return c
}

// URL is the origin that browsers reach this server at, without a slash at its end.
func (a *App) URL() string { return a.config.PublicURL }

// Addr is where it listens, as host:port.
func (a *App) Addr() string { return a.listener.Addr().String() }

// MetricsAddr is where Prometheus is answered, or "".
func (a *App) MetricsAddr() string {
	if a.metrics == nil {
		return ""
	}
	return a.metrics.Addr().String()
}

// Core is the domain, for commands and tests.
func (a *App) Core() *core.Service { return a.core }

// Close releases what New opened. Run does so itself.
func (a *App) Close() error {
	var errs []error
	for _, l := range []net.Listener{a.listener, a.metrics} {
		if l == nil {
			continue
		}
		if err := l.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	if a.store != nil {
		errs = append(errs, a.store.Close())
	}
	if a.places != nil {
		errs = append(errs, a.places.Close())
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close: %w", err)
	}
	return nil
}
