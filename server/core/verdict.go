package core

import (
	"slices"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// policy says what reasons lead to. The first row applies of which the action is any
// or the one, and all reasons are given; without one the verdict is allow. A single
// new browser or a single new address is no cause: people buy phones and travel.
var policy = []struct {
	action  wire.Action // "" for any
	reasons []wire.Reason
	verdict wire.Verdict
}{
	{"", []wire.Reason{wire.ReasonSuspended}, wire.VerdictDeny},
	{wire.ActionSignup, []wire.Reason{wire.ReasonInvalidEmail}, wire.VerdictDeny},
	{"", []wire.Reason{wire.ReasonTampered}, wire.VerdictChallenge},
	{"", []wire.Reason{wire.ReasonVelocity}, wire.VerdictChallenge},
	{wire.ActionSignup, []wire.Reason{wire.ReasonMultipleAccounts}, wire.VerdictChallenge},
	{wire.ActionLogin, []wire.Reason{wire.ReasonLimitExceeded}, wire.VerdictChallenge},
	{wire.ActionLogin, []wire.Reason{wire.ReasonNewFingerprint, wire.ReasonNewIP}, wire.VerdictChallenge},
}

func verdictOf(action wire.Action, reasons []wire.Reason) wire.Verdict {
	for _, p := range policy {
		all := !slices.ContainsFunc(p.reasons, func(r wire.Reason) bool { return !slices.Contains(reasons, r) })
		if all && (p.action == "" || p.action == action) {
			return p.verdict
		}
	}
	return wire.VerdictAllow
}

const (
	// recentAccesses is how far back an address is looked for.
	recentAccesses = 50
	// sureEnough is the confidence below which a fingerprint is not held against
	// anyone: many phones look the same.
	sureEnough = 0.9
	// A browser may be shared in a family, so that logins to a few accounts are
	// nothing; a second signup is worth a look.
	otherAccountsLogin  = 3
	otherAccountsSignup = 1
)

// velocity is how often is too often.
var velocity = map[wire.Action][]budget{
	wire.ActionSignup: {{10, time.Hour}},
	wire.ActionLogin:  {{20, 10 * time.Minute}},
}

// judge collects the reasons.
func (e *evaluation) judge() error {
	e.reasons = []wire.Reason{}
	for _, rule := range []struct {
		reason wire.Reason
		holds  func() (bool, error)
	}{
		{wire.ReasonNewFingerprint, e.newFingerprint},
		{wire.ReasonNewIP, e.newIP},
		{wire.ReasonLimitExceeded, e.limitExceeded},
		{wire.ReasonMultipleAccounts, e.multipleAccounts},
		{wire.ReasonInvalidEmail, func() (bool, error) { return e.email != "" && !validEmail(e.email), nil }},
		{wire.ReasonTampered, func() (bool, error) { return e.current.tampered || e.last.tampered, nil }},
		{wire.ReasonSuspended, func() (bool, error) { return e.owner != nil && e.owner.Suspended, nil }},
		{wire.ReasonVelocity, e.tooOften},
	} {
		holds, err := rule.holds()
		if err != nil {
			return err
		}
		if holds {
			e.reasons = append(e.reasons, rule.reason)
		}
	}
	return nil
}

// newFingerprint: the user has devices, and this browser is none of them.
func (e *evaluation) newFingerprint() (bool, error) {
	if e.found.id == "" || len(e.devices) == 0 || e.device != nil {
		return false, nil
	}
	return !slices.ContainsFunc(e.devices, func(d *Device) bool { return d.FingerprintID == e.found.id }), nil
}

// newIP: the user was active lately, and never from this address.
func (e *evaluation) newIP() (bool, error) {
	if e.owner == nil || e.origin.ip == "" {
		return false, nil
	}
	ips, err := e.RecentIPs(e.Project.ID, e.owner.ID, recentAccesses)
	return len(ips) > 0 && !slices.Contains(ips, e.origin.ip), err
}

// limitExceeded: attaching this browser would be one device too many.
func (e *evaluation) limitExceeded() (bool, error) {
	if e.action != wire.ActionLogin || e.owner == nil || e.found.id == "" {
		return false, nil
	}
	limits := e.limitsFor(nil)
	if e.device != nil && e.device.counts() {
		return limits.exceededBy(e.device, e.devices), nil
	}
	if e.device != nil && e.device.Whitelisted {
		return false, nil
	}
	return limits.Overall > 0 && attachedCount(e.devices) >= limits.Overall, nil
}

// multipleAccounts: the browser is used for other accounts, too.
func (e *evaluation) multipleAccounts() (bool, error) {
	if e.found.id == "" || e.found.confidence < sureEnough {
		return false, nil
	}
	self := ""
	if e.owner != nil {
		self = e.owner.ID
	}
	others, err := e.OtherUsers(e.Project.ID, e.found.id, self)
	if e.action == wire.ActionSignup {
		return others >= otherAccountsSignup, err
	}
	return others >= otherAccountsLogin, err
}

// tooOften counts this action for the account, the browser and the address.
func (e *evaluation) tooOften() (often bool, err error) {
	for _, subject := range e.velocitySubjects() {
		subject = string(e.action) + "-" + subject
		left, _, err := e.left(e.Project.ID, subject, velocity[e.action])
		if err != nil {
			return false, err
		}
		often = often || left == 0
		if err := e.AddAttempt(e.Project.ID, subject, e.now); err != nil {
			return false, err
		}
	}
	return often, nil
}

func (e *evaluation) velocitySubjects() (list []string) {
	if e.owner != nil {
		list = append(list, "user:"+e.owner.ID)
	}
	if e.found.id != "" {
		list = append(list, "fingerprint:"+e.found.id)
	}
	if e.origin.ip != "" && !e.s.dev {
		list = append(list, "ip:"+e.origin.ip)
	}
	return list
}
