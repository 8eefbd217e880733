package core

import (
	"cmp"
	"slices"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// eventTrial is the attach event of a trial's start.
const eventTrial = "trial_started"

// usersLimit bounds how many users of one browser are looked at.
const usersLimit = 100

// matches are the reasons of the rules that match an attach.
type matches struct {
	// all are those that are looked at, enforced those that may raise a challenge.
	all, enforced []wire.Reason
}

// sharingRule is one rule of account sharing.
type sharingRule struct {
	reason wire.Reason
	mode   Enforce
	holds  func() (bool, error)
}

// match tries the rules. A whitelisted device matches none.
func (a *attachment) match() (m matches, err error) {
	if !a.device.counts() {
		return m, nil
	}
	settings := a.Project.Settings
	for _, rule := range []sharingRule{
		{wire.ReasonLimitExceeded, EnforceOn, func() (bool, error) { return a.limits.exceededBy(a.device, a.devices), nil }},
		{wire.ReasonConcurrency, cmp.Or(settings.Concurrency, EnforceOff), a.concurrent},
		{wire.ReasonPeopleLimitExceeded, EnforceOn, a.tooManyPeople},
		{wire.ReasonImpossibleTravel, cmp.Or(settings.ImpossibleTravel, EnforceOn), a.impossibleTravel},
		{wire.ReasonRepeatTrial, cmp.Or(settings.RepeatTrial, EnforceOn), a.repeatTrial},
	} {
		if rule.mode == EnforceOff {
			continue
		}
		holds, err := rule.holds()
		if err != nil {
			return m, err
		}
		if holds {
			m.all = append(m.all, rule.reason)
		}
		if holds && rule.mode == EnforceOn {
			m.enforced = append(m.enforced, rule.reason)
		}
	}
	return m, nil
}

// presence is this attach, to be compared with where the account's other devices were
// used within a span of time.
func (a *attachment) presence(within time.Duration) (presence, error) {
	p := presence{device: a.device, kind: a.device.Kind, ip: a.origin.ip, now: a.now, devices: a.devices}
	if p.ip == "" {
		return p, nil
	}
	return p, p.look(a.unit, a.Project.ID, a.user.ID, within)
}

func (a *attachment) concurrent() (bool, error) {
	p, err := a.presence(concurrencyWindow)
	return p.concurrent(), err
}

func (a *attachment) impossibleTravel() (bool, error) {
	if a.s.locator == nil {
		return false, nil
	}
	p, err := a.presence(travelWindow)
	return p.impossible(a.s.locator), err
}

func (a *attachment) tooManyPeople() (bool, error) {
	if a.limits.People == 0 || len(a.devices) <= a.limits.People {
		return false, nil
	}
	p, err := a.presence(peopleWindow)
	return personOf(a.device, p.people()) >= a.limits.People, err
}

// repeatTrial: a trial starts in a browser in which an account of others had one. The
// browser must have been recognised with confidence, since many phones look the same.
func (a *attachment) repeatTrial() (bool, error) {
	if a.event != eventTrial || a.device.FingerprintID == "" || a.current.text == "" {
		return false, nil
	}
	if min(a.confidence, a.s.distinction(a.current, 1)) < sureEnough {
		return false, nil
	}
	users, err := a.UsersOfFingerprint(a.Project.ID, a.device.FingerprintID, eventTrial, usersLimit)
	return len(strangers(users, a.user)) > 0, err
}

// strangers are the users other than this one that share no group with it: colleagues
// on one computer are no cause for anything.
func strangers(users []*User, self *User) (list []*User) {
	for _, u := range users {
		if self == nil || u.ID != self.ID && !slices.ContainsFunc(u.Groups, func(g wire.Group) bool { return indexGroup(self.Groups, g.ID) >= 0 }) {
			list = append(list, u)
		}
	}
	return list
}
