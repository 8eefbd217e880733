//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/internal/jsx"

// highEntropyHints waits for navigator.userAgentData.getHighEntropyValues. It is
// absent in Gecko, in WebKit and on pages without a secure context.
// https://wicg.github.io/ua-client-hints/
func (b *browser) highEntropyHints() (jsx.Value, error) {
	b.hints.begin(func() (jsx.Value, error) {
		data := get(b.navigator, "userAgentData")
		if !data.IsObject() {
			return jsx.Undefined, b.gone()
		}
		if !hasMethod(data, "getHighEntropyValues") {
			return jsx.Undefined, errAbsent
		}
		return b.await(b.slow("hints"), asyncLimit)
	})
	return b.hints.wait()
}

// hint is one high-entropy client hint, or "" where there are none. Only a failure that
// may be over the next time is an error.
func (b *browser) hint(name string) (string, error) {
	hints, err := b.highEntropyHints()
	switch {
	case err == nil:
		return get(hints, name).String(), nil
	case err == errAbsent || err == errInsecure:
		return "", nil
	}
	return "", err
}

// hintPlatform is the operating system by the client hints that come unasked, or "".
func (b *browser) hintPlatform() string { return get(b.navigator, "userAgentData.platform").String() }

// brands are the names of the client hints without the grease that browsers mix in
// to keep pages from relying on a fixed list: it always has "Not" and "Brand".
func (b *browser) brands() (names, versions []string) {
	list := get(b.navigator, "userAgentData.brands")
	for i := range count(list, 10) {
		brand := must(list.At(i))
		if name := get(brand, "brand").String(); name != "" && !isGrease(name) {
			names = append(names, name)
			versions = append(versions, get(brand, "version").String())
		}
	}
	return names, versions
}

// isGrease matches "Not A;Brand", "Not/A)Brand", " Not;A Brand" and what will come.
func isGrease(brand string) bool {
	letters := make([]byte, 0, len(brand))
	for i := range len(brand) {
		if c := brand[i] | 0x20; c >= 'a' && c <= 'z' {
			letters = append(letters, c)
		}
	}
	return string(letters) == "notabrand"
}
