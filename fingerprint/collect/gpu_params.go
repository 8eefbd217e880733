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
	names := strings.Join(fingerprint.GPUParams[:], ",")
	for _, pair := range fingerprint.GPUPrecisions {
		names += "," + pair[0] + " " + pair[1]
	}
	return call(b.reach, "limits", gl.context, names).String(), nil
}
