//go:build js && wasm

package collect

import "syscall/js"

// gpuRender draws one triangle with a shader of smooth gradients and reads the pixels:
// interpolation and arithmetic of the chip. They are read through a 2D canvas, since
// Chromium's console complains that readPixels makes the GPU wait.
func gpuRender(b *browser) (string, error) {
	gl, err := b.webgl()
	if err != nil {
		return "", err
	}
	if err := gl.drawTriangle(); err != nil {
		return "", err
	}
	return b.picture(glSide, glSide, 3, func(d *drawing) {
		call(d.context, "drawImage", gl.canvas, 0, 0)
	})
}

const vertexShader = `attribute vec2 p;
varying vec2 v;
void main() { v = p; gl_Position = vec4(p * 1.1, 0.0, 1.0); }`

const fragmentShader = `precision highp float;
varying vec2 v;
void main() {
  float r = length(v) * 9.0;
  gl_FragColor = vec4(0.5 + 0.5 * sin(r), 0.5 + 0.5 * cos(v.x * 7.0 + r), fract(v.y * 3.3 + pow(abs(v.x), 1.7)), 1.0);
}`

// drawTriangle compiles the two shaders and runs them once.
func (g *glContext) drawTriangle() error {
	program := call(g.context, "createProgram")
	for _, shader := range []struct{ kind, source string }{{"VERTEX_SHADER", vertexShader}, {"FRAGMENT_SHADER", fragmentShader}} {
		compiled := call(g.context, "createShader", g.constant(shader.kind))
		call(g.context, "shaderSource", compiled, shader.source)
		call(g.context, "compileShader", compiled)
		call(g.context, "attachShader", program, compiled)
	}
	call(g.context, "bindAttribLocation", program, 0, "p")
	call(g.context, "linkProgram", program)
	if !truthy(call(g.context, "getProgramParameter", program, g.constant("LINK_STATUS"))) {
		return errAbsent
	}
	call(g.context, "useProgram", program)
	call(g.context, "bindBuffer", g.constant("ARRAY_BUFFER"), call(g.context, "createBuffer"))
	corners := construct(js.Global().Get("Float32Array"), js.ValueOf([]any{-0.9, -0.8, 0.9, -0.7, 0.1, 0.9}))
	call(g.context, "bufferData", g.constant("ARRAY_BUFFER"), corners, g.constant("STATIC_DRAW"))
	call(g.context, "enableVertexAttribArray", 0)
	call(g.context, "vertexAttribPointer", 0, 2, g.constant("FLOAT"), false, 0, 0)
	call(g.context, "drawArrays", g.constant("TRIANGLES"), 0, 3)
	return nil
}
