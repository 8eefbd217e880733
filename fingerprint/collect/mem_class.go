//go:build js && wasm

package collect

import "syscall/js"

// memClass reads navigator.deviceMemory: the memory in GiB as a power of two, between
// 0.25 and 8 before Chrome 147 and between 2 and 32 since. Blink only, and only on
// secure pages. https://www.w3.org/TR/device-memory/
func memClass(b *browser) (string, error) {
	memory := get(b.navigator, "deviceMemory")
	if memory.Type() != js.TypeNumber {
		return "", b.gone()
	}
	return text(memory), nil
}
