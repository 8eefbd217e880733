package core_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/evaluate"
)

func (w *world) evaluate(r wire.EvaluateRequest) *wire.EvaluateReply {
	w.t.Helper()
	if r.IP == "" {
		r.IP = "203.0.113.1"
	}
	r.Version = wire.Version
	reply, err := w.Evaluate(ctx, w.backend(), &r)
	if err != nil {
		w.t.Fatal(err)
	}
	return reply
}

func TestEvaluate(t *testing.T) {
	w := newWorld(t, nil)
	w.browser(1).attach("ann", email("ann@example.com"))
	w.browser(2).attach("bob", email("bob@example.com"))
	for _, c := range []struct {
		name    string
		r       wire.EvaluateRequest
		verdict wire.Verdict
		reasons []wire.Reason
	}{
		{"the usual browser", wire.EvaluateRequest{Action: "login", User: "ann", Fingerprint: wire.Hashes{looks(1)}}, "allow", nil},
		{"it was updated", wire.EvaluateRequest{Action: "login", User: "ann", Fingerprint: wire.Hashes{looks(1, "ua.major", "148")}}, "allow", nil},
		{"a new phone", wire.EvaluateRequest{Action: "login", User: "ann", Fingerprint: wire.Hashes{looks(9)}}, "allow", []wire.Reason{"new_fingerprint"}},
		{"a journey", wire.EvaluateRequest{Action: "login", User: "ann", IP: "198.51.100.1", Fingerprint: wire.Hashes{looks(1), looks(1)}}, "allow", []wire.Reason{"new_ip"}},
		{"both", wire.EvaluateRequest{Action: "login", User: "ann", IP: "198.51.100.1", Fingerprint: wire.Hashes{looks(8)}}, "challenge", []wire.Reason{"new_fingerprint", "new_ip"}},
		{"nobody that we know", wire.EvaluateRequest{Action: "login", User: "eve", IP: "198.51.100.1", Fingerprint: wire.Hashes{looks(7)}}, "allow", nil},
		{"a first signup", wire.EvaluateRequest{Action: "signup", Email: "new@example.com", Fingerprint: wire.Hashes{looks(6)}}, "allow", nil},
		{"a second account", wire.EvaluateRequest{Action: "signup", Email: "new@example.com", Fingerprint: wire.Hashes{looks(2)}}, "challenge", []wire.Reason{"multiple_accounts"}},
		{"no email", wire.EvaluateRequest{Action: "signup", Email: "new@", Fingerprint: wire.Hashes{looks(5)}}, "deny", []wire.Reason{"invalid_email"}},
		{"no hash", wire.EvaluateRequest{Action: "login", User: "ann"}, "allow", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := w.evaluate(c.r)
			if got.Verdict != c.verdict || !slices.Equal(got.Reasons, c.reasons) || got.Reasons == nil {
				t.Errorf("%s for %v", got.Verdict, got.Reasons)
			}
			if (got.ChallengeID != nil) != (c.verdict == "challenge") || (got.FingerprintID == nil) != (c.name == "no hash") {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestEvaluateLimit(t *testing.T) {
	w := newWorld(t, nil)
	w.browser(1).attach("ann", email("ann@example.com"))
	w.browser(2).attach("ann")
	got := w.evaluate(wire.EvaluateRequest{Action: "login", User: "ann", Fingerprint: wire.Hashes{looks(3)}})
	if got.Verdict != wire.VerdictChallenge || !slices.Contains(got.Reasons, wire.ReasonLimitExceeded) {
		t.Errorf("%+v", got)
	}
	again := w.evaluate(wire.EvaluateRequest{Action: "login", User: "ann", Fingerprint: wire.Hashes{looks(3)}})
	if *again.ChallengeID != *got.ChallengeID {
		t.Error("the open challenge is asked for again")
	}
	b := w.browser(3)
	s := &story{world: w, b: b, challenge: *got.ChallengeID}
	c, err := w.Challenge(ctx, b.caller(), s.challenge)
	must(t, err)
	if c.Type != wire.TypeLogin || c.Limit.IsExceeded || c.User.Email != "an*****@example.com" {
		t.Errorf("%+v", c)
	}
	must(t, w.Complete(ctx, s.proven(), s.challenge))
	if got := w.evaluate(wire.EvaluateRequest{Action: "login", User: "ann", Fingerprint: wire.Hashes{looks(3)}}); got.Verdict != wire.VerdictAllow {
		t.Errorf("it was passed just now: %+v", got)
	}
}

// TestSignupChallenge has no user and goes to the address given.
func TestSignupChallenge(t *testing.T) {
	w := newWorld(t, nil)
	w.browser(1).attach("ann")
	got := w.evaluate(wire.EvaluateRequest{Action: "signup", Email: "second@example.com", Fingerprint: wire.Hashes{looks(1)}})
	s := &story{world: w, b: w.browser(1), challenge: *got.ChallengeID}
	must(t, w.Complete(ctx, s.proven(), s.challenge))
	inbox, err := w.Inbox(ctx)
	must(t, err)
	if inbox[0].To != "second@example.com" || w.status(s.challenge) != wire.StatusCompleted {
		t.Errorf("%+v", inbox[0])
	}
}

func TestVelocity(t *testing.T) {
	w := newWorld(t, nil)
	r := wire.EvaluateRequest{Action: "signup", Email: "x@example.com", Fingerprint: wire.Hashes{looks(1)}}
	for n := range 10 {
		if got := w.evaluate(r); len(got.Reasons) != 0 {
			t.Fatalf("signup %d: %v", n+1, got.Reasons)
		}
	}
	if got := w.evaluate(r); !slices.Contains(got.Reasons, wire.ReasonVelocity) || got.Verdict != wire.VerdictChallenge {
		t.Errorf("%+v", got)
	}
	w.clock.Advance(time.Hour)
	if got := w.evaluate(r); len(got.Reasons) != 0 {
		t.Errorf("an hour later: %v", got.Reasons)
	}
}

func TestEvaluateShadow(t *testing.T) {
	w := newWorld(t, func(p *core.Project) { p.Settings.Enforce = core.EnforceLog })
	w.browser(1).attach("ann")
	got := w.evaluate(wire.EvaluateRequest{Action: "signup", Email: "second@example.com", Fingerprint: wire.Hashes{looks(1)}})
	if got.Verdict != wire.VerdictAllow || len(got.Reasons) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestEvaluateRefuses(t *testing.T) {
	w := newWorld(t, nil)
	for name, c := range map[string]struct {
		r     wire.EvaluateRequest
		param string
		code  wire.Code
	}{
		"no action":           {wire.EvaluateRequest{IP: "203.0.113.1"}, "action", wire.CodeInvalidParameter},
		"a login of nobody":   {wire.EvaluateRequest{Action: "login", IP: "203.0.113.1"}, "user", wire.CodeInvalidParameter},
		"no address":          {wire.EvaluateRequest{Action: "signup"}, "ip", wire.CodeInvalidParameter},
		"an address of sorts": {wire.EvaluateRequest{Action: "signup", IP: "300.1.1.1"}, "ip", wire.CodeInvalidParameter},
		"another version":     {wire.EvaluateRequest{Action: "signup", IP: "203.0.113.1", Fingerprint: wire.Hashes{looks(1)}, Version: "1.0.0"}, "version", wire.CodeUnsupportedVersion},
		"a damaged hash":      {wire.EvaluateRequest{Action: "signup", IP: "203.0.113.1", Fingerprint: wire.Hashes{damaged()}, Version: wire.Version}, "fingerprint", wire.CodeInvalidParameter},
		"a national number":   {wire.EvaluateRequest{Action: "signup", IP: "203.0.113.1", Phone: "0123"}, "phone", wire.CodeInvalidParameter},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.Evaluate(ctx, w.backend(), &c.r)
			if e := wants(t, err, c.code); e.Param != c.param {
				t.Errorf("param %q", e.Param)
			}
		})
	}
	reply, err := w.Evaluate(ctx, w.browser(1).caller(), &wire.EvaluateRequest{Action: "signup", Fingerprint: wire.Hashes{damaged()}})
	must(t, err)
	if !slices.Contains(reply.Reasons, wire.ReasonTampered) {
		t.Errorf("%+v", reply)
	}
}

// damaged is a hash of our layout with a checksum that does not fit.
func damaged() string {
	a, b := looks(1), looks(2)
	return a[:12] + b[12:]
}

func TestEmailFacts(t *testing.T) {
	w := newWorld(t, nil)
	got := w.evaluate(wire.EvaluateRequest{Action: "signup", Email: "A.B+tag@GoogleMail.com", Metadata: wire.Raw(`{"plan":"pro"}`)})
	var m struct {
		Plan  string         `json:"plan"`
		Email map[string]any `json:"email"`
	}
	must(t, json.Unmarshal(got.Metadata, &m))
	if m.Plan != "pro" || m.Email["status"] != "valid" || m.Email["normalized_email"] != "ab@gmail.com" || m.Email["regexp"] != true || len(m.Email) != 11 {
		t.Errorf("%s", got.Metadata)
	}
	if v, present := m.Email["mx_records"]; !present || v != nil {
		t.Errorf("what is not known is null: %v", v)
	}
	got = w.evaluate(wire.EvaluateRequest{Action: "signup", Email: "a@b.example", Metadata: wire.Raw(`{"email":{"status":"mine"}}`)})
	if string(got.Metadata) != `{"email":{"status":"mine"}}` {
		t.Errorf("the caller's own stays: %s", got.Metadata)
	}
}

func TestFingerprint(t *testing.T) {
	w := newWorld(t, nil)
	b := w.browser(1)
	ask := func(hash, last string) *wire.FingerprintReply {
		t.Helper()
		reply, err := w.Fingerprint(ctx, b.caller(), &wire.FingerprintRequest{Fingerprint: hash, LastFingerprint: last})
		must(t, err)
		return reply
	}
	first := ask(looks(1), "")
	if first.Confidence < 0.9 || first.Confidence > 1 || len(first.FingerprintID) != 24 {
		t.Errorf("%+v", first)
	}
	if got := ask(looks(1), ""); got.FingerprintID != first.FingerprintID {
		t.Error("an equal hash")
	}
	if got := ask(looks(1, "ua.major", "148", "screen.size", "3840x2160@1"), ""); got.FingerprintID != first.FingerprintID {
		t.Error("a similar hash")
	}
	if got := ask(looks(2), looks(1)); got.FingerprintID == first.FingerprintID {
		t.Error("last_fingerprint alone decided")
	}
	b.attach("ann")
	b.forget()
	b.attach("bob")
	devices, err := w.UserDevices(ctx, w.backend(), "bob")
	must(t, err)
	if got := w.evaluate(wire.EvaluateRequest{Action: "login", User: "bob", Fingerprint: wire.Hashes{looks(1)}}); *got.FingerprintID != first.FingerprintID || len(devices) != 1 {
		t.Error("accounts share the fingerprint")
	}
	_, err = w.Fingerprint(ctx, b.caller(), &wire.FingerprintRequest{})
	wants(t, err, wire.CodeInvalidParameter)
}

// TestPolicyFacts: each fact reaches the policy. The policy has one rule a case, and
// the case must be what makes it hold.
func TestPolicyFacts(t *testing.T) {
	annAt := func(n int, ip string) wire.EvaluateRequest {
		return wire.EvaluateRequest{Action: "login", User: "ann", IP: ip, Fingerprint: wire.Hashes{looks(n)}, UserAgent: chromeUA}
	}
	signup := func(change func(*wire.EvaluateRequest)) wire.EvaluateRequest {
		r := wire.EvaluateRequest{Action: "signup", IP: berlin, Fingerprint: wire.Hashes{looks(1)}, UserAgent: chromeUA}
		change(&r)
		return r
	}
	attached := func(w *world) { w.browser(1).at(berlin).attach("ann", email("ann@example.com"), group("acme")) }
	for when, tt := range map[string]struct {
		before       func(*world)
		yes, no      wire.EvaluateRequest
		onProduction bool
	}{
		"known_user":                           {attached, annAt(1, berlin), signup(func(r *wire.EvaluateRequest) { r.User = "new" }), false},
		`"acme" in groups`:                     {attached, annAt(1, berlin), signup(func(*wire.EvaluateRequest) {}), false},
		"has_phone":                            {nil, signup(func(r *wire.EvaluateRequest) { r.Phone = "+15551234567" }), signup(func(*wire.EvaluateRequest) {}), false},
		"email.webmail":                        {nil, signup(func(r *wire.EvaluateRequest) { r.Email = "a@gmail.com" }), signup(func(r *wire.EvaluateRequest) { r.Email = "a@example.com" }), false},
		"email.disposable":                     {nil, signup(func(r *wire.EvaluateRequest) { r.Email = "a@mailinator.com" }), signup(func(r *wire.EvaluateRequest) { r.Email = "a@example.com" }), false},
		"email.gibberish":                      {nil, signup(func(r *wire.EvaluateRequest) { r.Email = "xkqzvwpt@example.com" }), signup(func(r *wire.EvaluateRequest) { r.Email = "ann@example.com" }), false},
		`country == "US"`:                      {nil, signup(func(r *wire.EvaluateRequest) { r.IP = newYork }), signup(func(*wire.EvaluateRequest) {}), false},
		"impossible_travel":                    {attached, annAt(2, newYork), annAt(1, newYork), false},
		"concurrency":                          {attached, annAt(2, newYork), annAt(2, berlin), false},
		"attached_devices == 1":                {attached, annAt(1, berlin), signup(func(*wire.EvaluateRequest) {}), false},
		"other_accounts == 1":                  {attached, signup(func(*wire.EvaluateRequest) {}), signup(func(r *wire.EvaluateRequest) { r.Fingerprint = wire.Hashes{looks(2)} }), false},
		"trial_elsewhere":                      {func(w *world) { w.browser(1).attach("ann", event("trial_started")) }, signup(func(*wire.EvaluateRequest) {}), annAt(1, berlin), false},
		"attaches.user.hour > 0":               {attached, annAt(1, berlin), signup(func(*wire.EvaluateRequest) {}), false},
		"attaches.fingerprint.ten_minutes > 0": {attached, annAt(1, berlin), annAt(2, berlin), false},
		"attaches.ip.day > 0":                  {attached, annAt(1, berlin), annAt(1, newYork), true},
		"bot":                                  {nil, signup(func(r *wire.EvaluateRequest) { r.UserAgent = "Mozilla/5.0 HeadlessChrome/147.0.0.0" }), signup(func(*wire.EvaluateRequest) {}), false},
		"bot and true": {nil, signup(func(r *wire.EvaluateRequest) { r.Signals = wire.Raw(`{"automation":{"value":{"level":"certain"}}}`) }),
			signup(func(r *wire.EvaluateRequest) { r.Signals = wire.Raw(`{"automation":{"value":{"level":"suspicious"}}}`) }), false},
		"tampered": {nil, signup(func(r *wire.EvaluateRequest) {
			r.Signals = wire.Raw(`{"tampering":{"value":{"level":"certain"}},"x":{"value":1}}`)
		}),
			signup(func(r *wire.EvaluateRequest) { r.Signals = wire.Raw(`{"tampering":{"value":"certain"}}`) }), false},
	} {
		t.Run(when, func(t *testing.T) {
			policy, err := evaluate.Parse(fmt.Appendf(nil, "rules: [{name: a, when: %q, verdict: deny}]", when))
			must(t, err)
			places := withPlaces(t)
			w := newWorldOf(t, nil, func(c *core.Config) {
				places(c)
				c.Policy, c.Dev = policy, !tt.onProduction
			})
			if tt.before != nil {
				tt.before(w)
			}
			if got := w.evaluate(tt.no); got.Verdict != wire.VerdictAllow {
				t.Errorf("holds in the other case")
			}
			if got := w.evaluate(tt.yes); got.Verdict != wire.VerdictDeny {
				t.Errorf("does not hold")
			}
		})
	}
}

// TestPeopleFact: who is new is judged by how many people use the account already.
func TestPeopleFact(t *testing.T) {
	w := newWorld(t, func(p *core.Project) {
		p.Settings.DeviceLimit, p.Settings.PeopleLimit, p.Settings.Enforce = 9, 1, core.EnforceOn
	})
	for range 2 {
		w.browser(1).attach("ann", email("ann@example.com"))
		w.browser(2).attach("ann", people(2))
		w.clock.Advance(24 * time.Hour)
	}
	got := w.evaluate(wire.EvaluateRequest{Action: "login", User: "ann", Fingerprint: wire.Hashes{looks(3)}})
	if got.Verdict != wire.VerdictChallenge || !slices.Contains(got.Reasons, wire.ReasonPeopleLimitExceeded) {
		t.Errorf("%+v", got)
	}
	got = w.evaluate(wire.EvaluateRequest{Action: "login", User: "ann", Fingerprint: wire.Hashes{looks(1)}})
	if slices.Contains(got.Reasons, wire.ReasonPeopleLimitExceeded) {
		t.Errorf("the owner's: %+v", got)
	}
}
