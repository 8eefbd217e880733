//go:build js && wasm

package collect

import (
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
)

// gpuWebGPU reads the adapter of WebGPU: maker and architecture of the chip, and the
// limits that differ between devices. Chromium warns in the console where it finds no
// adapter, so it is not asked where there will be none: without a GPU, and on Linux,
// where few drivers are let in. https://www.w3.org/TR/webgpu/#gpuadapterinfo
func gpuWebGPU(b *browser) (string, error) {
	gpu := get(b.navigator, "gpu")
	if !hasMethod(gpu, "requestAdapter") {
		return "", b.gone()
	}
	if b.platform == fingerprint.Linux || b.gl == nil || b.software {
		return "none", nil
	}
	adapter, err := b.await(call(gpu, "requestAdapter"), asyncLimit)
	if err != nil {
		return "", err
	}
	if !adapter.IsObject() {
		return "none", nil
	}
	limits := make([]string, len(fingerprint.WebGPULimits))
	for i, name := range fingerprint.WebGPULimits {
		limits[i] = get(adapter, "limits."+name).Text()
	}
	info := get(adapter, "info")
	return get(info, "vendor").String() + "|" + get(info, "architecture").String() + "|" + strings.Join(limits, ","), nil
}

// isSoftware says whether a renderer of WebGL draws on the processor.
func isSoftware(renderer string) bool {
	return containsAny(renderer, "SwiftShader", "llvmpipe", "softpipe", "Basic Render")
}
