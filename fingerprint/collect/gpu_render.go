//go:build js && wasm

package collect

import (
	"github.com/openrupt/openrupt/internal/jsx"
)

// gpuRender draws one triangle with a shader of smooth gradients and reads the pixels:
// interpolation and arithmetic of the chip.
func gpuRender(b *browser) (string, error) {
	gl, err := b.webgl()
	if err != nil {
		return "", err
	}
	program := gl.link()
	if err := gl.waitForProgram(b, program); err != nil {
		return "", err
	}
	gl.drawTriangle(b, program)
	pixels, err := gl.pixels(b)
	if err != nil {
		return "", err
	}
	return digest(pixels, 3), nil
}

// pollPause is in milliseconds: timers are not more frequent than that.
const pollPause = 4

const vertexShader = `attribute vec2 p;
varying vec2 v;
void main() { v = p; gl_Position = vec4(p * 1.1, 0.0, 1.0); }`

const fragmentShader = `precision highp float;
varying vec2 v;
void main() {
  float r = length(v) * 9.0;
  gl_FragColor = vec4(0.5 + 0.5 * sin(r), 0.5 + 0.5 * cos(v.x * 7.0 + r), fract(v.y * 3.3 + pow(abs(v.x), 1.7)), 1.0);
}`

// link has the two shaders compiled. Nothing is asked back: the GPU works on it while
// the page goes on.
func (g *glContext) link() (program jsx.Value) {
	program = call(g.context, "createProgram")
	for _, shader := range []struct{ kind, source string }{{"VERTEX_SHADER", vertexShader}, {"FRAGMENT_SHADER", fragmentShader}} {
		compiled := call(g.context, "createShader", g.constant(shader.kind))
		call(g.context, "shaderSource", compiled, shader.source)
		call(g.context, "compileShader", compiled)
		call(g.context, "attachShader", program, compiled)
	}
	call(g.context, "bindAttribLocation", program, 0, "p")
	call(g.context, "linkProgram", program)
	return program
}

// waitForProgram waits where that can be done without making the page wait. A program
// that takes too long is not used: using it would block the page until it is ready,
// which was seen to take ten seconds on a machine without a GPU that was busy.
// https://registry.khronos.org/webgl/extensions/KHR_parallel_shader_compile/
func (g *glContext) waitForProgram(b *browser, program jsx.Value) error {
	status := get(call(g.context, "getExtension", "KHR_parallel_shader_compile"), "COMPLETION_STATUS_KHR")
	if status.Type() != jsx.TypeNumber {
		return nil
	}
	return b.poll(func() bool { return call(g.context, "getProgramParameter", program, status) == jsx.True })
}

// drawTriangle runs the shaders once.
func (g *glContext) drawTriangle(b *browser, program jsx.Value) {
	call(g.context, "useProgram", program)
	call(g.context, "bindBuffer", g.constant("ARRAY_BUFFER"), call(g.context, "createBuffer"))
	corners := construct(get(b.window, "Float32Array"), jsx.JSON("[-0.9,-0.8,0.9,-0.7,0.1,0.9]"))
	call(g.context, "bufferData", g.constant("ARRAY_BUFFER"), corners, g.constant("STATIC_DRAW"))
	call(g.context, "enableVertexAttribArray", 0)
	call(g.context, "vertexAttribPointer", 0, 2, g.constant("FLOAT"), false, 0, 0)
	call(g.context, "drawArrays", g.constant("TRIANGLES"), 0, 3)
}

// pixels waits for the drawing and reads it. WebGL 1 can only read at once, which
// makes the page wait for the GPU; Chromium's console complains about that.
func (g *glContext) pixels(b *browser) ([]byte, error) {
	out := make([]byte, 4*glSide*glSide)
	view := construct(get(b.window, "Uint8Array"), len(out))
	read := func(target any) {
		call(g.context, "readPixels", 0, 0, glSide, glSide, g.constant("RGBA"), g.constant("UNSIGNED_BYTE"), target)
	}
	if g.api == "webgl1" {
		read(view)
	} else {
		buffer := g.constant("PIXEL_PACK_BUFFER")
		call(g.context, "bindBuffer", buffer, call(g.context, "createBuffer"))
		call(g.context, "bufferData", buffer, len(out), g.constant("STREAM_READ"))
		read(0)
		if err := g.finish(b); err != nil {
			return nil, err
		}
		call(g.context, "getBufferSubData", buffer, 0, view)
	}
	view.Bytes(out)
	return out, nil
}

// finish waits until the GPU has done what it was told. One that has to start first may
// need all of the budget.
func (g *glContext) finish(b *browser) error {
	fence := call(g.context, "fenceSync", g.constant("SYNC_GPU_COMMANDS_COMPLETE"), 0)
	call(g.context, "flush")
	unsignaled := g.constant("TIMEOUT_EXPIRED")
	return b.poll(func() bool { return !call(g.context, "clientWaitSync", fence, 0, 0).Equal(unsignaled) })
}

// poll asks now and then until it is done, as long as the budget lasts. A clock that
// stands still does not make it longer.
func (b *browser) poll(done func() bool) error {
	for range totalLimit / pollPause {
		if b.left() == 1 {
			break
		}
		jsx.Sleep(pollPause)
		if done() {
			return nil
		}
	}
	return errTimeout
}
