//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/internal/jsx"

// privacy reads what a person, or their browser for them, set against tracking: Do Not
// Track, Global Privacy Control, whether cookies and storage may be used. Nothing is
// written to find out. https://w3c.github.io/gpc/
func privacy(b *browser) (string, error) {
	return "dnt=" + flag(get(b.navigator, "doNotTrack")) +
		",gpc=" + flag(get(b.navigator, "globalPrivacyControl")) +
		",cookies=" + flag(get(b.navigator, "cookieEnabled")) +
		",storage=" + yesNo(fact("localStorage").holds(b) && get(b.window, "localStorage").IsObject()), nil
}

// flag is a setting in one word. Browsers say the same in several ways: Do Not Track
// is "1", "yes" or true, and not set is null, "unspecified" or jsx.Undefined.
func flag(v jsx.Value) string {
	switch {
	case v == jsx.Undefined || v == jsx.Null:
		return "none"
	case v.Type() == jsx.TypeBoolean:
		return yesNo(v == jsx.True)
	case v.Text() == "1" || v.Text() == "yes":
		return "true"
	case v.Text() == "0" || v.Text() == "no":
		return "false"
	}
	return "none"
}
