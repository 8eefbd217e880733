//go:build js && wasm

package collect

// intl reads how dates are written: locale, digits, calendar and hour cycle. They
// follow the region set in the system, which the language of the browser does not
// always. https://tc39.es/ecma402/#sec-intl.datetimeformat.prototype.resolvedoptions
func intl(b *browser) (string, error) {
	options, err := b.dateFormat()
	if err != nil {
		return "", err
	}
	return get(options, "locale").String() + "|" + get(options, "numberingSystem").String() + "|" +
		get(options, "calendar").String() + "|" + get(options, "hourCycle").String(), nil
}
