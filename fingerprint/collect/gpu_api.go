//go:build js && wasm

package collect

// gpuAPI reads which WebGL there is and, in the renderer, through which interface of the
// system it draws. A driver update may change that.
func gpuAPI(b *browser) (string, error) {
	gl, err := b.webgl()
	if err != nil {
		return "", err
	}
	return gl.api + "|" + gl.renderer, nil
}
