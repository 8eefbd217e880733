package identify

import (
	"github.com/cespare/xxhash/v2"

	"github.com/openrupt/openrupt/fingerprint"
)

// Bands is how many keys a print has at most.
const Bands = 6

// bandSegments are the segments of each band. Two prints of a device agree in at
// least one band unless something changed in all six; a band of few segments would
// nominate too many strangers, one of many would miss the device.
var bandSegments = [Bands][]string{
	{"gpu.model", "cpu.cores", "mem.class"},
	{"font.b0", "font.b1", "font.b2", "font.b3", "font.b4", "font.b5", "font.b6", "font.b7"},
	{"canvas.geom", "canvas.text", "canvas.emoji", "audio.sum"},
	{"tz.zone", "lang.primary", "voices"},
	{"screen.size", "screen.dpr", "screen.color", "gpu.model"},
	{"os.release", "ua.brand", "keyboard", "intl", "lang.primary", "cpu.cores", "mem.class"},
}

// field is what a band takes of a segment: its first part, since second parts are
// what changes with an upgrade or a scale factor.
type field struct{ segment, width int }

var bandFields = func() (all [Bands][]field) {
	for band, keys := range bandSegments {
		for _, key := range keys {
			i, ok := fingerprint.SegmentIndex(key)
			if !ok {
				panic("identify: no segment " + key)
			}
			s := &fingerprint.Segments[i]
			width := s.Width
			if s.Split > 0 {
				width = s.Split
			}
			all[band] = append(all[band], field{i, width})
		}
	}
	return all
}()

// BandKeys are the keys under which p is looked up: two prints with an equal key
// in the same place are candidates for each other. A key is 0, to be neither
// stored nor looked up, where a segment of its band is muted or failed, or where
// all of them are absent.
func BandKeys(p fingerprint.Print) (keys [Bands]uint64) {
	if p.IsZero() {
		return keys
	}
	for band := range keys {
		keys[band] = bandKey(p, band)
	}
	return keys
}

func bandKey(p fingerprint.Print, band int) uint64 {
	env := p.Environment()
	text := make([]byte, 0, 64)
	text = append(text, byte(band), byte(env.Engine), byte(env.Platform))
	present := false
	for _, f := range bandFields[band] {
		switch p.State(f.segment) {
		case fingerprint.Muted, fingerprint.Failed:
			return 0
		case fingerprint.Present:
			present = true
		}
		text = append(text, p.Segment(f.segment)[:f.width]...)
	}
	if !present {
		return 0
	}
	return max(xxhash.Sum64(text), 1)
}
