//go:build js && wasm

package collect

// gpuModel reads the renderer of WebGL: the graphics chip and its driver. It stays until
// the machine is another one; the driver in it is cut off later.
// https://registry.khronos.org/webgl/extensions/WEBGL_debug_renderer_info/
func gpuModel(b *browser) (string, error) {
	gl, err := b.webgl()
	if err != nil {
		return "", err
	}
	if gl.renderer == "" {
		return "", errAbsent
	}
	return gl.renderer, nil
}
