//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
)

// gpuWebGPU reads the adapter of WebGPU: maker and architecture of the chip, and the
// limits that differ between devices. https://www.w3.org/TR/webgpu/#gpuadapterinfo
func gpuWebGPU(b *browser) (string, error) {
	gpu := get(b.navigator, "gpu")
	if !hasMethod(gpu, "requestAdapter") {
		return "", b.gone()
	}
	adapter, err := b.await(call(gpu, "requestAdapter"), asyncLimit)
	if err != nil {
		return "", err
	}
	if !isObject(adapter) {
		return "none", nil
	}
	limits := make([]string, len(fingerprint.WebGPULimits))
	for i, name := range fingerprint.WebGPULimits {
		limits[i] = text(path(adapter, "limits", name))
	}
	info := get(adapter, "info")
	return str(get(info, "vendor")) + "|" + str(get(info, "architecture")) + "|" + strings.Join(limits, ","), nil
}
