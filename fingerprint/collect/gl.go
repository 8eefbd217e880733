//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/internal/jsx"

// glContext is the one WebGL context of a collection.
type glContext struct {
	context          jsx.Value
	api              string // "webgl2" or "webgl1"
	vendor, renderer string
}

// glSide is the side of the square that is drawn, in pixels, as in gpu.js.
const glSide = 64

// webgl is the context, made at first use.
func (b *browser) webgl() (*glContext, error) {
	if b.gl != nil {
		return b.gl, nil
	}
	made := b.slow("gl")
	if !made.IsObject() {
		return nil, errAbsent
	}
	b.gl = &glContext{context: get(made, "context"), api: get(made, "version").String()}
	names := b.slow("makers")
	b.gl.vendor, b.gl.renderer = must(names.At(0)).String(), must(names.At(1)).String()
	b.software = isSoftware(b.gl.renderer)
	return b.gl, nil
}

// closeGL gives the context back: a page may hold only some sixteen of them. That waits
// for the GPU, which nobody else has to.
func (b *browser) closeGL() {
	if b.gl != nil {
		attempt(func() { call(b.reach, "lose", b.gl.context) })
	}
}
