//go:build js && wasm

package collect

import "github.com/openrupt/openrupt/internal/jsx"

// glContext is the one WebGL context of a collection.
type glContext struct {
	context          jsx.Value
	api              string // "webgl2" or "webgl1"
	vendor, renderer string
}

// glSide is the side of the square that is drawn, in pixels, as in reach.js.
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
	b.gl.name(b)
	return b.gl, nil
}

// name reads who made the GPU. Gecko answers the plain question and warns in the
// console about the extension that others need.
func (g *glContext) name(b *browser) {
	vendor, renderer := "VENDOR", "RENDERER"
	source := g.context
	if !has(b.window, "mozInnerScreenX") {
		unmasked := call(g.context, "getExtension", "WEBGL_debug_renderer_info")
		if get(unmasked, "UNMASKED_RENDERER_WEBGL").Type() == jsx.TypeNumber {
			vendor, renderer, source = "UNMASKED_VENDOR_WEBGL", "UNMASKED_RENDERER_WEBGL", unmasked
		}
	}
	g.vendor = call(g.context, "getParameter", get(source, vendor)).String()
	g.renderer = call(g.context, "getParameter", get(source, renderer)).String()
}

// constant is a named constant of WebGL, or jsx.Undefined in a version without it.
func (g *glContext) constant(name string) jsx.Value { return get(g.context, name) }

// closeGL gives the context back: a page may hold only some sixteen of them.
func (b *browser) closeGL() {
	if b.gl == nil {
		return
	}
	attempt(func() {
		if lose := call(b.gl.context, "getExtension", "WEBGL_lose_context"); lose.IsObject() {
			call(lose, "loseContext")
		}
	})
}
