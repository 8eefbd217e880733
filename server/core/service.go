package core

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/email"
	"github.com/openrupt/openrupt/server/evaluate"
)

// Clock tells the time. Only adapters may ask the operating system.
type Clock interface{ Now() time.Time }

// Config is what a [Service] is made of.
type Config struct {
	// Store keeps everything. Required.
	Store Store
	// Clock tells the time. Required.
	Clock Clock
	// Random is the source of ids and codes. Default: crypto/rand.
	Random io.Reader
	// Keys sign sessions and tokens, and protect codes. Required.
	Keys *Keyring
	// PublicURL is the origin that browsers reach this server at, without a slash at
	// its end; challenge URLs begin with it.
	PublicURL string
	// Dev says that this is a development server: localhost may be redirected to, and
	// limits per IP address and per destination of codes do not apply.
	Dev bool
	// Wake is called after an event was committed, with its topic: see
	// [DeviceTopic] and [TopicMessages]. A hint only; it must not block. Optional.
	Wake func(topic string)
	// Count is called after each attempt to deliver a message or a webhook. Optional; it
	// must not block.
	Count func(EventKind, Outcome)
	// Policy decides what evaluate answers. Default: evaluate.Default.
	Policy *evaluate.Policy
	// Emails say what is known of email domains. Default: email.Builtin.
	Emails *email.Lists
	// Model says what hashes that are alike are worth. Default: fingerprint.Shipped.
	Model *fingerprint.Model
	// Locator says where addresses are. Optional: without it journeys are not judged.
	Locator Locator
	// Log receives what operators should know. Default: discarded.
	Log *slog.Logger
}

// Service is the domain's operations. Its methods may be called concurrently.
type Service struct {
	store     Store
	clock     Clock
	random    io.Reader
	keys      *Keyring
	publicURL string
	dev       bool
	wake      func(string)
	count     func(EventKind, Outcome)
	policy    *evaluate.Policy
	policies  policies
	emails    *email.Lists
	locator   Locator
	model     *fingerprint.Model
	log       *slog.Logger
	projects  projectCache
	// populations are how many fingerprints each project has: id → population.
	populations sync.Map
	tally       tally
	evaluations evaluations
	sampler     sampler
}

// New returns a Service, or an error that names what is missing from c.
func New(c Config) (*Service, error) {
	switch {
	case c.Store == nil:
		return nil, errors.New("core: Config.Store is missing")
	case c.Clock == nil:
		return nil, errors.New("core: Config.Clock is missing")
	case c.Keys == nil:
		return nil, errors.New("core: Config.Keys is missing")
	}
	s := &Service{
		store: c.Store, clock: c.Clock, random: c.Random, keys: c.Keys,
		publicURL: strings.TrimSuffix(c.PublicURL, "/"), dev: c.Dev, wake: c.Wake, count: c.Count, log: c.Log,
		policy: c.Policy, emails: c.Emails, locator: c.Locator, model: c.Model,
	}
	if s.policy == nil {
		s.policy = evaluate.Default()
	}
	if s.emails == nil {
		s.emails = email.Builtin()
	}
	if s.model == nil {
		s.model = fingerprint.Shipped()
	}
	if s.random == nil {
		s.random = rand.Reader
	}
	if s.wake == nil {
		s.wake = func(string) {}
	}
	if s.count == nil {
		s.count = func(EventKind, Outcome) {}
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	return s, nil
}

// now is the time in milliseconds, as everything that is stored counts it.
func (s *Service) now() wire.Time { return wire.Time(s.clock.Now().UnixMilli()) }

// Ready says whether the store answers.
func (s *Service) Ready(ctx context.Context) error { return s.store.Ping(ctx) }
