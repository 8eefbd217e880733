package core

import (
	"github.com/openrupt/openrupt/internal/wire"
)

// find decides which of the user's devices this is, or that it is a new one.
func (a *attachment) find() error {
	for _, rule := range []func() error{a.byLastAccess, a.byHash, a.byUserAgent, a.asNew} {
		if err := rule(); err != nil || a.device != nil {
			if err == nil {
				a.found = *a.device
			}
			return err
		}
	}
	return nil
}

// byLastAccess: who holds an access of this user is the browser that was given it,
// whatever it looks like now.
func (a *attachment) byLastAccess() (err error) {
	if a.held == nil {
		return nil
	}
	if a.device = deviceOf(a.devices, a.held.DeviceID); a.device == nil {
		a.device, err = a.Device(a.Project.ID, a.held.DeviceID) // beyond deviceLimit
		a.devices = append(a.devices, a.device)
	}
	a.lineage, a.confidence = a.held.Lineage, 1
	return err
}

// byHash: the most similar device, unless someone else is on it right now.
func (a *attachment) byHash() error {
	if a.current.text == "" || len(a.devices) == 0 {
		return nil
	}
	elsewhere, err := a.liveDevices(func(s StreamRecord) bool { return s.IP != a.origin.ip })
	if err != nil {
		return err
	}
	free := candidatesOf(a.devices, func(d *Device) bool { return !elsewhere[d.ID] })
	if m, ok := a.within().best(free); ok {
		a.device, a.confidence = deviceOf(a.devices, m.id), m.confidence
		return nil
	}
	taken := candidatesOf(a.devices, func(d *Device) bool { return elsewhere[d.ID] })
	_, a.distinct = a.within().best(taken)
	return nil
}

// liveDevices returns the user's devices with an open stream that satisfies which.
func (a *attachment) liveDevices(which func(StreamRecord) bool) (map[string]bool, error) {
	streams, err := a.LiveStreams(a.Project.ID, a.user.ID, live(a.now))
	devices := map[string]bool{}
	for _, s := range streams {
		if which(s) {
			devices[s.DeviceID] = true
		}
	}
	return devices, err
}

// live is what counts as open at a moment.
func live(now wire.Time) LiveSince { return LiveSince{now - ms(streamSilence), now - ms(streamLinger)} }

// byUserAgent: without a hash there is only the header to go by. It keeps a back end
// that attaches without one from filling an account with devices. As with hashes,
// someone else may be on a device right now.
func (a *attachment) byUserAgent() error {
	if a.current.text != "" {
		return nil
	}
	elsewhere, err := a.liveDevices(func(s StreamRecord) bool { return s.IP != a.origin.ip })
	if err != nil {
		return err
	}
	for _, d := range a.devices {
		if d.Hash == "" && d.UserAgent == a.origin.ua && !elsewhere[d.ID] {
			a.device = d
			return nil
		}
	}
	return nil
}

func (a *attachment) asNew() error {
	if err := a.addDevice(a.s, a.Caller, a.user.ID); err != nil {
		return err
	}
	id, err := a.s.newID()
	if err != nil {
		return err
	}
	a.newDevice = true
	a.device = &Device{ProjectID: a.Project.ID, ID: id, UserID: a.user.ID, Metadata: emptyObject, CreatedAt: a.now}
	a.devices = append(a.devices, a.device)
	return nil
}

// name gives the device its fingerprint and notes the hash that it shows now.
func (a *attachment) name() error {
	d := a.device
	if a.current.text == "" || !a.newDevice && d.FingerprintID != "" && d.Hash == a.current.text && DayOf(d.LastSeenAt) == DayOf(a.now) {
		return nil
	}
	if d.FingerprintID == "" {
		m, err := a.nameFingerprint()
		if err != nil {
			return err
		}
		d.FingerprintID = m.id
		if a.newDevice {
			a.confidence = m.confidence
		}
	}
	d.Hash = a.current.text
	return a.keepVersion(a.Project.ID, d.FingerprintID, a.current)
}

func (a *attachment) nameFingerprint() (match, error) {
	if a.distinct {
		id, err := a.s.newID()
		return match{id, a.s.distinction(a.current, 1)}, err
	}
	m, _, err := a.s.fingerprintFor(a.unit, a.Project.ID, a.current, a.last, a.tolerance)
	return m, err
}

// retireTwins makes dormant what this browser used to be: a device that looks like it
// and was not seen since this one came into being.
func (a *attachment) retireTwins() error {
	older := candidatesOf(a.devices, func(d *Device) bool {
		return d != a.device && d.counts() && d.LastSeenAt < a.device.CreatedAt
	})
	if a.newDevice || a.current.text == "" || len(older) == 0 {
		return nil
	}
	open, err := a.liveDevices(func(StreamRecord) bool { return true })
	if err != nil {
		return err
	}
	for _, c := range older {
		if _, alike := a.within().best([]candidate{c}); !alike || open[c.id] {
			continue
		}
		twin := deviceOf(a.devices, c.id)
		twin.Dormant, twin.UpdatedAt = true, a.now
		if err := a.UpdateDevice(twin); err != nil {
			return err
		}
	}
	return nil
}

// candidatesOf are the devices with a hash that satisfy which.
func candidatesOf(devices []*Device, which func(*Device) bool) (list []candidate) {
	for _, d := range devices {
		if d.Hash != "" && which(d) {
			list = append(list, candidate{d.ID, d.Hash, d.LastSeenAt})
		}
	}
	return list
}
