//go:build js && wasm

package collect

// prefsA11y reads the media features by which a system tells pages about its settings
// for accessibility. Few people change them, and then they stay.
// https://www.w3.org/TR/mediaqueries-5/#mf-user-preferences
func prefsA11y(b *browser) (string, error) {
	return "motion=" + b.firstMatch("prefers-reduced-motion", "reduce", "no-preference") +
		",contrast=" + b.firstMatch("prefers-contrast", "more", "less", "custom", "no-preference") +
		",forced=" + b.firstMatch("forced-colors", "active", "none") +
		",inverted=" + b.firstMatch("inverted-colors", "inverted", "none") +
		",transparency=" + b.firstMatch("prefers-reduced-transparency", "reduce", "no-preference") +
		",monochrome=" + yesNo(b.matches("(monochrome)")), nil
}
