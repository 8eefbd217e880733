//go:build js && wasm

package collect

// inputTouch reads navigator.maxTouchPoints and whether TouchEvent exists. Both follow
// the hardware. Desktop Safari and Firefox know no TouchEvent at all.
// https://www.w3.org/TR/pointerevents/#dom-navigator-maxtouchpoints
func inputTouch(b *browser) (string, error) {
	points, err := present(get(b.navigator, "maxTouchPoints"))
	if err != nil {
		return "", err
	}
	return points + "|" + yesNo(has(b.window, "TouchEvent")), nil
}

func yesNo(yes bool) string {
	if yes {
		return "true"
	}
	return "false"
}
