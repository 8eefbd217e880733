package identify

import (
	"github.com/cespare/xxhash/v2"

	"github.com/openrupt/openrupt/fingerprint"
)

// Bands is how many keys a print has at most.
const Bands = 6

// bandSegments are the segments of each band. What changes together is in few bands, so
// that two prints of a device agree in at least one, and each band has about as much in
// it as tells a device from a million of its kind, since of those that share a key only
// the latest are looked at. The last two are of what WebKit shows, which mutes canvases
// and names every GPU alike. internal/cmd/bench-lookup measures what they find.
var bandSegments = [Bands][]string{
	append([]string{"gpu.model", "cpu.cores", "mem.class", "lang.primary", "intl", "keyboard", "canvas.geom", "device.model"}, fonts...),
	append([]string{"canvas.text", "lang.primary", "keyboard", "cpu.cores", "mem.class", "audio.sum"}, fonts...),
	{"gpu.model", "canvas.geom", "canvas.text", "canvas.emoji", "audio.sum", "text.metrics"},
	{"gpu.model", "cpu.cores", "mem.class", "canvas.geom", "tz.zone", "text.metrics", "gpu.params"},
	{"tz.zone", "voices", "text.metrics", "font.prefs", "lang.primary"},
	{"lang.primary", "intl", "device.model", "text.metrics", "gpu.params", "os.release", "audio.hw", "prefs.a11y", "media.kinds"},
}

var fonts = []string{"font.b0", "font.b1", "font.b2", "font.b3", "font.b4", "font.b5", "font.b6", "font.b7"}

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
// stored nor looked up, where a segment of its band failed, or where none of them has a
// value. A muted segment counts like a value: what a browser mutes it goes on muting.
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
		case fingerprint.Failed:
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
