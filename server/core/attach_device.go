package core

import "github.com/openrupt/openrupt/internal/wire"

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

// save writes the device, last, since every step may have changed it.
func (a *attachment) save() error {
	if a.newDevice {
		a.count(a.Project.ID, ActivityNewDevice)
		return a.InsertDevice(a.device)
	}
	if a.device.StaysPut(&a.found) {
		return a.UpdateVisit(a.device)
	}
	return a.UpdateDevice(a.device)
}
