package core

import (
	"context"
	"errors"
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/evaluate"
)

// Evaluate gives a verdict on a login or a signup, with its reasons. A back end may
// rely on it; a browser's is advice to its page.
func (s *Service) Evaluate(ctx context.Context, c Caller, r *wire.EvaluateRequest) (*wire.EvaluateReply, error) {
	in, err := s.readEvaluate(c, r)
	if err != nil {
		return nil, err
	}
	e, err := s.evaluate(ctx, c, in)
	if err != nil {
		return nil, err
	}
	s.evaluations.add(c.Project.ID, e.counted, roundUp(e.now, evaluationSlot))
	e.explain()
	return e.reply, nil
}

// errMustWrite ends an evaluation that only looks.
var errMustWrite = errors.New("core: there is something to write")

// evaluate looks before it writes: a login from a known browser, as most are, changes
// nothing that must be on the disk, and so it waits for nobody who writes.
func (s *Service) evaluate(ctx context.Context, c Caller, in evaluateInput) (e *evaluation, err error) {
	sampled := s.sampler.wants(c.Project.ID, s.now())
	err = s.store.Look(ctx, func(tx Tx) error {
		e = &evaluation{s: s, unit: &unit{Tx: tx, now: s.now()}, Caller: c, evaluateInput: in, sampled: sampled, looks: true}
		return e.run()
	})
	if err == nil {
		s.tally.add(e.counts...)
		if sampled {
			err = s.update(ctx, e.keepSample)
		}
		return e, err
	}
	if err != errMustWrite {
		return nil, err
	}
	err = s.update(ctx, func(u *unit) error {
		e = &evaluation{s: s, unit: u, Caller: c, evaluateInput: in, sampled: sampled}
		if err := e.run(); err != nil || !sampled {
			return err
		}
		return e.keepSample(u)
	})
	return e, err
}

// evaluateInput is a checked request.
type evaluateInput struct {
	action   wire.Action
	account  string
	email    string
	phone    string
	metadata wire.Raw
	current  hashed
	last     hashed
	origin   origin
	// facts are those that the request tells by itself; the evaluation adds the rest.
	facts evaluate.Facts
}

func (s *Service) readEvaluate(c Caller, r *wire.EvaluateRequest) (in evaluateInput, err error) {
	in = evaluateInput{action: r.Action, account: r.User, email: r.Email, phone: r.Phone, facts: RequestFacts(s.emails, r)}
	last := r.LastFingerprint
	if last == "" {
		last = r.Fingerprint.Last()
	}
	for _, check := range []func() error{
		func() error { return checkAction(in) },
		func() error { return c.checkSigned(in.account) },
		func() error { return checkVersion(c, r) },
		func() error { return checkContacts("", in.phone) },
		func() error { in.metadata, err = withEmailFacts(r.Metadata, in.facts.Email); return err },
		func() error { in.origin, err = c.originFor(r.IP, r.UserAgent); return err },
		func() error { in.current, err = parseHash(c, "fingerprint", r.Fingerprint.Current()); return err },
		func() error { in.last, err = parseHash(c, "last_fingerprint", last); return err },
	} {
		if err := check(); err != nil {
			return evaluateInput{}, err
		}
	}
	return in, nil
}

func checkAction(in evaluateInput) error {
	if in.action != wire.ActionLogin && in.action != wire.ActionSignup {
		return invalid("action", "The action is login or signup.")
	}
	if in.account == "" && in.action == wire.ActionSignup {
		return nil
	}
	return checkAccount("user", in.account)
}

// checkVersion: a back end passes on what a browser made, and must say which SDK.
func checkVersion(c Caller, r *wire.EvaluateRequest) error {
	if c.Class != Server {
		return nil
	}
	if r.IP == "" {
		return invalid("ip", "This field is required: the visitor's IP address.")
	}
	if len(r.Fingerprint) > 0 && r.Version != wire.Version {
		return &wire.Error{Code: wire.CodeUnsupportedVersion, Param: "version", Message: "Hashes are accepted with version " + wire.Version + ", the SDK's version property."}
	}
	return nil
}

// evaluation is one evaluate in its transaction.
type evaluation struct {
	s *Service
	*unit
	Caller
	evaluateInput

	// owner is nil for an account that was never attached.
	owner   *User
	devices []*Device
	// device is the owner's device that the hash belongs to; nil when it is none.
	device   *Device
	found    match
	decision evaluate.Decision
	reply    *wire.EvaluateReply
	// sampled says that its facts are kept: all of them.
	sampled bool
	// looks says that it must not write; see errMustWrite.
	looks bool
	// counted is what this evaluation is counted by.
	counted []string
}

func (e *evaluation) run() error {
	for _, step := range []func() error{e.lockOwner, e.recognise, e.judge, e.challenge} {
		if err := step(); err != nil {
			return err
		}
	}
	e.count(e.Project.ID, activityVerdict+string(e.reply.Verdict))
	return nil
}

func (e *evaluation) lockOwner() error {
	if e.account == "" {
		return nil
	}
	find := e.LockArrival
	if e.looks {
		find = e.Arrival
	}
	known, err := find(e.Project.ID, e.account, "", deviceLimit)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err == nil {
		e.owner, e.devices = known.User, known.Devices
	}
	return err
}

// recognise names the browser: by the owner's devices if it is one of them, since
// among few even a common browser is told apart, else by the project's.
func (e *evaluation) recognise() (err error) {
	if e.current.text == "" {
		return nil
	}
	own := e.s.across(e.now, e.current, e.last, e.Project.Settings.Tolerance)
	own.options.SameAccount = true
	if m, ok := own.best(candidatesOf(e.devices, func(*Device) bool { return true })); ok {
		i := slices.IndexFunc(e.devices, func(d *Device) bool { return d.ID == m.id })
		e.device = e.devices[i]
		e.found = match{e.device.FingerprintID, m.confidence}
		return nil
	}
	if e.looks {
		return e.recall()
	}
	var fresh bool
	e.found, fresh, err = e.s.fingerprintFor(e.unit, e.Project.ID, e.current, e.last, e.Project.Settings.Tolerance)
	if err == nil && fresh {
		err = e.addDevice(e.s, e.Caller, "")
	}
	if err != nil {
		return err
	}
	return e.keepVersion(e.Project.ID, e.found.id, e.current)
}

// recall is recognise of a browser that was seen today with this very hash.
func (e *evaluation) recall() error {
	m, seen, exact, err := e.s.fingerprintByHash(e.unit, e.Project.ID, e.current)
	if err == nil && (!exact || DayOf(seen) != DayOf(e.now)) {
		err = errMustWrite
	}
	e.found = m
	return err
}

// challenge turns the decision into a reply. A challenge that may not be raised, or could
// not be settled, is none.
func (e *evaluation) challenge() error {
	e.reply = &wire.EvaluateReply{Verdict: e.decision.Verdict, Reasons: e.decision.Reasons, Metadata: e.metadata, Confidence: e.found.confidence}
	if e.found.id != "" {
		e.reply.FingerprintID = &e.found.id
	}
	if e.reply.Verdict != wire.VerdictChallenge {
		return nil
	}
	c, err := e.settled()
	if c != nil {
		e.reply.ChallengeID = &c.ID
	} else {
		e.reply.Verdict = wire.VerdictAllow
	}
	return err
}

// settled returns the challenge for this action: one that is still open, or a new one; nil
// when none may be raised or it could not be settled.
func (e *evaluation) settled() (*Challenge, error) {
	if e.Project.Settings.enforce() != EnforceOn {
		return nil, nil
	}
	if c, passed, err := e.earlier(); err != nil || passed || c != nil {
		return c, err
	}
	kind := wire.TypeLogin
	if e.action == wire.ActionSignup {
		kind = wire.TypeSignup
	}
	c, err := e.s.newChallenge(e.Project, kind, e.decision.Reasons, e.now)
	if err != nil {
		return nil, err
	}
	c.FingerprintID = e.found.id
	if e.owner != nil {
		c.UserID, c.Email, c.Phone = e.owner.ID, e.owner.Email, e.owner.Phone
	} else if e.action == wire.ActionSignup {
		c.Phone = e.phone
		if validEmail(e.email) {
			c.Email = e.email
		}
	}
	if len(c.channels()) == 0 {
		return nil, nil
	}
	if e.looks {
		return nil, errMustWrite
	}
	if e.owner == nil {
		err = e.addDevice(e.s, e.Caller, "")
	}
	if err == nil {
		err = e.InsertChallenge(c)
	}
	if err != nil {
		return nil, err
	}
	return c, e.reportChallenge(hookInitiated, c, e.owner)
}

// earlier finds what was raised before for this user and browser: the challenge that
// is still open, or that it passed one lately.
func (e *evaluation) earlier() (open *Challenge, passed bool, err error) {
	if e.owner == nil || e.found.id == "" {
		return nil, false, nil
	}
	list, err := e.ChallengesOf(e.Project.ID, e.owner.ID, "", e.found.id, append(slices.Clone(openStatuses), wire.StatusCompleted))
	for _, c := range list {
		if c.Status == wire.StatusCompleted && e.now < c.CompletedAt+ms(e.Project.Settings.Grace()) {
			return nil, true, err
		}
		if c.Type != wire.TypeAccountSharing && c.isOpen(e.now) && open == nil {
			open = c
		}
	}
	return open, false, err
}
