package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"time"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/courier"
)

// Config is what an [App] is made of.
type Config struct {
	// Addr is where to listen, as host:port; port 0 is any free one.
	Addr string
	// MetricsAddr is where Prometheus is answered; empty means nowhere. In development
	// /metrics is on Addr.
	MetricsAddr string
	// DataDir is where development keeps its database and key.
	DataDir string
	// Database is sqlite:PATH or postgres://…. Default in development: a file in DataDir.
	Database string
	// PublicURL is the origin that browsers reach this server at. Default in
	// development: http://localhost and the port of Addr.
	PublicURL string
	// Dev is for a developer's own machine: project demo with its published secret,
	// the inbox, the demo site.
	Dev bool
	// MasterKeys are at least 32 random bytes each, the current one first. Default in
	// development: one that is kept in DataDir.
	MasterKeys [][]byte
	// AdoptMasterKey goes on with MasterKeys although the database knows none of them.
	AdoptMasterKey bool
	// Random is the source of ids and codes; default crypto/rand.
	Random io.Reader
	// AdminKey is the credential of /admin/v1 and of the dashboard at /admin; empty means
	// that there are no such things.
	AdminKey string
	// DrainDelay is for how long requests are still answered after the server was told
	// to end and says so at /readyz: as long as a load balancer takes to notice.
	DrainDelay time.Duration
	// Email and Text send codes; a nil one cannot, and a challenge's status says so.
	// Development keeps codes in its inbox, whether or not they are sent, too.
	Email, Text courier.Sender
	// WebhookNetworks are networks that webhooks may go to although they are not public;
	// in development they may go anywhere.
	WebhookNetworks []netip.Prefix
	// TrustedProxies are the networks whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// Rules are the files that decide what is noticed and what follows.
	Rules Rules
	// Clock tells the time; default the machine's.
	Clock core.Clock
	// Site has the folders dist and demo; default those of package web.
	Site fs.FS
	// Log receives the access log and what operators should know. Default: discarded.
	Log *slog.Logger
}

// check says why c is not safe to run. Everything that is wrong is said at once.
func (c *Config) check() error {
	if c.Dev {
		return c.checkDev()
	}
	return errors.Join(c.checkPublicURL(), c.checkKeys(), c.checkAdminKey(), c.checkProxies(), c.checkDatabase())
}

// checkProxies refuses to believe everybody: then anyone could choose the address that
// limits count by.
func (c *Config) checkProxies() error {
	for _, network := range c.TrustedProxies {
		if network.Bits() == 0 {
			return fmt.Errorf("trusted proxy %s: this is every address, so anyone could forge theirs; name the proxies' own networks", network)
		}
	}
	return nil
}

// checkAdminKey refuses what could be guessed: this key may do everything.
func (c *Config) checkAdminKey() error {
	if c.AdminKey != "" && len(c.AdminKey) < 32 {
		return errors.New("admin key: want 32 characters or more; make one with: openssl rand -hex 32")
	}
	return nil
}

// checkDev keeps a server with published secrets off the network.
func (c *Config) checkDev() error {
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return fmt.Errorf("address %q: want host:port", c.Addr)
	}
	if !isLoopback(host) {
		return fmt.Errorf("address %q: a development server has published secrets, so it listens on localhost only; use rupt serve", c.Addr)
	}
	return nil
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

func (c *Config) checkPublicURL() error {
	if c.PublicURL == "" {
		return errors.New("public URL missing: pass --public-url https://… (RUPT_PUBLIC_URL), the origin that browsers reach this server at")
	}
	u, err := url.Parse(c.PublicURL)
	_, ok := core.OriginOf(c.PublicURL)
	switch {
	case err != nil || !ok || u.RawQuery != "" || u.Fragment != "" || u.Path != "" && u.Path != "/":
		return fmt.Errorf("public URL %q: want only a scheme and a host, such as https://rupt.example.com", c.PublicURL)
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return nil
	}
	return errors.New("public URL: codes and credentials go over it, so it must be https")
}

// distinctBytes is what 32 random bytes have more than: fewer than this many
// different ones come once in 10^20 keys, and passwords often have no more.
const distinctBytes = 16

func (c *Config) checkKeys() error {
	if len(c.MasterKeys) == 0 {
		return errors.New("master key missing: set RUPT_MASTER_KEY or RUPT_MASTER_KEY_FILE to the output of: openssl rand -base64 32")
	}
	for _, key := range c.MasterKeys {
		seen := map[byte]bool{}
		for _, b := range key {
			seen[b] = true
		}
		if len(key) < 32 || len(seen) < distinctBytes {
			return errors.New("master key: want 32 random bytes or more; make one with: openssl rand -base64 32")
		}
	}
	return nil
}

func (c *Config) checkDatabase() error {
	if c.Database == "" {
		return errors.New("database missing: pass --db sqlite:/var/lib/rupt/rupt.db or --db postgres://… (RUPT_DB)")
	}
	return checkDatabaseURL(c.Database)
}

// devFiles are where development keeps what it makes.
func (c *Config) devFiles() (database, key string) {
	return filepath.Join(c.DataDir, "rupt.db"), filepath.Join(c.DataDir, "dev.key")
}
