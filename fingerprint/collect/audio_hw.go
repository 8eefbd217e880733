//go:build js && wasm

package collect

import (
	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
)

// audioHW reads the sample rate of the sound device and how many channels it has.
// Both need a live AudioContext. In Blink on desktops that takes over 100 ms and warns
// in the console about a missing gesture, so there only the answer for offline
// rendering is taken, which is the same for all.
// https://webaudio.github.io/web-audio-api/#AudioContext
func audioHW(b *browser) (string, error) {
	if b.hidden() {
		return "", errHidden
	}
	context, release, err := b.audioDevice()
	if err != nil {
		return "", err
	}
	defer release()
	rate, err := present(get(context, "sampleRate"))
	if err != nil {
		return "", err
	}
	channels, err := present(get(context, "destination.maxChannelCount"))
	return rate + "|" + channels, err
}

// audioDevice is the context to ask and how to let go of it: a page may hold only a
// handful of live ones.
func (b *browser) audioDevice() (context jsx.Value, release func(), err error) {
	constructor := get(b.window, "AudioContext")
	if b.engine == fingerprint.Blink || constructor.Type() != jsx.TypeFunction {
		context, err = b.offlineAudio()
		return context, func() {}, err
	}
	context = construct(constructor)
	return context, func() { b.settle(call(context, "close")) }, nil
}

// settle takes note of a promise so that its rejection is nobody's error.
func (b *browser) settle(promise jsx.Value) {
	nothing := get(b.window, "Object") // any function that does no harm
	call(promise, "then", jsx.Undefined, nothing)
}
