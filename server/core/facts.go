package core

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core/deviceinfo"
	"github.com/openrupt/openrupt/server/email"
	"github.com/openrupt/openrupt/server/evaluate"
)

const (
	// recentAccesses is how far back an address is looked for.
	recentAccesses = 50
	// sureEnough is the confidence below which a fingerprint is not held against
	// anyone: many phones look the same.
	sureEnough = 0.9
	// countLimit is where counts of attaches end.
	countLimit = 1000
)

// RequestFacts are what a request tells by itself.
func RequestFacts(lists *email.Lists, r *wire.EvaluateRequest) evaluate.Facts {
	bot, tampered := verdictsIn(r.Signals)
	return evaluate.Facts{
		Action: string(r.Action), Groups: []string{}, Email: describeEmail(lists, r.Email), HasPhone: r.Phone != "",
		Bot: bot || deviceinfo.Bot(r.UserAgent), Tampered: tampered,
	}
}

// verdictsIn reads what the SDK's getSignals says of the browser: whether a program
// drives it, and whether its answers were made up. Only certainty counts.
func verdictsIn(signals wire.Raw) (bot, tampered bool) {
	var s struct {
		Automation, Tampering struct{ Value json.RawMessage }
	}
	if json.Unmarshal(signals, &s) != nil {
		return false, false
	}
	certain := func(value json.RawMessage) bool {
		var v struct{ Level string }
		return json.Unmarshal(value, &v) == nil && v.Level == "certain"
	}
	return certain(s.Automation.Value), certain(s.Tampering.Value)
}

// gather adds what is known of the user, the browser and the address; attaches are
// counted only where asked for, since that is half of the work.
func (e *evaluation) gather(attaches bool) error {
	f := &e.facts
	f.Tampered = f.Tampered || e.current.tampered || e.last.tampered
	f.Bot = f.Bot || deviceinfo.Bot(e.origin.ua)
	f.Confidence, f.Development = e.found.confidence, e.s.dev
	f.NewFingerprint = e.newFingerprint()
	if place, ok := locate(e.s.locator, e.origin.ip); ok {
		f.Country = place.Country
	}
	subjects := e.subjects(&f.Evaluations)
	found, err := e.inquire(subjects, attaches)
	if err != nil {
		return err
	}
	e.gatherEvaluations(subjects, found.Attempts)
	e.gatherAttaches(found)
	if e.owner != nil {
		f.NewIP = e.origin.ip != "" && found.Active && !found.Here
		if err := e.gatherUser(); err != nil {
			return err
		}
	}
	if found.Shared {
		return e.gatherNeighbours()
	}
	return nil
}

// inquire asks the store for all that is counted.
func (e *evaluation) inquire(subjects map[string]*evaluate.Windows, attaches bool) (Findings, error) {
	e.counted = slices.Sorted(maps.Keys(subjects))
	q := Inquiry{Fingerprint: e.found.id, IP: e.origin.ip, Subjects: e.counted, Since: e.since(), Lately: recentAccesses}
	if attaches {
		q.Accesses = countLimit
	}
	if e.owner != nil {
		q.User = e.owner.ID
	}
	return e.Inquire(e.Project.ID, q)
}

// newFingerprint: the user has devices, and this browser is none of them.
func (e *evaluation) newFingerprint() bool {
	if e.found.id == "" || len(e.devices) == 0 || e.device != nil {
		return false
	}
	return !slices.ContainsFunc(e.devices, func(d *Device) bool { return d.FingerprintID == e.found.id })
}

func (e *evaluation) gatherUser() error {
	f := &e.facts
	f.KnownUser, f.Suspended, f.HasPhone = true, e.owner.Suspended, f.HasPhone || e.owner.Phone != ""
	for _, g := range e.owner.Groups {
		f.Groups = append(f.Groups, string(g.ID))
	}
	f.AttachedDevices, f.LimitExceeded = attachedCount(e.devices), e.limitExceeded()
	if e.origin.ip == "" {
		return nil
	}
	return e.gatherPresence()
}

// limitExceeded: attaching this browser would be one device too many.
func (e *evaluation) limitExceeded() bool {
	if e.found.id == "" {
		return false
	}
	limits := e.limitsFor(nil)
	if e.device != nil && e.device.counts() {
		return limits.exceededBy(e.device, e.devices)
	}
	if e.device != nil && e.device.Whitelisted {
		return false
	}
	return limits.Overall > 0 && attachedCount(e.devices) >= limits.Overall
}

// gatherPresence compares this use with where the user's devices were used lately.
func (e *evaluation) gatherPresence() error {
	p := presence{device: e.device, ip: e.origin.ip, now: e.now, devices: e.devices}
	if e.device != nil {
		p.kind = e.device.Kind
	} else {
		p.kind = kindOf(deviceinfo.Parse(e.origin.ua, e.origin.hints))
	}
	f, within := &e.facts, concurrencyWindow
	if e.s.locator != nil {
		within = travelWindow
	}
	if f.PeopleLimit = e.limitsFor(nil).People; f.PeopleLimit > 0 {
		within = peopleWindow
	}
	if err := p.look(e.unit, e.Project.ID, e.owner.ID, within); err != nil {
		return err
	}
	f.Concurrency, f.ImpossibleTravel = p.concurrent(), p.impossible(e.s.locator)
	if f.PeopleLimit > 0 {
		f.People = len(p.people())
	}
	return nil
}

// gatherNeighbours looks who else uses this browser.
func (e *evaluation) gatherNeighbours() error {
	users, err := e.UsersOfFingerprint(e.Project.ID, e.found.id, "", usersLimit)
	if err != nil {
		return err
	}
	e.facts.OtherAccounts = len(strangers(users, e.owner))
	if e.facts.OtherAccounts == 0 {
		return nil
	}
	users, err = e.UsersOfFingerprint(e.Project.ID, e.found.id, eventTrial, usersLimit)
	e.facts.TrialElsewhere = len(strangers(users, e.owner)) > 0
	return err
}

// gatherEvaluations counts this action for the account, the browser and the address:
// those before this one, of which this server may not have written the latest yet.
func (e *evaluation) gatherEvaluations(subjects map[string]*evaluate.Windows, written map[string][3]int) {
	since := e.since()
	for subject, windows := range subjects {
		done, waiting := written[subject], e.s.evaluations.of(e.Project.ID, subject)
		for i, n := range counters(windows) {
			*n = done[i]
			for _, a := range waiting {
				if a.At > since[i] {
					*n += a.N
				}
			}
		}
	}
}

// since are the moments at which the windows of evaluate.Windows begin.
func (e *evaluation) since() (at [3]wire.Time) {
	for i, span := range spans {
		at[i] = e.now - ms(span)
	}
	return at
}

// spans are those of evaluate.Windows, the longest first.
var spans = [3]time.Duration{day, time.Hour, 10 * time.Minute}

func counters(w *evaluate.Windows) [3]*int { return [3]*int{&w.Day, &w.Hour, &w.TenMinutes} }

// subjects are what actions are counted by. On a development server everyone has the
// same address.
func (e *evaluation) subjects(c *evaluate.Counts) map[string]*evaluate.Windows {
	m, action := map[string]*evaluate.Windows{}, string(e.action)
	if e.owner != nil {
		m[action+"-user:"+e.owner.ID] = &c.User
	}
	if e.found.id != "" {
		m[action+"-fingerprint:"+e.found.id] = &c.Fingerprint
	}
	if e.origin.ip != "" && !e.s.dev {
		m[action+"-ip:"+e.origin.ip] = &c.IP
	}
	return m
}

func (e *evaluation) gatherAttaches(found Findings) {
	a := &e.facts.Attaches
	for windows, n := range map[*evaluate.Windows][3]int{&a.User: found.ByUser, &a.Fingerprint: found.ByFingerprint, &a.IP: found.ByIP} {
		for i, counter := range counters(windows) {
			*counter = n[i]
		}
	}
	if e.s.dev { // everyone has the same address
		a.IP = evaluate.Windows{}
	}
}
