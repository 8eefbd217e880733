//go:build js && wasm

package collect

// gpuRender reads the picture of gpu.js, which the GPU has drawn while others were read:
// interpolation and arithmetic of the chip. One that has to start first may need all of
// the budget.
func gpuRender(b *browser) (string, error) {
	if _, err := b.webgl(); err != nil {
		return "", err
	}
	view, err := b.await(b.slow("render"), totalLimit)
	if err != nil {
		return "", err
	}
	pixels := make([]byte, 4*glSide*glSide)
	if view.Bytes(pixels) != len(pixels) {
		return "", errAbsent
	}
	return digest(pixels, 3), nil
}
