//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
)

// gpuParams reads limits and precisions of WebGL: the generation of the chip and the
// back end. https://registry.khronos.org/webgl/specs/latest/2.0/
func gpuParams(b *browser) (string, error) {
	gl, err := b.webgl()
	if err != nil {
		return "", err
	}
	var values []string
	for _, name := range fingerprint.GPUParams {
		values = append(values, gl.param(name))
	}
	for _, pair := range fingerprint.GPUPrecisions {
		values = append(values, gl.precision(pair[0], pair[1]))
	}
	return strings.Join(values, ","), nil
}

// param is one limit. A pair of numbers, such as a range, is written with a slash.
func (g *glContext) param(name string) string {
	constant := g.constant(name)
	if constant.IsUndefined() {
		return "null"
	}
	v := call(g.context, "getParameter", constant)
	if !isObject(v) {
		return text(v)
	}
	return text(at(v, 0)) + "/" + text(at(v, 1))
}

func (g *glContext) precision(shader, kind string) string {
	format := call(g.context, "getShaderPrecisionFormat", g.constant(shader), g.constant(kind))
	return text(get(format, "rangeMin")) + "/" + text(get(format, "rangeMax")) + "/" + text(get(format, "precision"))
}
