//go:build js && wasm

package collect

import (
	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
)

// cpuCores reads navigator.hardwareConcurrency: the logical processors, which only
// another machine changes. Since 143 Firefox says 4 or 8 to everybody; older ones are
// rounded in the same way, so that the upgrade is no change. Safari has its own caps.
// https://html.spec.whatwg.org/multipage/workers.html#dom-navigator-hardwareconcurrency
func cpuCores(b *browser) (string, error) {
	cores := get(b.navigator, "hardwareConcurrency")
	if b.engine == fingerprint.Gecko && cores.Type() == jsx.TypeNumber {
		if cores.Float() >= 8 {
			return "8", nil
		}
		return "4", nil
	}
	return present(cores)
}
