//go:build js && wasm

package collect

import "strings"

// inputPointer reads the media features any-pointer and any-hover: which kinds of
// pointers are connected. A mouse at a tablet changes it, a docked laptop does not.
// https://www.w3.org/TR/mediaqueries-4/#any-input
func inputPointer(b *browser) (string, error) {
	var found []string
	for _, pointer := range []string{"none", "coarse", "fine"} {
		if b.matches("(any-pointer: " + pointer + ")") {
			found = append(found, pointer)
		}
	}
	if b.matches("(any-hover: hover)") {
		found = append(found, "hover")
	}
	return strings.Join(found, ","), nil
}
