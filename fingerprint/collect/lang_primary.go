//go:build js && wasm

package collect

// langPrimary reads navigator.language: the language of the browser. The list of all
// languages is not used: it is reordered and shortened by privacy modes.
// https://html.spec.whatwg.org/multipage/system-state.html#dom-navigator-language
func langPrimary(b *browser) (string, error) { return present(get(b.navigator, "language")) }
