//go:build js && wasm

package collect

// gpuVendor reads vendor and renderer of WebGL, of which either may hide the maker.
func gpuVendor(b *browser) (string, error) {
	gl, err := b.webgl()
	if err != nil {
		return "", err
	}
	return gl.vendor + "|" + gl.renderer, nil
}
