package hosted

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// Core is what the pages need of [core.Service].
type Core interface {
	ChallengeByID(ctx context.Context, id string) (*core.Project, error)
	AuthenticateSession(ctx context.Context, session string) (core.Caller, error)
	FaceOf(ctx context.Context, clientID string) (*wire.ChallengeProject, error)
	RedirectAllowed(p *core.Project, url string) bool
	Challenge(ctx context.Context, c core.Caller, id string) (*wire.Challenge, error)
	ChallengeDevices(ctx context.Context, c core.Caller, id string) ([]wire.Device, error)
	Send(ctx context.Context, c core.Caller, id string, r *wire.SendRequest) (*wire.SendReply, error)
	Verify(ctx context.Context, c core.Caller, id, code string) (*wire.VerifyReply, error)
	Kick(ctx context.Context, c core.Caller, id, device string) error
	Complete(ctx context.Context, c core.Caller, id string) error
	Notify(ctx context.Context, c core.Caller, id string) error
	Skip(ctx context.Context, c core.Caller, id string) error
	Postpone(ctx context.Context, c core.Caller, id string) error
}

// Config is what [Pages] are made of.
type Config struct {
	// Core is the domain. Required.
	Core Core
	// Caller fills in who asks (address, user agent, client hints); nil takes the
	// peer's address and the User-Agent header.
	Caller func(*http.Request) core.Caller
	// ClientID returns a client id of a challenge's project, with which the page's
	// script may call the API; nil or "" leaves the page without a script.
	ClientID func(ctx context.Context, challenge string) (string, error)
	// Secure says that browsers reach this server over https.
	Secure bool
	// Dev serves the stories.
	Dev bool
	// Now is the clock. Default: time.Now.
	Now func() time.Time
	// Log receives failures. Default: discarded.
	Log *slog.Logger
}

// Pages are the hosted pages.
type Pages struct {
	Config
	guard *http.CrossOriginProtection
}

// New returns the pages.
func New(c Config) *Pages {
	if c.Caller == nil {
		c.Caller = peer
	}
	if c.ClientID == nil {
		c.ClientID = func(context.Context, string) (string, error) { return "", nil }
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Pages{Config: c, guard: http.NewCrossOriginProtection()}
}

// Register adds the pages to mux.
func (p *Pages) Register(mux *http.ServeMux) {
	mux.HandleFunc("GET "+wire.PageChallenge, p.showChallenge)
	mux.HandleFunc("POST "+wire.PageChallenge, p.pressChallenge)
	mux.HandleFunc("GET "+wire.PageSuspended, p.showSuspended)
	mux.HandleFunc("POST "+wire.PageSuspended, p.pressSuspended)
	mux.HandleFunc("GET "+stylePath, serveStyle)
	mux.HandleFunc("GET "+themePath, serveTheme)
	if p.Dev {
		mux.HandleFunc("GET /dev/story", p.showStories)
		mux.HandleFunc("GET /dev/story/{name}", p.showStory)
		mux.HandleFunc("POST /dev/story/{name}", p.pressStory)
	}
}

// peer is who asks when no proxy is configured.
func peer(r *http.Request) core.Caller {
	c := core.Caller{UserAgent: r.UserAgent()}
	if a, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		c.IP = a.Addr()
	}
	return c
}
