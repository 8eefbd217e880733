package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/openrupt/openrupt/server/app"
)

// serveCommand runs a server that others can reach. Every flag has an environment
// variable, and secrets can be in files: RUPT_MASTER_KEY_FILE.
type serveCommand struct {
	Addr           string        `help:"Where to listen." default:"localhost:8787" env:"RUPT_ADDR" placeholder:"HOST:PORT"`
	MetricsAddr    string        `help:"Where Prometheus may read /metrics; keep it off the public network." env:"RUPT_METRICS_ADDR" placeholder:"HOST:PORT"`
	DB             string        `help:"The database: sqlite:PATH or postgres://USER@HOST/NAME." name:"db" env:"RUPT_DB" placeholder:"URL"`
	PublicURL      string        `help:"The origin that browsers reach this server at." name:"public-url" env:"RUPT_PUBLIC_URL" placeholder:"URL"`
	MasterKey      string        `help:"32 random bytes in base64; more keys after a comma still open what they sealed. Better in the environment than here." env:"RUPT_MASTER_KEY" placeholder:"KEY"`
	AdoptMasterKey bool          `help:"Go on with this master key although the database was made with another one, which is lost."`
	AdminKey       string        `help:"The credential of /admin/v1, 32 characters or more; without one it is off. Better in the environment than here." env:"RUPT_ADMIN_KEY" placeholder:"KEY"`
	DrainDelay     time.Duration `help:"For how long requests are still answered after /readyz says that this server ends." default:"5s" env:"RUPT_DRAIN_DELAY"`
	WebhookAllow   []string      `help:"Networks that webhooks may go to although they are not public." env:"RUPT_WEBHOOK_ALLOW" placeholder:"CIDR"`
	TrustedProxies []string      `help:"Networks whose X-Forwarded-For is believed." env:"RUPT_TRUSTED_PROXIES" placeholder:"CIDR"`
	Rules          rulesFlags    `embed:""`
	LogFormat      string        `help:"json or text." enum:"json,text" default:"json" env:"RUPT_LOG_FORMAT"`
	mailFlags
	textFlags
}

// Run serves until the process is told to end.
func (s *serveCommand) Run(env *environment) error {
	log := s.logger(env)
	config, err := s.config(log)
	if err != nil {
		return err
	}
	server, err := app.New(env, config)
	if err != nil {
		return fmt.Errorf("refusing to start:\n%w", err)
	}
	log.Info("serving", "addr", server.Addr(), "metrics_addr", server.MetricsAddr(), "public_url", server.URL(), "version", version())
	if config.Email == nil && config.Text == nil {
		log.Warn("no sender of mail or text messages is configured (RUPT_SMTP, RUPT_SMS_URL, RUPT_TWILIO_ACCOUNT): challenges cannot send codes")
	}
	for _, s := range strays() {
		if s.meant != "" {
			log.Warn(s.String())
		}
	}
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)
	go reloadAt(env, hangups, server)
	go saveMemory()
	return server.Run(env)
}

// reloadAt has files read again at each SIGHUP.
func reloadAt(ctx context.Context, hangups <-chan os.Signal, server *app.App) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangups:
			server.Reload()
		}
	}
}

// config is what the flags say.
func (s *serveCommand) config(log *slog.Logger) (app.Config, error) {
	keys, err1 := parseKeys(s.MasterKey)
	proxies, err2 := parseNetworks("trusted proxy", s.TrustedProxies)
	networks, err3 := parseNetworks("webhook network", s.WebhookAllow)
	email, err4 := s.email()
	text, err5 := s.text(s.PublicURL)
	return app.Config{
		Addr: s.Addr, MetricsAddr: s.MetricsAddr, Database: s.DB, PublicURL: s.PublicURL,
		MasterKeys: keys, AdoptMasterKey: s.AdoptMasterKey, AdminKey: s.AdminKey, DrainDelay: s.DrainDelay, Email: email, Text: text,
		WebhookNetworks: networks, TrustedProxies: proxies, Rules: s.Rules.rules(), Log: log,
	}, errors.Join(err1, err2, err3, err4, err5)
}

func (s *serveCommand) logger(env *environment) *slog.Logger {
	if s.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(env.stderr, nil))
	}
	return slog.New(slog.NewJSONHandler(env.stderr, &slog.HandlerOptions{ReplaceAttr: inWords}))
}

// inWords has durations say their unit, as they do in text: JSON has bare nanoseconds.
func inWords(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() == slog.KindDuration {
		a.Value = slog.StringValue(a.Value.Duration().String())
	}
	return a
}

// parseKeys reads base64 keys, the current one first. The error does not repeat them.
func parseKeys(text string) (keys [][]byte, err error) {
	if text == "" {
		return nil, nil // app says what is missing
	}
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimRight(strings.TrimSpace(part), "=")
		key, err := base64.RawStdEncoding.DecodeString(part)
		if err != nil {
			return nil, errors.New("master key: want base64; make one with: openssl rand -base64 32")
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// parseNetworks reads networks and single addresses; what is what they are called.
func parseNetworks(what string, list []string) (networks []netip.Prefix, err error) {
	for _, text := range list {
		text = strings.TrimSpace(text)
		network, err := netip.ParsePrefix(text)
		if err != nil {
			ip, addrErr := netip.ParseAddr(text)
			if addrErr != nil {
				return nil, fmt.Errorf("%s %q: want an address or a network such as 10.0.0.0/8", what, text)
			}
			network = netip.PrefixFrom(ip, ip.BitLen())
		}
		networks = append(networks, network.Masked())
	}
	return networks, nil
}
