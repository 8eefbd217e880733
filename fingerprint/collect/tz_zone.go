//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/internal/jsx"

// tzZone reads the time zone of Intl.DateTimeFormat: where a device is at home. Travel
// changes it. https://tc39.es/ecma402/#sec-intl.datetimeformat.prototype.resolvedoptions
func tzZone(b *browser) (string, error) {
	options, err := b.dateFormat()
	if err != nil {
		return "", err
	}
	return present(get(options, "timeZone"))
}

// dateFormat is resolvedOptions() of a format that shows an hour, made once: the first
// one in a process loads the tables of the engine.
func (b *browser) dateFormat() (jsx.Value, error) {
	if !hasMethod(get(b.window, "Intl"), "DateTimeFormat") {
		return jsx.Undefined, errAbsent
	}
	options := b.slow("dates")
	if !options.IsObject() {
		return jsx.Undefined, errAbsent
	}
	return options, nil
}
