//go:build js && wasm

package collect

import (
	"errors"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
)

// voices reads the voices of speech synthesis that are installed, which come with the
// system and its languages. Those that speak through a server are left out: they come
// and go with the network. The list is filled after it was first asked for.
// https://wicg.github.io/speech-api/#dom-speechsynthesis-getvoices
func voices(b *browser) (string, error) {
	synthesis := get(b.window, "speechSynthesis")
	if !hasMethod(synthesis, "getVoices") {
		return "", errAbsent
	}
	b.waitForVoices()
	names := call(b.reach, "voiceNames")
	if names.Type() != jsx.TypeString {
		return "", errNoVoices
	}
	return names.String(), nil
}

// errNoVoices is a failure, not a value: whether there are none or none yet cannot be
// told apart.
var errNoVoices = errors.New("no voices")

// voiceLimit is how long to wait for the list, in milliseconds. Linux desktops mostly
// have no voices, which no event says: waiting longer would be in vain for most.
func (b *browser) voiceLimit() int {
	if b.platform == fingerprint.Linux {
		return 80
	}
	return 250
}

// waitForVoices waits for the list to be filled, which it was asked for when the slow
// work was begun.
func (b *browser) waitForVoices() {
	filled := b.slow("voices")
	waited := int(b.now() - call(b.reach, "since").Float())
	_, _ = b.await(filled, max(1, b.voiceLimit()-waited)) // voiceNames finds out
}
