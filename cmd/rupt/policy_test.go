package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/server/evaluate"
)

// file writes a file for a command to read.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPolicyShow(t *testing.T) {
	if exit, out, _ := rupt(t, "policy", "show"); exit != 0 || out != evaluate.DefaultText() {
		t.Errorf("%d: %s", exit, out)
	}
	const own = "rules: [{name: a, when: bot, verdict: deny}]\n"
	if exit, out, _ := rupt(t, "policy", "show", file(t, "p.yaml", own)); exit != 0 || out != own {
		t.Errorf("%d: %s", exit, out)
	}
}

func TestPolicyTest(t *testing.T) {
	const own = "rules:\n  - {name: strangers, when: 'not known_user and country != \"DE\"', verdict: challenge}\n"
	for name, tt := range map[string]struct {
		policy, request string
		domains         string
		want            []string
	}{
		"what the request tells": {"", `{"action":"signup","email":"x@mailinator.com"}`, "",
			[]string{"verdict  deny, by rule disposable-email-signup\n", "reasons  disposable_email\n", "email.disposable = true"}},
		"what a server would look up": {"", `{"action":"signup","facts":{"evaluations":{"ip":{"hour":12}}}}`, "",
			[]string{"verdict  challenge, by rule velocity-signup\n", "evaluations.ip.hour = 12\n", "reasons  velocity\n"}},
		"nothing": {"", `{"action":"login","user":"ann"}`, "", []string{"verdict  allow, since no rule decides\n", "reasons  none\n"}},
		"signals": {"", `{"action":"login","user":"ann","signals":{"automation":{"value":{"level":"certain","score":8}},"ua.major":{"value":"147"}}}`, "",
			[]string{"verdict  challenge, by rule bot-in-production\n"}},
		"one's own policy":  {own, `{"action":"login","user":"ann","facts":{"country":"FR"}}`, "", []string{"verdict  challenge, by rule strangers\n", `country = "FR"`}},
		"one's own domains": {"", `{"action":"signup","email":"x@throw.example"}`, "throw.example\n", []string{"verdict  deny"}},
	} {
		t.Run(name, func(t *testing.T) {
			args := []string{"policy", "test", "--request", file(t, "r.json", tt.request)}
			if tt.policy != "" {
				args = append(args, file(t, "p.yaml", tt.policy))
			}
			if tt.domains != "" {
				args = append(args, "--email-domains", file(t, "d.txt", tt.domains))
			}
			exit, out, stderr := rupt(t, args...)
			for _, want := range tt.want {
				if exit != 0 || !strings.Contains(out, want) {
					t.Errorf("%d: no %q in: %s%s", exit, want, out, stderr)
				}
			}
		})
	}
}

func TestPolicyMistakes(t *testing.T) {
	request := file(t, "r.json", `{"action":"login"}`)
	for name, tt := range map[string]struct {
		args []string
		want []string
	}{
		"a rule":           {[]string{"test", file(t, "p.yaml", "rules: [{name: a, when: botty, verdict: deny}]"), "--request", request}, []string{"p.yaml", `rule "a"`, "column 1", "botty"}},
		"shown":            {[]string{"show", file(t, "p.yaml", "rules: [{name: a, when: botty, verdict: deny}]")}, []string{`rule "a"`}},
		"no such fact":     {[]string{"test", "--request", file(t, "r.json", `{"action":"login","facts":{"botty":true}}`)}, []string{"r.json", "botty"}},
		"no such field":    {[]string{"test", "--request", file(t, "r.json", `{"action":"login","usr":"ann"}`)}, []string{"usr"}},
		"no action":        {[]string{"test", "--request", file(t, "r.json", `{}`)}, []string{"signup or login"}},
		"no request":       {[]string{"test"}, []string{"--request"}},
		"not a domain":     {[]string{"test", "--request", request, "--email-domains", file(t, "d.txt", "x@y.example")}, []string{"d.txt", "line 1"}},
		"no such database": {[]string{"test", "--request", "/nowhere"}, []string{"/nowhere"}},
	} {
		t.Run(name, func(t *testing.T) {
			exit, _, stderr := rupt(t, append([]string{"policy"}, tt.args...)...)
			for _, want := range tt.want {
				if exit == 0 || !strings.Contains(stderr, want) {
					t.Errorf("%d: no %q in: %s", exit, want, stderr)
				}
			}
		})
	}
}

// TestProjectPolicy: a project has a policy of its own once that works, and the server's
// when it has none.
func TestProjectPolicy(t *testing.T) {
	newDatabase(t)
	ok(t, "project", "create", "Shop")
	own := "# ours\nrules: [{name: no-france, when: 'country == \"FR\"', verdict: deny}]\n"
	request := file(t, "r.json", `{"action":"login","user":"ann","facts":{"country":"FR"}}`)
	tested := func(want string) {
		t.Helper()
		if out := ok(t, "policy", "test", "--project", "shop", "--request", request); !strings.Contains(out, want) {
			t.Errorf("no %q in: %s", want, out)
		}
	}
	tested("verdict  allow")
	exit, _, stderr := rupt(t, "policy", "set", "--project", "Shop", file(t, "p.yaml", "rules: [{name: a, when: botty, verdict: deny}]"))
	if exit == 0 || !strings.Contains(stderr, "botty") {
		t.Errorf("%d: %s", exit, stderr)
	}
	ok(t, "policy", "set", "--project", "Shop", "--dry-run", file(t, "p.yaml", own))
	if out := ok(t, "policy", "show", "--project", "Shop"); out != evaluate.DefaultText() {
		t.Errorf("something was stored: %s", out)
	}
	ok(t, "policy", "set", "--project", "Shop", file(t, "p.yaml", own))
	if out := ok(t, "policy", "show", "--project", "Shop"); out != own {
		t.Errorf("%s", out)
	}
	tested("verdict  deny, by rule no-france")
	ok(t, "policy", "unset", "--project", "Shop")
	t.Setenv("RUPT_POLICY", file(t, "server.yaml", "rules: [{name: all, when: true, verdict: challenge}]"))
	tested("verdict  challenge, by rule all")
}
