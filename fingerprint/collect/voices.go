//go:build js && wasm

package collect

import (
	"errors"
	"strings"
	"syscall/js"

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
	if count(call(synthesis, "getVoices"), maxVoices) == 0 {
		b.waitForVoices(synthesis)
	}
	list := call(synthesis, "getVoices")
	if count(list, maxVoices) == 0 {
		return "", errNoVoices
	}
	var names []string
	language := ""
	for i := range count(list, maxVoices) {
		voice := at(list, i)
		if truthy(get(voice, "default")) {
			language = str(get(voice, "lang"))
		}
		if truthy(get(voice, "localService")) {
			names = append(names, str(get(voice, "name")))
		}
	}
	return language + "\n" + strings.Join(names, "\n"), nil
}

const maxVoices = 500

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

// waitForVoices waits for the list to be filled.
func (b *browser) waitForVoices(synthesis js.Value) {
	if !hasMethod(synthesis, "addEventListener") {
		return
	}
	woken := make(chan struct{}, 1)
	defer jsx.Listen(synthesis, "voiceschanged", func(js.Value) { wake(woken) })()
	defer jsx.After(b.voiceLimit(), func() { wake(woken) })()
	<-woken
}
