//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
)

// keyboard asks what keys give in the layout in use; the probes are those in which
// layouts differ. Blink only, in pages that are nobody's frame.
// https://wicg.github.io/keyboard-map/
func keyboard(b *browser) (string, error) {
	keyboard := get(b.navigator, "keyboard")
	if !hasMethod(keyboard, "getLayoutMap") {
		return "", b.gone()
	}
	layout, err := b.await(b.slow("keyboard"), asyncLimit)
	if err != nil {
		return "", err
	}
	if get(layout, "size").Float() == 0 {
		return "", errAbsent
	}
	keys := make([]string, len(fingerprint.KeyboardProbes))
	for i, code := range fingerprint.KeyboardProbes {
		if keys[i] = call(layout, "get", code).String(); keys[i] == "" {
			keys[i] = "?"
		}
	}
	return strings.Join(keys, " "), nil
}
