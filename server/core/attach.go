package core

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core/deviceinfo"
)

// Attach says which device of the account a browser is, and whether the account is
// now on more devices than it may be. If so, the answer comes by the event stream.
func (s *Service) Attach(ctx context.Context, c Caller, r *wire.AttachRequest) (*wire.AttachReply, error) {
	in, err := readAttach(c, r)
	if err != nil {
		return nil, err
	}
	var reply *wire.AttachReply
	err = s.update(ctx, func(u *unit) (err error) {
		a := &attachment{s: s, unit: u, Caller: c, attachInput: in}
		reply, err = a.run()
		return err
	})
	if err != nil {
		return nil, err
	}
	return reply, nil
}

// attachInput is a checked request.
type attachInput struct {
	account    string
	email      string
	phone      string
	metadata   wire.Raw
	groups     []wire.Group
	current    hashed
	last       hashed
	lastAccess string
	// lastChallenge is the one that the browser saw last, whoever's account it was.
	lastChallenge string
	limits        Limits
	tolerance     wire.Tolerance
	origin        origin
	page          string
	event         string
	signals       wire.Raw
	// warnings say what of the request was dropped.
	warnings []wire.Warning
}

func readAttach(c Caller, r *wire.AttachRequest) (in attachInput, err error) {
	in = attachInput{
		account: r.Account, email: r.Email, phone: r.Phone, metadata: r.Metadata, groups: r.Groups,
		lastAccess: r.LastAccess, lastChallenge: r.LastChallenge, page: clipped(r.Page), event: clipped(r.Event), signals: r.Signals,
	}
	if in.account == "" {
		in.account = r.User
	}
	for _, check := range []func() error{
		func() error { return checkAccount("account", in.account) },
		func() error { return c.checkSigned(in.account) },
		func() error { return in.checkContacts(c) },
		func() error { in.checkVersion(r); return nil },
		func() error { return checkLimit(r.LimitConfig) },
		func() error { in.tolerance, err = c.toleranceFor(r.Tolerance); return err },
		func() error { in.origin, err = c.originFor(r.IP, r.UserAgent); return err },
		func() error { in.current, err = parseHash(c, "fingerprint", r.Fingerprint); return err },
		func() error { in.last, err = parseHash(c, "last_fingerprint", r.LastFingerprint); return err },
	} {
		if err := check(); err != nil {
			return attachInput{}, err
		}
	}
	in.limits = c.limitsFor(r.LimitConfig)
	return in, nil
}

// attachment is one attach in its transaction.
type attachment struct {
	s *Service
	*unit
	Caller
	attachInput

	user *User
	// pinned is the user as known before this attach said anything: where codes go.
	pinned User
	// devices are the user's, with this one once it is known.
	devices []*Device
	device  *Device
	// newDevice says that the user was never seen on it.
	newDevice bool
	// distinct says that it is another browser than one that looks the same.
	distinct   bool
	confidence float64
	access     *Access
	lineage    string
}

func (a *attachment) run() (*wire.AttachReply, error) {
	for _, step := range []func() error{a.lockUser, a.find, a.label, a.name, a.seen, a.retireTwins, a.judge, a.notice, a.learnLanguage, a.save} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return a.reply(), nil
}

// lockUser reads the user, or creates it, and adds what this attach says of it.
func (a *attachment) lockUser() (err error) {
	a.user, err = a.LockAccount(a.Project.ID, a.account)
	if errors.Is(err, ErrNotFound) {
		err = a.createUser()
	}
	if err != nil {
		return err
	}
	a.pinned = *a.user
	if a.Project.Settings.FixedGroups && a.Class != Server {
		a.groups = nil
	}
	changed, err := a.user.learn(a.replacesContacts(), a.email, a.phone, a.groups)
	if err != nil || !changed {
		return err
	}
	a.user.UpdatedAt = a.now
	return a.UpdateUser(a.user)
}

func (a *attachment) createUser() error {
	id, err := a.s.newID()
	if err != nil {
		return err
	}
	err = a.InsertUser(&User{ProjectID: a.Project.ID, ID: id, Account: a.account, Metadata: emptyObject, CreatedAt: a.now, UpdatedAt: a.now})
	if err == nil {
		a.user, err = a.LockAccount(a.Project.ID, a.account) // perhaps another's, made meanwhile
	}
	if err == nil && a.user.ID == id {
		a.count(a.Project.ID, ActivityNewUser)
		a.countUsers(a.Project.ID, 1)
	}
	return err
}

// replacesContacts: a back end may, and a signed browser where the project lets it.
func (a *attachment) replacesContacts() bool {
	return a.Class == Server || a.Caller.trusted(a.account) && !a.Project.Settings.FixedContacts
}

// learn adds contacts and groups, and says whether that changed anything. Who is not
// trusted fills empty fields and never replaces one.
func (u *User) learn(trusted bool, email, phone string, groups []wire.Group) (changed bool, err error) {
	if email != "" && email != u.Email && (trusted || u.Email == "") {
		u.Email, changed = email, true
	}
	if phone != "" && phone != u.Phone && (trusted || u.Phone == "") {
		u.Phone, changed = phone, true
	}
	merged, grouped, err := mergeGroups(u.Groups, groups)
	u.Groups = merged
	return changed || grouped, err
}

// seen brings the device up to date and records the access.
func (a *attachment) seen() (err error) {
	d := a.device
	if d.Status != wire.DeviceAttached {
		d.Status, d.AttachedAt, d.DetachedAt, d.AutoDetached = wire.DeviceAttached, a.place(), 0, false
		if !a.newDevice { // a logout that has not arrived yet is overtaken
			err = a.CancelStreamEvents(d.ProjectID, d.ID, string(wire.StreamLogout))
		}
	}
	if err != nil {
		return err
	}
	d.Dormant, d.LastSeenAt, d.UpdatedAt = false, a.now, a.now
	if a.origin.ip != "" {
		d.IP = a.origin.ip
	}
	if d.Metadata, err = mergeMetadata("metadata", d.Metadata, a.metadata); err != nil {
		return err
	}
	if err := d.setInfo(a.origin); err != nil {
		return err
	}
	return a.record()
}

// learnLanguage keeps the language of a browser that the user has, for notices: not that
// of a new device, which may be a stranger's.
func (a *attachment) learnLanguage() error {
	known := !a.newDevice || len(a.devices) < 2
	if a.Class != Browser || a.Language == "" || a.Language == a.user.Language || !known {
		return nil
	}
	a.user.Language = a.Language
	return a.UpdateUser(a.user)
}

// place is when the device takes its place: after all others of the user, even where
// two attach within a millisecond, or where the one that was locked out for a moment
// looked at the clock first. Else the later one could rank before the earlier one, and
// neither would be challenged.
func (a *attachment) place() wire.Time {
	at := a.now
	for _, d := range a.devices {
		at = max(at, d.AttachedAt+1)
	}
	return at
}

func (a *attachment) record() error {
	id, err := a.s.newID()
	if err != nil {
		return err
	}
	if a.lineage == "" {
		a.lineage = id
	}
	a.count(a.Project.ID, ActivityAttach)
	a.access = &Access{
		ProjectID: a.Project.ID, ID: id, DeviceID: a.device.ID, UserID: a.user.ID, APIKeyID: a.APIKeyID, Lineage: a.lineage,
		IP: a.origin.ip, Confidence: a.confidence, Signed: a.SignedUser != "", Page: a.page, Event: a.event, CreatedAt: a.now,
	}
	return a.InsertAccess(a.access)
}

// setInfo parses the header when it is not the one parsed before. A back end may not know
// it, which is no news of the device.
func (d *Device) setInfo(o origin) error {
	if len(d.Info) > 0 && (o.ua == "" || o.ua == d.UserAgent) {
		return nil
	}
	info := deviceinfo.Parse(o.ua, o.hints)
	text, err := json.Marshal(info)
	d.Info, d.UserAgent, d.Kind = text, o.ua, kindOf(info)
	return err
}

func kindOf(info wire.DeviceInfo) Kind {
	if info.Device.Type == nil {
		return Desktop
	}
	return Kind(*info.Device.Type)
}

// save writes the device, last, since every step may have changed it.
func (a *attachment) save() error {
	if a.newDevice {
		a.count(a.Project.ID, ActivityNewDevice)
		return a.InsertDevice(a.device)
	}
	return a.UpdateDevice(a.device)
}

func (a *attachment) reply() *wire.AttachReply {
	d, settings := a.device, a.Project.Settings
	verification := wire.Unverified
	if d.VerifiedAt != 0 {
		verification = wire.Verified
	}
	return &wire.AttachReply{
		Success: true, AttachedDevices: attachedCount(a.devices), DeviceID: d.ID,
		DefaultDeviceLimit: settings.DeviceLimit, BlockOverUsage: settings.BlockOverUsage,
		Suspended: a.user.Suspended, NewDevice: a.newDevice, Access: a.access.ID,
		Identity: a.user.ID, Metadata: d.Metadata, VerificationStatus: verification,
		UserID: a.user.ID, Status: string(wire.DeviceAttached), CreatedAt: d.CreatedAt, Warnings: a.warnings,
	}
}

func attachedCount(devices []*Device) (n int) {
	for _, d := range devices {
		if d.counts() {
			n++
		}
	}
	return n
}

// deviceByID finds one of the user's devices.
func (a *attachment) deviceByID(id string) *Device {
	i := slices.IndexFunc(a.devices, func(d *Device) bool { return d.ID == id })
	if i < 0 {
		return nil
	}
	return a.devices[i]
}
