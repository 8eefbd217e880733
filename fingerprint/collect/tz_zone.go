//go:build js && wasm

package collect

import "syscall/js"

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
func (b *browser) dateFormat() (js.Value, error) {
	if b.intl.IsUndefined() {
		format := construct(path(b.window, "Intl", "DateTimeFormat"), undefined, map[string]any{"hour": "numeric"})
		b.intl = call(format, "resolvedOptions")
	}
	if !isObject(b.intl) {
		return undefined, errAbsent
	}
	return b.intl, nil
}
