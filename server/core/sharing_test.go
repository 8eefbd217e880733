package core_test

import (
	"testing"
	"time"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/geo"
	"github.com/openrupt/openrupt/server/geo/mmdbtest"
)

const phoneUA = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36"

// Addresses of places.
const (
	berlin  = "203.0.113.1"
	potsdam = "203.0.113.200"
	newYork = "198.51.100.1"
	nowhere = "192.0.2.1"
)

// withPlaces makes a service that knows where addresses are.
func withPlaces(t testing.TB) func(*core.Config) {
	t.Helper()
	db, err := geo.Open(mmdbtest.Write(t, map[string]mmdbtest.Record{
		"203.0.113.0/25":   mmdbtest.Flat("Berlin", "DE", 52.52, 13.405),
		"203.0.113.128/25": mmdbtest.Nested("Potsdam", "DE", 52.4, 13.06, 5),
		"198.51.100.0/24":  mmdbtest.Nested("New York", "US", 40.71, -74.01, 5),
	}))
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	return func(c *core.Config) { c.Locator = db }
}

// at moves a browser to an address.
func (b *browser) at(ip string) *browser {
	b.ip = ip
	return b
}

// as makes a browser another type of device.
func (b *browser) as(ua string) *browser {
	b.ua = ua
	return b
}

func event(name string) func(*wire.AttachRequest) {
	return func(r *wire.AttachRequest) { r.Event = name }
}

func group(id wire.GroupID) func(*wire.AttachRequest) {
	return func(r *wire.AttachRequest) { r.Groups = []wire.Group{{ID: id}} }
}

func people(n int) func(*wire.AttachRequest) {
	return func(r *wire.AttachRequest) { r.LimitConfig = &wire.LimitConfig{PeopleLimit: &n} }
}

// changeDevice changes a device as an operator would.
func (w *world) changeDevice(id string, change func(*core.Device)) {
	w.t.Helper()
	must(w.t, w.store.Update(ctx, func(tx core.Tx) error {
		projects, err := tx.Projects()
		must(w.t, err)
		d, err := tx.Device(projects[0].ID, id)
		must(w.t, err)
		change(d)
		return tx.UpdateDevice(d)
	}))
}

// ruleTest is a story and the reasons of the one challenge that it ends with; without
// reasons nobody is challenged.
type ruleTest struct {
	settings func(*core.Settings)
	story    func(w *world)
	want     []wire.Reason
	signals  int
}

func (r ruleTest) run(t *testing.T, defaults func(*core.Settings)) {
	w := newWorldOf(t, func(p *core.Project) {
		p.Settings.DeviceLimit = 9
		defaults(&p.Settings)
		if r.settings != nil {
			r.settings(&p.Settings)
		}
	}, withPlaces(t))
	r.story(w)
	list := w.challenges()
	if len(r.want) == 0 {
		if len(list) != 0 {
			t.Errorf("challenged for %v", list[0].Reasons)
		}
	} else if len(list) != 1 || len(list[0].Reasons) != len(r.want) || list[0].Reasons[0] != r.want[0] {
		t.Errorf("want %v, got %+v", r.want, list)
	}
	if n := w.hooks("user.account_sharing_signal"); n != max(r.signals, len(r.want)) {
		t.Errorf("%d signals", n)
	}
}

func TestConcurrency(t *testing.T) {
	reason := []wire.Reason{wire.ReasonConcurrency}
	for name, tt := range map[string]ruleTest{
		"two laptops at two addresses": {story: func(w *world) {
			w.browser(1).attach("ann")
			w.browser(2).attach("ann")
		}, want: reason},
		"the owner's old one is left alone": {story: func(w *world) {
			a, b := w.browser(1), w.browser(2)
			a.attach("ann")
			b.attach("ann")
			a.attach("ann")
		}, want: reason},
		"later": {story: func(w *world) {
			w.browser(1).attach("ann")
			w.clock.Advance(2 * time.Minute)
			w.browser(2).attach("ann")
		}},
		"at home": {story: func(w *world) {
			w.browser(1).attach("ann")
			w.browser(2).at(berlin).attach("ann")
		}},
		"a phone beside a laptop": {story: func(w *world) {
			w.browser(1).attach("ann")
			w.browser(2).as(phoneUA).attach("ann")
		}},
		"one laptop on another network": {story: func(w *world) {
			a := w.browser(1)
			a.attach("ann")
			a.at(potsdam).attach("ann")
		}},
		"with cleared cookies on another network": {story: func(w *world) {
			a := w.browser(1)
			a.attach("ann")
			a.forget()
			a.at(potsdam).attach("ann")
		}},
		"an open tab elsewhere": {story: func(w *world) { // a stream is no use of the account
			a := w.browser(1)
			device := a.attach("ann").DeviceID
			w.clock.Advance(2 * time.Minute)
			a.listen(device)
			w.browser(2).attach("ann")
		}},
		"detached": {story: func(w *world) {
			a := w.browser(1)
			w.changeDevice(a.attach("ann").DeviceID, func(d *core.Device) { d.Status = wire.DeviceDetached })
			w.browser(2).attach("ann")
		}},
		"whitelisted": {story: func(w *world) {
			b := w.browser(2)
			device := b.attach("ann").DeviceID
			w.clock.Advance(time.Hour)
			w.changeDevice(device, func(d *core.Device) { d.Whitelisted = true })
			w.browser(1).attach("ann")
			b.attach("ann")
		}},
		"other accounts": {story: func(w *world) {
			w.browser(1).attach("ann")
			w.browser(2).attach("bob")
		}},
		"off by default": {settings: func(s *core.Settings) { s.Concurrency = "" }, story: func(w *world) {
			w.browser(1).attach("ann")
			w.browser(2).attach("ann")
		}},
		"only logged": {settings: func(s *core.Settings) { s.Concurrency = core.EnforceLog }, story: func(w *world) {
			w.browser(1).attach("ann")
			w.browser(2).attach("ann")
		}, signals: 1},
		"shadow mode": {settings: func(s *core.Settings) { s.Enforce = core.EnforceLog }, story: func(w *world) {
			w.browser(1).attach("ann")
			w.browser(2).attach("ann")
		}, signals: 1},
	} {
		t.Run(name, func(t *testing.T) { tt.run(t, func(s *core.Settings) { s.Concurrency = core.EnforceOn }) })
	}
}

func TestImpossibleTravel(t *testing.T) {
	reason := []wire.Reason{wire.ReasonImpossibleTravel}
	after := func(d time.Duration, from, to string) func(*world) {
		return func(w *world) {
			w.browser(1).at(from).attach("ann")
			w.clock.Advance(d - time.Second)
			w.browser(2).at(to).attach("ann")
		}
	}
	for name, tt := range map[string]ruleTest{
		"Berlin and New York within an hour": {story: after(time.Hour, berlin, newYork), want: reason},
		"6,385 km in 6 hours and 20 minutes": {story: after(6*time.Hour+20*time.Minute, berlin, newYork), want: reason},
		"by the next flight":                 {story: after(7*time.Hour, berlin, newYork)},
		"the next suburb":                    {story: after(time.Second, berlin, potsdam)},
		"from where nobody knows":            {story: after(time.Hour, nowhere, newYork)},
		"to where nobody knows":              {story: after(time.Hour, berlin, nowhere)},
		"off":                                {settings: func(s *core.Settings) { s.ImpossibleTravel = core.EnforceOff }, story: after(time.Hour, berlin, newYork)},
		"only logged":                        {settings: func(s *core.Settings) { s.ImpossibleTravel = core.EnforceLog }, story: after(time.Hour, berlin, newYork), signals: 1},
		"one laptop, through another network": {story: func(w *world) {
			a := w.browser(1).at(berlin)
			a.attach("ann")
			a.at(newYork).attach("ann")
			a.forget()
			a.at(berlin).attach("ann")
		}},
		"the owner's old one is left alone": {story: func(w *world) {
			a := w.browser(1).at(berlin)
			a.attach("ann")
			w.browser(2).at(newYork).attach("ann")
			a.attach("ann")
		}, want: reason},
		"a phone, too": {story: func(w *world) {
			w.browser(1).at(berlin).attach("ann")
			w.browser(2).at(newYork).as(phoneUA).attach("ann")
		}, want: reason},
	} {
		t.Run(name, func(t *testing.T) { tt.run(t, func(*core.Settings) {}) })
	}
	t.Run("without a file", func(t *testing.T) {
		w := newWorld(t, func(p *core.Project) { p.Settings.DeviceLimit = 9 })
		after(time.Hour, berlin, newYork)(w)
		if len(w.challenges()) != 0 {
			t.Error("challenged")
		}
	})
}

func TestPeopleLimit(t *testing.T) {
	reason := []wire.Reason{wire.ReasonPeopleLimitExceeded}
	// daily uses both browsers at once on some days.
	daily := func(w *world, a, b *browser, days int) {
		for range days {
			a.attach("ann")
			w.clock.Advance(5 * time.Minute)
			b.attach("ann")
			w.clock.Advance(24 * time.Hour)
		}
	}
	for name, tt := range map[string]ruleTest{
		"two people on two days": {story: func(w *world) { daily(w, w.browser(1), w.browser(2), 2) }, want: reason},
		"the owner's old one is left alone": {story: func(w *world) {
			a := w.browser(1)
			daily(w, a, w.browser(2), 2)
			a.attach("ann")
		}, want: reason},
		"a coincidence": {story: func(w *world) { daily(w, w.browser(1), w.browser(2), 1) }},
		"a phone beside a laptop": {story: func(w *world) {
			daily(w, w.browser(1), w.browser(2).as(phoneUA), 5)
		}},
		"seen at one address": {story: func(w *world) {
			a, b := w.browser(1), w.browser(2)
			a.attach("ann")
			ip := b.ip
			b.at(a.ip).attach("ann")
			daily(w, a, b.at(ip), 5)
		}},
		"one after the other": {story: func(w *world) {
			a, b := w.browser(1), w.browser(2)
			for range 5 {
				a.attach("ann")
				w.clock.Advance(30 * time.Minute)
				b.attach("ann")
				w.clock.Advance(24 * time.Hour)
			}
		}},
		"one laptop on two networks": {story: func(w *world) {
			a := w.browser(1)
			for range 5 {
				a.at(berlin).attach("ann")
				a.at(potsdam).attach("ann")
				w.clock.Advance(24 * time.Hour)
			}
		}},
		"long ago": {story: func(w *world) {
			a, b := w.browser(1), w.browser(2)
			daily(w, a, b, 1)
			w.clock.Advance(15 * 24 * time.Hour)
			daily(w, a, b, 1)
		}},
		"two may": {settings: func(s *core.Settings) { s.PeopleLimit = 2 }, story: func(w *world) {
			daily(w, w.browser(1), w.browser(2), 3)
		}},
		"no limit": {settings: func(s *core.Settings) { s.PeopleLimit = 0 }, story: func(w *world) {
			daily(w, w.browser(1), w.browser(2), 3)
		}},
		"the call's own limit": {settings: func(s *core.Settings) { s.PeopleLimit = 0 }, story: func(w *world) {
			daily(w, w.browser(1), w.browser(2), 2)
			w.browser(2).attach("ann", people(1))
		}, want: reason},
	} {
		t.Run(name, func(t *testing.T) { tt.run(t, func(s *core.Settings) { s.PeopleLimit = 1 }) })
	}
}

// common is a hash that many phones show.
func common() string {
	s := map[string]fingerprint.Signal{"ua.engine": {Value: "webkit"}, "ua.brand": {Value: "Safari"}, "lang.primary": {Value: "en-US"}}
	return fingerprint.Hash(fingerprint.EnvironmentOf(s), s)
}

func TestRepeatTrial(t *testing.T) {
	reason := []wire.Reason{wire.ReasonRepeatTrial}
	trial := event("trial_started")
	again := func(more ...func(*wire.AttachRequest)) func(*world) {
		return func(w *world) {
			b := w.browser(1)
			b.attach("ann", append(more, trial)...)
			b.forget()
			b.attach("bob", append(more, trial)...)
		}
	}
	for name, tt := range map[string]ruleTest{
		"another account in the same browser": {story: again(), want: reason},
		"months later, after an update": {story: func(w *world) {
			b := w.browser(1)
			b.attach("ann", trial)
			w.clock.Advance(100 * 24 * time.Hour)
			b.forget()
			b.hash = looks(1, "ua.major", "150")
			b.attach("bob", trial)
		}, want: reason},
		"the same account": {story: func(w *world) {
			b := w.browser(1)
			b.attach("ann", trial)
			b.forget()
			b.attach("ann", trial)
		}},
		"another browser": {story: func(w *world) {
			w.browser(1).attach("ann", trial)
			w.browser(2).attach("bob", trial)
		}},
		"a colleague": {story: again(group("acme"))},
		"no trial": {story: func(w *world) {
			b := w.browser(1)
			b.attach("ann", trial)
			b.forget()
			b.attach("bob", event("sign_up"))
		}},
		"the first trial": {story: func(w *world) {
			b := w.browser(1)
			b.attach("ann", event("sign_up"))
			b.forget()
			b.attach("bob", trial)
		}},
		"a phone like many others": {story: func(w *world) {
			a, b := w.browser(1), w.browser(2)
			a.hash, b.hash = common(), common()
			a.attach("ann", trial)
			b.attach("bob", trial)
		}},
		"off":         {settings: func(s *core.Settings) { s.RepeatTrial = core.EnforceOff }, story: again()},
		"only logged": {settings: func(s *core.Settings) { s.RepeatTrial = core.EnforceLog }, story: again(), signals: 1},
	} {
		t.Run(name, func(t *testing.T) { tt.run(t, func(*core.Settings) {}) })
	}
}

// TestRepeatTrialChallenge: it is of its own type, it goes out again on later attaches
// though those start no trial, and it can be passed.
func TestRepeatTrialChallenge(t *testing.T) {
	w := newWorld(t, nil)
	b := w.browser(1)
	b.attach("ann", event("trial_started"))
	b.forget()
	b.attach("bob", email("bob@example.com"))
	device := b.attach("bob", event("trial_started")).DeviceID
	st := b.listen(device)
	b.attach("bob")
	if got := w.messages(st); len(got) != 2 {
		t.Errorf("%d messages", len(got))
	}
	s := &story{world: w, b: b, challenge: w.onlyChallenge()}
	if c := w.challenges()[0]; c.Type != wire.TypeRepeatTrial {
		t.Error(c.Type)
	}
	must(t, w.Complete(ctx, s.proven(), s.challenge))
	b.attach("bob", event("trial_started"))
	if n := len(w.challenges()); n != 1 {
		t.Errorf("%d challenges within the grace period", n)
	}
}

// TestReasonsAdd: what is noticed later belongs to the challenge that is open.
func TestReasonsAdd(t *testing.T) {
	w := newWorldOf(t, nil, withPlaces(t))
	w.browser(1).at(berlin).attach("ann")
	b := w.browser(2).at(berlin)
	b.attach("ann", limit(1))
	b.at(newYork).attach("ann", limit(1))
	c := w.challenges()
	if len(c) != 1 || len(c[0].Reasons) != 2 || c[0].Reasons[1] != wire.ReasonImpossibleTravel {
		t.Errorf("%+v", c)
	}
}

// TestSamePerson: every rule is on and as strict as it can be, and one person does what
// people do.
func TestSamePerson(t *testing.T) {
	for name, do := range map[string]func(w *world, b *browser){
		"clears cookies":                func(_ *world, b *browser) { b.forget() },
		"updates the browser":           func(_ *world, b *browser) { b.hash = looks(1, "ua.major", "148") },
		"updates and clears":            func(_ *world, b *browser) { b.hash = looks(1, "ua.major", "148"); b.forget() },
		"plugs in a monitor":            func(_ *world, b *browser) { b.hash = looks(1, "screen.size", "3840x2160@1") },
		"plugs in a monitor and clears": func(_ *world, b *browser) { b.hash = looks(1, "screen.size", "3840x2160@1"); b.forget() },
		"changes networks":              func(_ *world, b *browser) { b.at(newYork) },
		"changes networks and clears":   func(_ *world, b *browser) { b.at(newYork); b.forget() },
		"opens a private window":        func(_ *world, b *browser) { b.forget() },
		"opens one while online":        func(w *world, b *browser) { b.listen(w.device("ann")); b.forget() },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorldOf(t, func(p *core.Project) {
				p.Settings.Concurrency, p.Settings.PeopleLimit, p.Settings.DeviceLimit = core.EnforceOn, 1, 1
			}, withPlaces(t))
			b := w.browser(1).at(berlin)
			for range 3 {
				b.attach("ann", event("trial_started"))
				w.clock.Advance(time.Minute)
				do(w, b)
				if got := b.attach("ann", event("trial_started")); got.AttachedDevices != 1 {
					t.Errorf("%d devices", got.AttachedDevices)
				}
				w.clock.Advance(24 * time.Hour)
			}
			if n := len(w.challenges()); n != 0 {
				t.Errorf("challenged for %v", w.challenges()[0].Reasons)
			}
			if n := w.hooks("user.account_sharing_signal"); n != 0 {
				t.Errorf("%d signals", n)
			}
		})
	}
}

// device is the id of an account's only device.
func (w *world) device(account string) string {
	w.t.Helper()
	list, err := w.UserDevices(ctx, w.backend(), account)
	if err != nil || len(list) != 1 {
		w.t.Fatalf("%d devices, %v", len(list), err)
	}
	return list[0].ID
}

// TestSuspendedIsNotChallenged: a suspended user is told so, and nothing else happens.
func TestSuspendedIsNotChallenged(t *testing.T) {
	w := newWorld(t, nil)
	w.browser(1).attach("ann", limit(1))
	list := w.challenges()
	b := w.browser(2)
	must(t, w.SuspendUser(ctx, w.backend().Project.ID, "ann", true))
	if got := b.attach("ann", limit(1)); !got.Suspended || len(w.challenges()) != len(list) {
		t.Errorf("%+v", got)
	}
	if got := w.evaluate(wire.EvaluateRequest{Action: "login", User: "ann"}); got.Verdict != wire.VerdictDeny {
		t.Errorf("%+v", got)
	}
	must(t, w.SuspendUser(ctx, w.backend().Project.ID, "ann", false))
	b.attach("ann", limit(1))
	if n := len(w.challenges()); n != 1 {
		t.Errorf("%d challenges once it is over", n)
	}
}

// TestPlacesOfDevices: whoever settles a challenge is told where the devices are.
func TestPlacesOfDevices(t *testing.T) {
	w := newWorldOf(t, nil, withPlaces(t))
	w.browser(1).at(berlin).attach("ann", limit(1))
	w.browser(2).at(nowhere).attach("ann", limit(1))
	list, err := w.ChallengeDevices(ctx, w.backend(), w.onlyChallenge())
	must(t, err)
	if len(list) != 2 || list[0].Location+list[1].Location != "Berlin, DE" {
		t.Errorf("%+v", list)
	}
}
