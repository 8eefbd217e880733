package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core"
)

// ok runs a command that must succeed and returns what it prints.
func ok(t *testing.T, args ...string) string {
	t.Helper()
	exit, out, errs := rupt(t, args...)
	if exit != 0 {
		t.Fatalf("rupt %s: %d: %s", strings.Join(args, " "), exit, errs)
	}
	return out
}

// refused runs a command that must fail and say why.
func refused(t *testing.T, why string, args ...string) {
	t.Helper()
	if exit, _, errs := rupt(t, args...); exit == 0 || !strings.Contains(errs, why) {
		t.Errorf("rupt %s: %d: %s, want something about %q", strings.Join(args, " "), exit, errs, why)
	}
}

func group(t *testing.T, text, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no %s in: %s", pattern, text)
	}
	return m[1]
}

// offline opens the database as a server would.
func offline(t *testing.T, database string, fn func(s *core.Service)) {
	t.Helper()
	o, err := app.OpenOffline(t.Context(), database, nil)
	if err != nil {
		t.Fatal(err)
	}
	fn(o.Service)
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
}

func newDatabase(t *testing.T) string {
	t.Helper()
	database := "sqlite:" + filepath.Join(t.TempDir(), "rupt.db")
	t.Setenv("RUPT_DB", database)
	return database
}

func TestProjectsAndKeys(t *testing.T) {
	database := newDatabase(t)
	out := ok(t, "project", "create", "Shop", "--origin", "https://Shop.example/", "-s", "device_limit=3", "-s", "tolerance=strict", "--public-url", "https://rupt.example/")
	id, client, secret := group(t, out, `Id +([0-9a-f]{24})\n`), group(t, out, `Client id +([0-9a-f-]{36})\n`), group(t, out, `API secret +(sk_\S{43}) `)
	if !strings.Contains(out, `<script async src="https://rupt.example/rupt.js"`) || !strings.Contains(out, "https://shop.example\n") {
		t.Errorf("printed: %s", out)
	}
	offline(t, database, func(s *core.Service) {
		b, err := s.AuthenticateBrowser(t.Context(), client, "")
		if err != nil || b.Project.Settings.DeviceLimit != 3 || b.Project.Settings.Tolerance != "strict" || b.Project.Settings.Enforce != core.EnforceLog {
			t.Errorf("%+v, %v", b.Project, err)
		}
		if _, err := s.AuthenticateServer(t.Context(), secret); err != nil {
			t.Error(err)
		}
	})
	if out := ok(t, "project", "list"); !strings.Contains(out, id) || strings.Contains(out, secret) {
		t.Errorf("list: %s", out)
	}
	var p wire.Project
	if err := json.Unmarshal([]byte(ok(t, "project", "set", "shop", "-s", "enforce=on", "--name", "Shop 2")), &p); err != nil {
		t.Fatal(err)
	}
	if p.Name != "Shop 2" || len(p.Origins) != 1 || !strings.Contains(string(p.Settings), `"enforce": "on"`) || !strings.Contains(string(p.Settings), `"device_limit": 3`) {
		t.Errorf("set: %+v %s", p, p.Settings)
	}
	if shown := ok(t, "project", "show", id); !strings.Contains(shown, "Shop 2") {
		t.Errorf("show: %s", shown)
	}

	t.Setenv("RUPT_PROJECT", "shop 2")
	refused(t, "last key", "key", "revoke", client)
	second := group(t, ok(t, "key", "add"), `API secret +(\S+) `)
	offline(t, database, func(s *core.Service) {
		for _, works := range []string{secret, second} {
			if _, err := s.AuthenticateServer(t.Context(), works); err != nil {
				t.Error(err)
			}
		}
	})
	ok(t, "key", "revoke", client)
	if list := ok(t, "key", "list"); !regexp.MustCompile(client + ` +\S+Z +\S+Z\n`).MatchString(list) {
		t.Errorf("list: %s", list)
	}
	offline(t, database, func(s *core.Service) {
		if _, err := s.AuthenticateServer(t.Context(), secret); err == nil {
			t.Error("a revoked secret works")
		}
		if _, err := s.AuthenticateBrowser(t.Context(), client, ""); err == nil {
			t.Error("a revoked client id works")
		}
	})
}

func TestProjectMistakes(t *testing.T) {
	newDatabase(t)
	ok(t, "project", "create", "Twin")
	ok(t, "project", "create", "Twin")
	for why, args := range map[string][]string{
		"Several projects":             {"project", "show", "Twin"},
		"no such project":              {"project", "show", "Nobody"},
		"no such setting":              {"project", "create", "X", "-s", "colour=red"},
		"device_limit: A device limit": {"project", "create", "X", "-s", "device_limit=0"},
		"This is off, log or on":       {"project", "create", "X", "-s", "enforce=maybe"},
		"scheme and a host":            {"project", "create", "X", "--origin", "https://x.example/path"},
		"settings.device_limit: This setting is of another type": {"project", "create", "X", "-s", "device_limit=many"},
		"needs a name":     {"project", "create", " "},
		"want sqlite:PATH": {"project", "list", "--db", "mysql:x"},
	} {
		t.Run(why, func(t *testing.T) { refused(t, why, args...) })
	}
	t.Setenv("RUPT_DB", "")
	refused(t, "database missing", "project", "list")
}

// TestNoDatabaseIsMade where only one that is there can be meant.
func TestNoDatabaseIsMade(t *testing.T) {
	dir := t.TempDir()
	typo := "sqlite:" + filepath.Join(dir, "rpt.db")
	t.Setenv("RUPT_DB", typo)
	for _, args := range [][]string{
		{"project", "list"}, {"key", "list", "--project", "shop"}, {"user", "export", "ann", "--project", "shop"},
		{"webhook", "list", "--project", "shop"}, {"policy", "show", "--project", "shop"}, {"export", "--project", "shop"},
		{"copy", "--from", typo, "--to", "sqlite:" + filepath.Join(dir, "to.db")},
	} {
		refused(t, "there is no "+filepath.Join(dir, "rpt.db"), args...)
	}
	if _, out, _ := rupt(t, "doctor"); !regexp.MustCompile(`note +database +there is no .*rpt.db`).MatchString(out) {
		t.Error(out)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
		t.Errorf("%v, %v", files, err)
	}
	ok(t, "project", "create", "Shop")
	ok(t, "project", "list")
}

// account is a user with two devices, one of which is challenged.
func account(t *testing.T, database string) (project, challenge string) {
	t.Helper()
	out := ok(t, "project", "create", "Shop", "-s", "enforce=on", "-s", "device_limit=1")
	client, secret := group(t, out, `Client id +(\S+)`), group(t, out, `API secret +(\S+)`)
	offline(t, database, func(s *core.Service) {
		page, err := s.AuthenticateBrowser(t.Context(), client, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, hash := range []string{strings.Repeat("a", 64), strings.Repeat("7", 64)} {
			r := &wire.AttachRequest{Account: "ann", Email: "ann@example.com", Fingerprint: hash}
			if _, err := s.Attach(t.Context(), page, r); err != nil {
				t.Fatal(err)
			}
		}
		backend, err := s.AuthenticateServer(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.Challenges(t.Context(), backend, core.ChallengeQuery{Page: 1, Limit: 10})
		if err != nil || len(list.Data) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		project, challenge = page.Project.ID, list.Data[0].ID
	})
	return project, challenge
}

func exported(t *testing.T) (x wire.UserExport) {
	t.Helper()
	if err := json.Unmarshal([]byte(ok(t, "user", "export", "ann")), &x); err != nil {
		t.Fatal(err)
	}
	return x
}

func TestUsersAndChallenges(t *testing.T) {
	database := newDatabase(t)
	project, challenge := account(t, database)
	t.Setenv("RUPT_PROJECT", project)

	x := exported(t)
	if x.User.Email != "ann@example.com" || len(x.Devices) != 2 || len(x.Accesses) != 2 || len(x.Challenges) != 1 {
		t.Errorf("export: %+v", x)
	}
	ok(t, "user", "suspend", "ann")
	if !exported(t).User.Suspended {
		t.Error("not suspended")
	}
	ok(t, "user", "unsuspend", x.User.ID)
	ok(t, "user", "unlock", "ann")
	if exported(t).User.Suspended {
		t.Error("still suspended")
	}
	ok(t, "challenge", "complete", challenge)
	if c := exported(t).Challenges[0]; c.Status != wire.StatusCompleted || c.CompletedAt == 0 {
		t.Errorf("%+v", c)
	}
	refused(t, "over", "challenge", "expire", challenge)
	lines := strings.Split(strings.TrimSpace(ok(t, "export")), "\n")
	if len(lines) != 1 || !strings.Contains(lines[0], `"account":"ann"`) {
		t.Errorf("export: %q", lines)
	}
	refused(t, "--yes", "user", "erase", "ann")
	ok(t, "user", "erase", "ann", "--yes")
	refused(t, "no such user", "user", "export", "ann")
	if out := ok(t, "export"); out != "" {
		t.Errorf("export after erasure: %s", out)
	}
}

func TestChallengeExpire(t *testing.T) {
	project, challenge := account(t, newDatabase(t))
	t.Setenv("RUPT_PROJECT", project)
	ok(t, "challenge", "expire", challenge)
	if c := exported(t).Challenges[0]; c.Status != wire.StatusExpired {
		t.Errorf("%+v", c)
	}
}
