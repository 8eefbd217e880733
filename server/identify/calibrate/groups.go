package calibrate

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
)

// groups are segments that tell much the same, or change together: one factor for all of
// a group takes off what they say twice. A factor for each segment would be the better
// fit and the worse model: of two that always change together it gives all to one, and
// which one that is depends on the devices that happened to be there.
var groups = [...][]string{
	{"gpu.model", "gpu.vendor", "gpu.api", "gpu.params", "gpu.ext", "gpu.webgpu", "gpu.render", "canvas.geom"},
	{"cpu.cores", "cpu.arch", "mem.class", "device.model"},
	{"screen.size", "screen.dpr", "screen.color"},
	{"input.touch", "input.pointer"},
	{"audio.hw", "media.codecs", "media.kinds"},
	{"canvas.text", "canvas.emoji", "text.metrics", "font.prefs", "math.class", "audio.sum"},
	{"font.b0", "font.b1", "font.b2", "font.b3", "font.b4", "font.b5", "font.b6", "font.b7"},
	{"tz.zone", "tz.rule"},
	{"lang.primary", "intl", "voices", "keyboard"},
	{"os.release", "ua.engine", "ua.brand", "ua.major", "features"},
	{"prefs.a11y", "prefs.theme", "privacy"},
}

// groupOf is the place in groups of each unit of [fingerprint.UnitNames].
var groupOf = func() (places []int) {
	place := map[string]int{}
	for g, keys := range groups {
		for _, key := range keys {
			place[key] = g
		}
	}
	for _, name := range fingerprint.UnitNames() {
		key, _, _ := strings.Cut(name, "/")
		g, ok := place[key]
		if !ok {
			panic("calibrate: no group has " + key)
		}
		places = append(places, g)
	}
	return places
}()
