//go:build js && wasm

package collect

import "math"

// cpuArch reads the instruction set in two ways. The sign of the NaN that infinity
// minus infinity gives is left to the processor by WebAssembly: x86 sets it, ARM does
// not; nobody spoofs that. The client hints name architecture and bitness, in Blink,
// but not on insecure pages, where half of the signal would look like another machine.
// https://webassembly.github.io/spec/core/exec/numerics.html#nan-propagation
func cpuArch(b *browser) (string, error) {
	if !has(b.navigator, "userAgentData") && b.gone() == errInsecure {
		return "", errInsecure
	}
	architecture, err := b.hint("architecture")
	if err != nil {
		return "", err
	}
	bitness, err := b.hint("bitness")
	return nanSignByte() + "|" + architecture + "|" + bitness, err
}

// infinity is a variable because a constant would be folded by the compiler.
var infinity = math.Inf(1)

// nanSignByte is the byte of a NaN that has the sign bit.
func nanSignByte() string {
	if math.Float64bits(infinity-infinity)>>63 == 1 {
		return "255"
	}
	return "127"
}
