//go:build js && wasm

package collect

// screenColor reads screen.colorDepth and the media features color-gamut and
// dynamic-range: what the display can show.
// https://www.w3.org/TR/mediaqueries-5/#color-gamut
func screenColor(b *browser) (string, error) {
	depth, err := present(get(b.screen, "colorDepth"))
	if err != nil {
		return "", err
	}
	return depth + "|" + b.firstMatch("color-gamut", "rec2020", "p3", "srgb") + "|" +
		b.firstMatch("dynamic-range", "high", "standard"), nil
}

// firstMatch is the first value for which the media feature holds, or "".
func (b *browser) firstMatch(feature string, values ...string) string {
	for _, value := range values {
		if b.matches("(" + feature + ": " + value + ")") {
			return value
		}
	}
	return ""
}
