//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/internal/jsx"

// memClass reads navigator.deviceMemory: the memory in GiB as a power of two, between
// 0.25 and 8 before Chrome 147 and between 2 and 32 since. Blink only, and only on
// secure pages. https://www.w3.org/TR/device-memory/
func memClass(b *browser) (string, error) {
	memory := get(b.navigator, "deviceMemory")
	if memory.Type() != jsx.TypeNumber {
		return "", b.gone()
	}
	return memory.Text(), nil
}
