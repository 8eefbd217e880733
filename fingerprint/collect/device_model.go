//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
)

// deviceModel reads the model of a phone or tablet from the client hints. Apple names
// no model, but says which of the two it is. Desktops have none.
// https://wicg.github.io/ua-client-hints/#user-agent-model
func deviceModel(b *browser) (string, error) {
	if b.platform == fingerprint.IOS {
		if strings.Contains(get(b.navigator, "platform").String(), "iPhone") {
			return "iPhone", nil
		}
		return "iPad", nil
	}
	if b.platform != fingerprint.Android && b.platform != fingerprint.PlatformUnknown {
		return "", errAbsent // without asking: an answer that is late would be a failure
	}
	if _, err := b.highEntropyHints(); err != nil {
		return "", err
	}
	model, err := b.hint("model")
	if err == nil && model == "" {
		err = errAbsent
	}
	return model, err
}
