package main

import (
	"strconv"
	"strings"

	"github.com/openrupt/openrupt/internal/population"
)

// peer is another library: what of a device its hash is made of, read off the versions in
// bench/package.json. A population has no windows, networks or pages, so peers that hash
// those fare better here than in a browser; and what our SDK mutes counts as
// steady for them, though it is random.
type peer struct {
	name string
	// parts are the raw values of a segment, or the part of one, by how much of the hash
	// they take. Of an exact hash any part changes all.
	parts []part
	// least is the similarity from which on a hash is taken for the same: 1 for an exact
	// one, which is the same or is not.
	least float64
	// claim is the confidence that it states; nil if it states none.
	claim func(population.Device) float64
}

type part struct {
	width int
	read  func(population.Device) string
}

var fonts = []string{"font.b0", "font.b1", "font.b2", "font.b3", "font.b4", "font.b5", "font.b6", "font.b7"}

var peers = []peer{
	{name: "fingerprintjs", least: 1, claim: fingerprintJSClaim, parts: raws(append([]string{
		"audio.sum", "canvas.geom", "canvas.text", "screen.color", "mem.class", "screen.size", "cpu.cores", "tz.zone", "lang.primary", "input.touch",
		"font.prefs", "features", "prefs.a11y", "math.class", "cpu.arch", "intl", "gpu.model", "gpu.vendor", "gpu.params", "gpu.ext", "ua.engine",
	}, fonts...)...)},
	{name: "thumbmarkjs", least: 1, parts: raws(append([]string{
		"audio.sum", "canvas.geom", "canvas.text", "gpu.model", "gpu.vendor", "gpu.render", "mem.class", "lang.primary", "tz.zone", "math.class",
		"input.touch", "screen.color", "prefs.a11y", "cpu.cores", "ua.brand", "ua.major", "os.release",
	}, fonts...)...)},
	{name: "clientjs", least: 1, parts: raws(append([]string{
		"ua.brand", "ua.major", "os.release", "device.model", "screen.size", "screen.color", "tz.rule", "lang.primary", "canvas.text", "gpu.api",
	}, fonts...)...)},
	// 2,048 digits, equally divided among 22 modules and their fields. Those of modules that
	// every browser of an engine answers alike count with the User-Agent's engine. It is
	// taken for the same where server/identify would: at a distance of 0.047.
	{name: "rupt", least: 1 - 0.047, parts: []part{
		{93, joined("ua.brand", "ua.major", "os.release", "device.model", "ua.engine")},
		{31, cores}, {46, raw("tz.zone")}, {46, raw("lang.primary")}, {46, raw("input.touch")}, {46, raw("media.kinds")},
		{31, resolution}, {31, raw("screen.color")}, {15, raw("mem.class")}, {15, family}, {46, raw("font.b0")},
		{26, raw("audio.hw")}, {13, raw("audio.sum")}, {15, raw("canvas.text")}, {15, raw("voices")}, {38, raw("gpu.model")}, {19, raw("gpu.vendor")},
		{744, raw("ua.engine")},
	}},
}

func raw(key string) func(population.Device) string {
	return func(d population.Device) string { return d[key] }
}

func raws(keys ...string) (parts []part) {
	for _, key := range keys {
		parts = append(parts, part{1, raw(key)})
	}
	return parts
}

func joined(keys ...string) func(population.Device) string {
	return func(d population.Device) string {
		var all []string
		for _, key := range keys {
			all = append(all, d[key])
		}
		return strings.Join(all, "|")
	}
}

func cores(d population.Device) string { return d["cpu.cores"] }

// resolution is screen.size without the scale factor.
func resolution(d population.Device) string {
	size, _, _ := strings.Cut(d["screen.size"], "@")
	return size
}

func family(d population.Device) string {
	name, _, _ := strings.Cut(d["os.release"], "|")
	return name
}

// fingerprintJSClaim is its confidence, a constant of the platform.
func fingerprintJSClaim(d population.Device) float64 {
	major, _ := strconv.Atoi(d["ua.major"])
	switch os := family(d); {
	case os == "Android":
		return 0.4
	case d["ua.engine"] == "webkit" && (os == "iOS" || major >= 17):
		return 0.3
	case os == "Windows":
		return 0.6
	case os == "macOS":
		return 0.5
	}
	return 0.7
}
