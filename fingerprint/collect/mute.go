//go:build js && wasm

package collect

import (
	"slices"
	"strconv"
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
)

// muted says why a signal is not looked at in this browser, or "". The table follows
// what browsers document or were seen to randomise. It depends on the engine, its
// release and its mode, never on a value: a signal that is muted now and not the next
// time would look like a change. Averaging noise away would be possible for some; it
// would also override what the person chose.
func (b *browser) muted(key string) string {
	for _, rule := range muteRules {
		if slices.Contains(rule.keys, key) && rule.applies(b) {
			return rule.reason
		}
	}
	return ""
}

var muteRules = []struct {
	reason  string
	applies func(*browser) bool
	keys    []string
}{
	// Farbling: a seed a session and site. https://github.com/brave/brave-browser/issues/8787
	{"brave", under(protectionBrave), []string{"canvas.geom", "canvas.text", "canvas.emoji", "gpu.render",
		"gpu.params", "audio.sum", "cpu.cores", "mem.class", "voices", "keyboard"}},
	// resistFingerprinting answers these with one value for everybody, or with noise.
	{"rfp", under(protectionRFP, protectionTor), []string{"canvas.geom", "canvas.text", "canvas.emoji",
		"gpu.render", "gpu.model", "gpu.vendor", "audio.sum", "tz.zone", "tz.rule", "input.touch", "cpu.cores", "screen.size", "screen.dpr",
		"voices", "media.kinds"}},
	{"fpp", under(protectionFPP), []string{"canvas.geom", "canvas.text", "canvas.emoji", "gpu.render"}},
	// Private windows of Safari 17, all windows of Safari 26; a private window has to
	// look like any other, so these are muted in both.
	// https://webkit.org/blog/15697/private-browsing-2-0/
	{"safari", func(b *browser) bool { return b.version.webkit17 }, []string{"canvas.geom", "canvas.text",
		"canvas.emoji", "gpu.render", "audio.sum", "screen.size"}},
	{"safari", func(b *browser) bool { return b.version.webkit26 }, []string{"cpu.cores"}},
	// Firefox has no local voices of its own: the list comes and goes with the system's
	// speech service.
	{"gecko", func(b *browser) bool { return b.engine == fingerprint.Gecko }, []string{"voices"}},
	{"samsung", samsungFrom(26), []string{"audio.sum"}},
	{"samsung", samsungFrom(28), []string{"canvas.geom", "canvas.text", "canvas.emoji"}},
	{"extension", under(protectionExtension), []string{"canvas.geom", "canvas.text", "canvas.emoji", "gpu.render"}},
}

func under(modes ...string) func(*browser) bool {
	return func(b *browser) bool {
		for _, mode := range modes {
			if b.protection == mode {
				return true
			}
		}
		return false
	}
}

// samsungFrom says whether this is Samsung Internet of at least that release: Blink on
// Android that calls itself so. It has no feature of its own that tells its release.
func samsungFrom(release int) func(*browser) bool {
	return func(b *browser) bool {
		if b.engine != fingerprint.Blink || b.platform != fingerprint.Android {
			return false
		}
		return soft(func() bool {
			name, version := uaProduct(b)
			version, _, _ = strings.Cut(version, ".")
			major, err := strconv.Atoi(version)
			return name == "Samsung Internet" && err == nil && major >= release
		})
	}
}
