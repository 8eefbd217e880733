package core

import (
	"iter"
	"net/netip"
	"slices"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/geo"
)

// Locator says where an IP address is; geo.DB is one.
type Locator interface {
	Locate(netip.Addr) (geo.Place, bool)
}

// presence is a use of an account from a device at an address, with where the
// account's devices were used lately.
type presence struct {
	// device is nil when it is none of the account's.
	device *Device
	kind   Kind
	ip     string
	now    wire.Time

	devices   []*Device
	sightings []Sighting
}

// look reads where the devices were used. With no other device there is nothing to
// compare.
func (p *presence) look(tx Tx, project, user string, within time.Duration) (err error) {
	if !slices.ContainsFunc(p.devices, func(d *Device) bool { return d != p.device && d.counts() }) {
		return nil
	}
	p.sightings, err = tx.Sightings(project, user, p.now-ms(within), ms(sightingSlot), sightingLimit)
	return err
}

// elders yields the sightings of other devices with a better claim to the account. So
// of two devices that contradict each other it is never the owner's old one that is
// challenged, and one device that changes networks contradicts nothing.
func (p *presence) elders() iter.Seq2[*Device, Sighting] {
	return func(yield func(*Device, Sighting) bool) {
		for _, s := range p.sightings {
			d := deviceOf(p.devices, s.DeviceID)
			if d == nil || d == p.device || !d.counts() || p.device != nil && rank(d, p.device) > 0 {
				continue
			}
			if !yield(d, s) {
				return
			}
		}
	}
}

func deviceOf(devices []*Device, id string) *Device {
	for _, d := range devices {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// concurrent: another device of the same type was used at another address within the
// last two minutes. Of another type it would prove nothing: people have a phone beside
// their laptop.
func (p *presence) concurrent() bool {
	for d, s := range p.elders() {
		if d.Kind == p.kind && s.IP != p.ip && age(p.now, s.Last) < concurrencyWindow {
			return true
		}
	}
	return false
}

// impossible: another device was used too far away to have come from there since.
func (p *presence) impossible(where Locator) bool {
	here, ok := locate(where, p.ip)
	if !ok {
		return false
	}
	for _, s := range p.elders() {
		if there, ok := locate(where, s.IP); ok && tooFar(here.Distance(there), age(p.now, s.Last)) {
			return true
		}
	}
	return false
}

// tooFar: nobody travels that many kilometres in that time, which is negative between
// uses that overlap.
func tooFar(km float64, since time.Duration) bool {
	return since <= travelWindow && km >= travelDistance && km >= travelSpeed*max(0, since).Hours()
}

// locate says where an address is, as sightings keep addresses.
func locate(where Locator, ip string) (geo.Place, bool) {
	addr, err := netip.ParseAddr(ip)
	if where == nil || err != nil {
		return geo.Place{}, false
	}
	return where.Locate(addr)
}
