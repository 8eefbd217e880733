//go:build js && wasm

package collect

import "strings"

// gpuExt reads the extensions of WebGL: chip, driver and release of the browser.
func gpuExt(b *browser) (string, error) {
	gl, err := b.webgl()
	if err != nil {
		return "", err
	}
	return strings.Join(list(call(gl.context, "getSupportedExtensions"), 200), ","), nil
}
