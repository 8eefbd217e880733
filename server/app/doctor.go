package app

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/web"
)

// Level says how bad a [Finding] is.
type Level string

const (
	// Fine: nothing to do.
	Fine Level = "ok"
	// Odd: works, but perhaps not as meant.
	Odd Level = "note"
	// Wrong: does not work, or is not safe.
	Wrong Level = "WRONG"
)

// Finding is one thing that was looked at.
type Finding struct {
	Level   Level
	Subject string
	Text    string
}

// judge is Wrong with an error's text, and Fine without one.
func judge(subject string, err error, fine string) Finding {
	if err != nil {
		return Finding{Wrong, subject, err.Error()}
	}
	return Finding{Fine, subject, fine}
}

// Examine looks at what a server with this configuration needs. It opens the database
// as a server does, which brings its schema up to date, and changes nothing else; one that
// is not there is not made.
func Examine(ctx context.Context, c Config) iter.Seq[Finding] {
	checks := []func(context.Context) []Finding{c.examineSettings, c.examineProxies, c.examineRules, c.examineSite, c.examinePublicURL, c.examineFolder, c.examineDatabase}
	return func(yield func(Finding) bool) {
		for _, check := range checks {
			for _, f := range check(ctx) {
				if !yield(f) {
					return
				}
			}
		}
	}
}

func (c *Config) examineSettings(context.Context) []Finding {
	admin := "set: /admin and /admin/v1 answer"
	if c.AdminKey == "" {
		admin = "not set: /admin and /admin/v1 are off"
	}
	senders := Finding{Fine, "senders", "codes can be sent"}
	if c.Email == nil && c.Text == nil {
		senders = Finding{Odd, "senders", "neither mail nor text messages: challenges cannot send codes (RUPT_SMTP, RUPT_SMS_URL, RUPT_TWILIO_ACCOUNT)"}
	}
	return []Finding{
		senders,
		judge("public URL", c.checkPublicURL(), c.PublicURL),
		judge("master key", c.checkKeys(), fmt.Sprintf("%d, the first one signs", len(c.MasterKeys))),
		judge("admin key", c.checkAdminKey(), admin),
	}
}

func (c *Config) examineSite(context.Context) []Finding {
	site := c.Site
	if site == nil {
		site = web.FS
	}
	if _, err := fs.Stat(site, "dist/rupt.js"); err != nil {
		return []Finding{{Wrong, "browser SDK", "not part of this binary: run make build"}}
	}
	return []Finding{{Fine, "browser SDK", "part of this binary"}}
}

// clockTolerance is how far clocks may be apart before codes expire early.
const clockTolerance = 30 * time.Second

// examinePublicURL asks the server that browsers reach, which may not run yet.
func (c *Config) examinePublicURL(ctx context.Context) []Finding {
	if c.checkPublicURL() != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(c.PublicURL, "/")+"/readyz", nil)
	if err != nil {
		return []Finding{{Wrong, "public URL", err.Error()}}
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return []Finding{{Odd, "reachable", "not from here; no server may be running yet: " + err.Error()}}
	}
	_ = res.Body.Close()
	found := []Finding{{Fine, "reachable", "a server answers there"}}
	if res.StatusCode != http.StatusOK {
		found[0] = Finding{Wrong, "reachable", "something answers there, with status " + res.Status}
	}
	if there, err := http.ParseTime(res.Header.Get("Date")); err == nil {
		found = append(found, judgeClock("clock", time.Until(there)))
	}
	return found
}

func judgeClock(subject string, ahead time.Duration) Finding {
	if ahead.Abs() > clockTolerance {
		return Finding{Wrong, subject, fmt.Sprintf("apart by %v: codes and tokens would expire early or late", ahead.Round(time.Second))}
	}
	return Finding{Fine, subject, "right within seconds"}
}

func (c *Config) examineDatabase(ctx context.Context) []Finding {
	if err := c.checkDatabase(); err != nil {
		return []Finding{{Wrong, "database", err.Error()}}
	}
	if err := Exists(c.Database); err != nil {
		return []Finding{{Odd, "database", strings.TrimPrefix(err.Error(), "database: ")}} // and not made: it would be root's
	}
	o, err := OpenOffline(ctx, c.Database, c.MasterKeys)
	if err != nil {
		return []Finding{{Wrong, "database", err.Error()}}
	}
	found := []Finding{judge("database", o.Ready(ctx), "answers; its schema is up to date")}
	if _, err := o.AuthenticateServer(ctx, core.DemoAPISecret); err == nil {
		found = append(found, Finding{Wrong, "database", errDemo.Error()})
	}
	found = append(found, o.examineProjects(ctx)...)
	if err := o.Close(); err != nil {
		found = append(found, Finding{Wrong, "database", err.Error()})
	}
	return found
}

func (o *Offline) examineProjects(ctx context.Context) (found []Finding) {
	projects, err := o.Projects(ctx)
	if err != nil {
		return []Finding{{Wrong, "projects", err.Error()}}
	}
	if len(projects) == 0 {
		return []Finding{{Odd, "projects", "none yet: rupt project create NAME --origin https://…"}}
	}
	for _, p := range projects {
		found = append(found, examineOrigins("project "+p.Name, p.Origins))
	}
	return found
}

func examineOrigins(subject string, origins []string) Finding {
	switch {
	case len(origins) == 0:
		return Finding{Odd, subject, "no origin is allowed: no page can use it yet"}
	case slices.Contains(origins, "*"):
		return Finding{Odd, subject, "every origin is allowed: anyone's page can use it in visitors' browsers"}
	}
	return Finding{Fine, subject, strings.Join(origins, " ")}
}
