package core

import (
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
)

// people estimates who uses the account: one entry a person, with the person's devices.
// Who has the better claim comes first. It looks at two weeks and errs towards too few:
//
//   - Devices that were ever seen at the same address belong to one person: a home, an
//     office. So do strangers behind one address of a mobile network, which hides some.
//   - Of two groups of devices each is a person only if devices of the same type were
//     used in both within ten minutes of each other, on two days at least. A phone
//     beside a laptop proves nothing, and neither does one coincidence.
//   - A group counts when that holds against everyone counted before. What cannot be
//     told apart is nobody new.
func (p *presence) people() [][]*Device {
	groups := p.groups()
	apart := p.apart(groups)
	var persons []int
	for n := range groups {
		if !slices.ContainsFunc(persons, func(other int) bool { return !apart[[2]int{other, n}] }) {
			persons = append(persons, n)
		}
	}
	list := make([][]*Device, len(persons))
	for i, n := range persons {
		list[i] = groups[n]
	}
	return list
}

// personOf is which of the people a device belongs to, or -1.
func personOf(d *Device, people [][]*Device) int {
	return slices.IndexFunc(people, func(devices []*Device) bool { return slices.Contains(devices, d) })
}

// groups puts devices together that share an address, in the order of their claim.
func (p *presence) groups() (groups [][]*Device) {
	devices := slices.DeleteFunc(slices.Clone(p.devices), func(d *Device) bool { return !d.counts() })
	slices.SortFunc(devices, rank)
	at := map[string]map[string]bool{}
	for _, s := range p.sightings {
		if at[s.DeviceID] == nil {
			at[s.DeviceID] = map[string]bool{}
		}
		at[s.DeviceID][s.IP] = true
	}
	for _, d := range devices {
		merged := []*Device{d}
		// A device may join several groups into one, which takes the place of the first.
		first := -1
		for n := 0; n < len(groups); n++ {
			if !slices.ContainsFunc(groups[n], func(o *Device) bool { return meet(at[o.ID], at[d.ID]) }) {
				continue
			}
			if first < 0 {
				first, merged = n, append(groups[n], merged...)
				continue
			}
			merged = append(merged, groups[n]...)
			groups = slices.Delete(groups, n, n+1)
			n--
		}
		if first < 0 {
			groups = append(groups, merged)
		} else {
			groups[first] = merged
		}
	}
	return groups
}

func meet(a, b map[string]bool) bool {
	for ip := range a {
		if b[ip] {
			return true
		}
	}
	return false
}

// apart finds the pairs of groups, the lower first, that were in use at once on
// several days.
func (p *presence) apart(groups [][]*Device) map[[2]int]bool {
	days := map[[2]int]map[wire.Time]bool{}
	for i, s := range p.sightings { // the latest first
		for _, t := range p.sightings[i+1:] {
			if s.First-t.Last > ms(togetherWithin) {
				if s.Last-t.Last > ms(togetherWithin+sightingSlot) {
					break
				}
				continue
			}
			a, b := deviceOf(p.devices, s.DeviceID), deviceOf(p.devices, t.DeviceID)
			if a == nil || b == nil || a.Kind != b.Kind {
				continue
			}
			pair := [2]int{personOf(a, groups), personOf(b, groups)}
			slices.Sort(pair[:])
			if pair[0] < 0 || pair[0] == pair[1] {
				continue
			}
			if days[pair] == nil {
				days[pair] = map[wire.Time]bool{}
			}
			days[pair][s.Last/ms(day)] = true
		}
	}
	apart := map[[2]int]bool{}
	for pair, on := range days {
		apart[pair] = len(on) >= togetherDays
	}
	return apart
}
