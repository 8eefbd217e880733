//go:build js && wasm

package collect

import "syscall/js"

// privacy reads what a person, or their browser for them, set against tracking: Do Not
// Track, Global Privacy Control, whether cookies and storage may be used. Nothing is
// written to find out. https://w3c.github.io/gpc/
func privacy(b *browser) (string, error) {
	return "dnt=" + flag(get(b.navigator, "doNotTrack")) +
		",gpc=" + flag(get(b.navigator, "globalPrivacyControl")) +
		",cookies=" + flag(get(b.navigator, "cookieEnabled")) +
		",storage=" + yesNo(holds(b, inWindow("localStorage")) && isObject(get(b.window, "localStorage"))), nil
}

// flag is a setting in one word. Browsers say the same in several ways: Do Not Track
// is "1", "yes" or true, and not set is null, "unspecified" or undefined.
func flag(v js.Value) string {
	switch {
	case v.IsUndefined() || v.IsNull():
		return "none"
	case v.Type() == js.TypeBoolean:
		return yesNo(v.Bool())
	case text(v) == "1" || text(v) == "yes":
		return "true"
	case text(v) == "0" || text(v) == "no":
		return "false"
	}
	return "none"
}
