//go:build js && wasm

package collect

import (
	"encoding/binary"
	"math"
	"strings"

	"github.com/openrupt/openrupt/internal/jsx"
)

// audioSum renders a triangle wave through a compressor, offline and unheard, and adds
// up samples: the floating point arithmetic of the audio stack. It is skipped in a
// hidden tab, where rendering may never end.
// https://webaudio.github.io/web-audio-api/#OfflineAudioContext
func audioSum(b *browser) (string, error) {
	if b.hidden() {
		return "", errHidden
	}
	if get(b.window, "OfflineAudioContext").Type() != jsx.TypeFunction {
		return "", errAbsent // Safari before 14.1 has only a prefixed one, without promises
	}
	channel, err := b.await(b.slow("audio"), audioLimit)
	if err != nil {
		return "", err
	}
	return b.sumSamples(channel)
}

const (
	audioRate    = 44100
	audioSamples = 5000
	// The first samples are the attack of the compressor, the same everywhere.
	audioSkipped = 4500
)

// offlineAudio makes a context that renders into memory.
func (b *browser) offlineAudio() (jsx.Value, error) {
	constructor := get(b.window, "OfflineAudioContext")
	if constructor.Type() != jsx.TypeFunction {
		return jsx.Undefined, errAbsent
	}
	return construct(constructor, 1, audioSamples, audioRate), nil
}

// sumSamples adds the absolute values of the later samples. The bytes are moved once.
func (b *browser) sumSamples(channel jsx.Value) (string, error) {
	bytes := make([]byte, 4*audioSamples)
	if channel.Bytes(bytes) != len(bytes) {
		return "", errAbsent
	}
	sum := 0.0
	for i := audioSkipped; i < audioSamples; i++ {
		sample := math.Float32frombits(binary.LittleEndian.Uint32(bytes[4*i:]))
		sum += math.Abs(float64(sample))
	}
	if s := b.format(sum); !strings.Contains(s, "N") {
		return s, nil
	}
	return "", errMuted("noise")
}
