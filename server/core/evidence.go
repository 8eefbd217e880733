package core

import (
	"slices"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/geo"
)

// Overlap is that two devices of one type were in use at once at two addresses.
type Overlap struct {
	Devices [2]string
	// Times is how often in the days looked at, At when the last time was.
	Times int
	At    wire.Time
}

// Journey is that two devices were used too far apart for one person.
type Journey struct {
	// From was seen before To.
	From, To Visit
	// Distance is in kilometres.
	Distance float64
}

// overlaps looks at neighbouring sightings: the latest first, as they are.
func (w *fileWriter) overlaps() {
	found := map[[2]string]*Overlap{}
	for i, s := range w.p.sightings {
		for _, t := range w.p.sightings[i+1:] {
			if s.Last-t.Last > ms(concurrencyWindow+sightingSlot) {
				break
			}
			a, b := deviceOf(w.p.devices, s.DeviceID), deviceOf(w.p.devices, t.DeviceID)
			if a == nil || b == nil || a == b || a.Kind != b.Kind || s.IP == t.IP || s.First-t.Last > ms(concurrencyWindow) {
				continue
			}
			pair := [2]string{a.ID, b.ID}
			slices.Sort(pair[:])
			if found[pair] == nil {
				found[pair] = &Overlap{Devices: pair, At: s.Last}
			}
			found[pair].Times++
		}
	}
	for _, o := range found {
		w.f.Overlaps = append(w.f.Overlaps, *o)
	}
	slices.SortFunc(w.f.Overlaps, func(a, b Overlap) int { return int(b.At - a.At) })
	w.f.Overlaps = w.f.Overlaps[:min(len(w.f.Overlaps), fileRows)]
}

// journeys compares each sighting with the one of another device before it.
func (w *fileWriter) journeys() error {
	for i := range w.f.Visits {
		to := w.f.Visits[i]
		here, ok := locate(w.s.locator, to.IP)
		if !ok || len(w.f.Journeys) >= fileRows {
			continue
		}
		for _, from := range w.f.Visits[i+1:] {
			if from.DeviceID == to.DeviceID {
				continue
			}
			if there, ok := locate(w.s.locator, from.IP); ok {
				w.journey(from, to, there, here)
			}
			break
		}
	}
	return nil
}

func (w *fileWriter) journey(from, to Visit, there, here geo.Place) {
	if km := here.Distance(there); tooFar(km, age(to.First, from.Last)) {
		w.f.Journeys = append(w.f.Journeys, Journey{from, to, km})
	}
}
