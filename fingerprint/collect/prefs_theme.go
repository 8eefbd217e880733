//go:build js && wasm

package collect

// prefsTheme reads the media feature prefers-color-scheme. Many systems switch it with
// the hour, hence its small weight. https://www.w3.org/TR/mediaqueries-5/#prefers-color-scheme
func prefsTheme(b *browser) (string, error) {
	theme := b.firstMatch("prefers-color-scheme", "dark", "light")
	if theme == "" {
		return "", errAbsent
	}
	return theme, nil
}
