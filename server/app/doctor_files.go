package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/openrupt/openrupt/server/core"
)

// examineProxies finds a server that takes its proxy for every visitor: limits by address
// would count all of them together.
func (c *Config) examineProxies(context.Context) []Finding {
	if err := c.checkProxies(); err != nil {
		return []Finding{{Wrong, "proxies", err.Error()}}
	}
	host, _, _ := net.SplitHostPort(c.Addr)
	if len(c.TrustedProxies) == 0 && isLoopback(host) && strings.HasPrefix(c.PublicURL, "https:") {
		return []Finding{{Odd, "proxies", "none is trusted, so every visitor seems to come from the proxy before " + c.Addr + " (RUPT_TRUSTED_PROXIES)"}}
	}
	return []Finding{{Fine, "proxies", fmt.Sprintf("%d trusted", len(c.TrustedProxies))}}
}

// examineRules reads the files as a server does.
func (c *Config) examineRules(context.Context) []Finding {
	if c.Rules == (Rules{}) {
		return nil
	}
	config := *c
	config.Clock, config.Log = systemClock{}, slog.New(slog.DiscardHandler)
	a := &App{config: config}
	if err := a.applyRules(&core.Config{}); err != nil {
		return []Finding{{Wrong, "rules", err.Error()}}
	}
	found := []Finding{{Fine, "rules", "the files can be read"}}
	if a.places == nil {
		return found
	}
	if built := a.places.Built(); time.Since(built) > staleAfter {
		found = append(found, Finding{Odd, "rules", "the GeoIP database is of " + built.Format(time.DateOnly) + ": addresses may have moved"})
	}
	if err := a.places.Close(); err != nil {
		found = append(found, Finding{Wrong, "rules", err.Error()})
	}
	return found
}

// examineFolder looks at who else could read or replace a SQLite file.
func (c *Config) examineFolder(context.Context) []Finding {
	path, ok := strings.CutPrefix(c.Database, "sqlite:")
	if !ok || runtime.GOOS == "windows" { // which has other permissions
		return nil
	}
	folder := filepath.Dir(path)
	info, err := os.Stat(folder)
	if err != nil {
		return nil // the database says so
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return []Finding{{Odd, "folder", fmt.Sprintf("%s has mode %04o: other accounts of this machine may enter it (chmod 700)", folder, mode)}}
	}
	return []Finding{{Fine, "folder", folder + " is its owner's alone"}}
}
