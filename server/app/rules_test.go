package app_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/geo/mmdbtest"
)

func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestRules: the three files reach the domain.
func TestRules(t *testing.T) {
	var log bytes.Buffer
	a, err := app.New(t.Context(), app.Config{
		Addr: "localhost:0", DataDir: t.TempDir(), Dev: true, Log: slog.New(slog.NewTextHandler(&log, nil)),
		Rules: app.Rules{
			Policy: written(t, `rules:
  - {name: abroad, when: country == "FR", verdict: deny}
  - {name: thrown-away, when: email.disposable, verdict: challenge, reason: disposable_email, mode: log}`),
			EmailDomains: written(t, "throw.example\n"),
			GeoIP:        mmdbtest.Write(t, map[string]mmdbtest.Record{"203.0.113.0/24": mmdbtest.Flat("Paris", "FR", 48.86, 2.35)}),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	c, err := a.Core().AuthenticateServer(context.Background(), core.DemoAPISecret)
	if err != nil {
		t.Fatal(err)
	}
	for ip, want := range map[string]wire.Verdict{"203.0.113.7": wire.VerdictDeny, "198.51.100.7": wire.VerdictAllow} {
		got, err := a.Core().Evaluate(t.Context(), c, &wire.EvaluateRequest{Action: "signup", IP: ip, Email: "x@throw.example"})
		if err != nil {
			t.Fatal(err)
		}
		if got.Verdict != want || len(got.Reasons) != 1 || got.Reasons[0] != wire.ReasonDisposableEmail {
			t.Errorf("%s: %s for %v", ip, got.Verdict, got.Reasons)
		}
	}
	for _, want := range []string{"rule=thrown-away would=challenge verdict=allow", "GeoIP database is old"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %q in: %s", want, log.String())
		}
	}
}

func TestRulesRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		rules app.Rules
		want  string
	}{
		"policy":      {app.Rules{Policy: written(t, "rules: [{name: a, when: x, verdict: deny}]")}, `rule "a"`},
		"no policy":   {app.Rules{Policy: "/nowhere"}, "/nowhere"},
		"domains":     {app.Rules{EmailDomains: written(t, "@")}, "line 1"},
		"calibration": {app.Rules{Calibration: written(t, `{"layout":"r1","rates":{"temperature":0}}`)}, "out of range"},
		"database":    {app.Rules{GeoIP: written(t, "x")}, "GeoIP"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := app.New(t.Context(), app.Config{Addr: "localhost:0", DataDir: t.TempDir(), Dev: true, Rules: tt.rules})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestGeoIPIsReloaded when the operator says so: the file was replaced meanwhile.
func TestGeoIPIsReloaded(t *testing.T) {
	at := mmdbtest.Write(t, map[string]mmdbtest.Record{"203.0.113.0/24": mmdbtest.Flat("Paris", "FR", 48.86, 2.35)})
	server := apptest.Start(t, func(c *app.Config) {
		c.Rules = app.Rules{GeoIP: at, Policy: written(t, `rules: [{name: abroad, when: country == "FR", verdict: deny}]`)}
	})
	c, err := server.Core().AuthenticateServer(t.Context(), core.DemoAPISecret)
	if err != nil {
		t.Fatal(err)
	}
	verdict := func() wire.Verdict {
		got, err := server.Core().Evaluate(t.Context(), c, &wire.EvaluateRequest{Action: "signup", IP: "203.0.113.7"})
		if err != nil {
			t.Fatal(err)
		}
		return got.Verdict
	}
	if got := verdict(); got != wire.VerdictDeny {
		t.Fatal(got)
	}
	next := mmdbtest.Write(t, map[string]mmdbtest.Record{"203.0.113.0/24": mmdbtest.Flat("Berlin", "DE", 52.52, 13.405)})
	if err := os.Rename(next, at); err != nil {
		t.Fatal(err)
	}
	server.Reload()
	for verdict() != wire.VerdictAllow { // until the test's own deadline
		time.Sleep(10 * time.Millisecond)
	}
}
