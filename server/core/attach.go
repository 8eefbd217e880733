package core

import (
	"context"

	"github.com/openrupt/openrupt/internal/wire"
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

// attachment is one attach in its transaction.
type attachment struct {
	s *Service
	*unit
	Caller
	attachInput

	user *User
	// held is the access that the browser was given last; nil when it is none of the user's.
	held *Access
	// pinned is the user as known before this attach said anything: where codes go.
	pinned User
	// devices are the user's, with this one once it is known.
	devices []*Device
	device  *Device
	// found is the device as it was.
	found Device
	// newDevice says that the user was never seen on it.
	newDevice bool
	// distinct says that it is another browser than one that looks the same.
	distinct   bool
	confidence float64
	access     *Access
	lineage    string
}

// run is the order of the steps: whose browser it is, which device, whether it may, and
// what is kept.
func (a *attachment) run() (*wire.AttachReply, error) {
	for _, step := range []func() error{a.lockUser, a.find, a.label, a.name, a.seen, a.retireTwins, a.judge, a.notice, a.learnLanguage, a.save} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return a.reply(), nil
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
