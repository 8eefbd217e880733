package fingerprint

import "testing"

// What real browsers say, and what of it names the GPU.
var renderers = []struct{ raw, model, vendor, backend string }{
	// Windows, ANGLE on Direct3D.
	{"ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002504) Direct3D11 vs_5_0 ps_5_0, D3D11)", "geforce rtx 3060", "nvidia", "d3d11"},
	{"ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11-31.0.15.3623)", "geforce rtx 3060", "nvidia", "d3d11"},
	{"ANGLE (NVIDIA GeForce GTX 1050 Ti Direct3D11 vs_5_0 ps_5_0)", "geforce gtx 1050 ti", "nvidia", "d3d11"},
	{"ANGLE (NVIDIA, NVIDIA GeForce RTX 3050 Laptop GPU (0x000025A2) Direct3D11 vs_5_0 ps_5_0, D3D11)", "geforce rtx 3050 laptop gpu", "nvidia", "d3d11"},
	{"ANGLE (Intel, Intel(R) UHD Graphics 620 Direct3D11 vs_5_0 ps_5_0, D3D11-27.20.100.8681)", "uhd graphics 620", "intel", "d3d11"},
	{"ANGLE (Intel, Intel(R) Iris(R) Xe Graphics (0x00009A49) Direct3D11 vs_5_0 ps_5_0, D3D11)", "iris xe graphics", "intel", "d3d11"},
	{"ANGLE (Intel, Intel(R) Arc(TM) A770 Graphics (0x000056A0) Direct3D11 vs_5_0 ps_5_0, D3D11)", "arc a770 graphics", "intel", "d3d11"},
	{"ANGLE (Intel(R) HD Graphics 4000 Direct3D9Ex vs_3_0 ps_3_0)", "hd graphics 4000", "intel", "d3d9"},
	{"ANGLE (AMD, AMD Radeon(TM) Graphics (0x00001638) Direct3D11 vs_5_0 ps_5_0, D3D11)", "radeon graphics", "amd", "d3d11"},
	{"ANGLE (AMD, Radeon RX 580 Series Direct3D11 vs_5_0 ps_5_0, D3D11-27.20.1034.6)", "radeon rx 580 series", "amd", "d3d11"},
	{"ANGLE (Microsoft, Microsoft Basic Render Driver (0x0000008C) Direct3D11 vs_5_0 ps_5_0, D3D11)", "microsoft basic render driver", "microsoft-basic", "software"},
	{"ANGLE (Parallels, Parallels Display Adapter (WDDM) Direct3D11 vs_5_0 ps_5_0, D3D11)", "parallels display adapter", "parallels", "d3d11"},
	{"ANGLE (VMware, VMware SVGA 3D (0x00000405) Direct3D11 vs_5_0 ps_5_0, D3D11)", "vmware svga 3d", "vmware", "d3d11"},
	{"ANGLE (Qualcomm, Qualcomm(R) Adreno(TM) X1-85 GPU (0x36334330) Direct3D11 vs_5_0 ps_5_0, D3D11)", "adreno x1-85 gpu", "qualcomm", "d3d11"},
	// Firefox names a class of GPUs.
	{"ANGLE (NVIDIA, NVIDIA GeForce GTX 980 Direct3D11 vs_5_0 ps_5_0), or similar", "geforce gtx 980", "nvidia", "d3d11"},
	{"NVIDIA GeForce GTX 980/PCIe/SSE2, or similar", "geforce gtx 980", "nvidia", "gl"},
	{"Radeon R9 200 Series, or similar", "radeon r9 200 series", "amd", "native"},
	{"Intel(R) HD Graphics 400, or similar", "hd graphics 400", "intel", "native"},
	{"Adreno (TM) 540, or similar", "adreno 540", "qualcomm", "native"},
	// macOS.
	{"ANGLE (Apple, ANGLE Metal Renderer: Apple M1 Pro, Unspecified Version)", "apple m1 pro", "apple", "metal"},
	{"ANGLE (Apple, Apple M1, OpenGL 4.1)", "apple m1", "apple", "gl"},
	{"Apple M2", "apple m2", "apple", "native"},
	{"Apple GPU", "apple gpu", "apple", "native"},
	{"ANGLE (Intel Inc., Intel(R) Iris(TM) Plus Graphics OpenGL Engine, OpenGL 4.1)", "iris plus graphics", "intel", "gl"},
	{"ANGLE (ATI Technologies Inc., AMD Radeon Pro 5500M OpenGL Engine, OpenGL 4.1)", "radeon pro 5500m", "amd", "gl"},
	{"ANGLE (AMD, ANGLE Metal Renderer: AMD Radeon Pro 5500M, Unspecified Version)", "radeon pro 5500m", "amd", "metal"},
	{"AMD Radeon Pro 5500M OpenGL Engine", "radeon pro 5500m", "amd", "gl"},
	{"Apple Software Renderer", "apple software renderer", "apple-sw", "software"},
	// Linux, Mesa.
	{"ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)", "uhd graphics 620 kbl gt2", "intel", "gl"},
	{"Mesa Intel(R) UHD Graphics 620 (KBL GT2)", "uhd graphics 620 kbl gt2", "intel", "gl"},
	{"Mesa DRI Intel(R) HD Graphics 4000 (IVB GT2)", "hd graphics 4000 ivb gt2", "intel", "gl"},
	{"ANGLE (AMD, AMD Radeon RX 580 Series (POLARIS10 DRM 3.40.0 5.8.0 LLVM 11.0.0), OpenGL 4.6)", "radeon rx 580 series polaris10", "amd", "gl"},
	{"AMD Radeon RX 6700 XT (radeonsi, navi22, LLVM 15.0.6, DRM 3.49, 6.1.0-18-amd64)", "radeon rx 6700 xt navi22", "amd", "native"},
	{"AMD Radeon RX 6700 XT (navi22, LLVM 16.0.6, DRM 3.54, 6.6.9)", "radeon rx 6700 xt navi22", "amd", "native"},
	{"ANGLE (NVIDIA Corporation, NVIDIA GeForce GTX 1060 6GB/PCIe/SSE2, OpenGL 4.5.0)", "geforce gtx 1060 6gb", "nvidia", "gl"},
	{"ANGLE (NVIDIA, Vulkan 1.3.242 (NVIDIA NVIDIA GeForce GTX 1060 6GB (0x00001C03)), NVIDIA-535.129.3.0)", "geforce gtx 1060 6gb", "nvidia", "vulkan"},
	{"llvmpipe (LLVM 15.0.6, 256 bits)", "llvmpipe", "mesa-sw", "software"},
	{"ANGLE (Mesa/X.org, llvmpipe (LLVM 12.0.0 256 bits), OpenGL 4.5)", "llvmpipe", "mesa-sw", "software"},
	{"ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)", "swiftshader", "google-sw", "software"},
	{"Google SwiftShader", "swiftshader", "google-sw", "software"},
	{"ANGLE (Broadcom, V3D 4.2, OpenGL ES 3.1)", "v3d 4.2", "broadcom", "gles"},
	{"virgl (Mesa Intel(R) UHD Graphics 620 (KBL GT2))", "uhd graphics 620 kbl gt2", "virgl", "gl"},
	{"D3D12 (NVIDIA GeForce RTX 3060)", "geforce rtx 3060", "nvidia", "d3d12"},
	// Android.
	{"Adreno (TM) 650", "adreno 650", "qualcomm", "native"},
	{"ANGLE (Qualcomm, Adreno (TM) 650, OpenGL ES 3.2)", "adreno 650", "qualcomm", "gles"},
	{"ANGLE (Qualcomm, Vulkan 1.1.128 (Adreno (TM) 650 (0x06050002)), Qualcomm proprietary-512.530.0)", "adreno 650", "qualcomm", "vulkan"},
	{"Mali-G78", "mali-g78", "arm", "native"},
	{"ANGLE (ARM, Mali-G78, OpenGL ES 3.2)", "mali-g78", "arm", "gles"},
	{"ANGLE (ARM, Vulkan 1.3.231 (Mali-G710 (0xA8620000)), Mali-38.1.0)", "mali-g710", "arm", "vulkan"},
	{"PowerVR Rogue GE8320", "powervr rogue ge8320", "imgtec", "native"},
	{"ANGLE (Samsung Electronics Co., Ltd., ANGLE (Samsung Xclipse 920) on Vulkan 1.1.179, OpenGL ES 3.2 ANGLE git hash: c7c78c41d520)", "xclipse 920", "samsung", "vulkan"},
	{"Maleoon 910", "maleoon 910", "huawei", "native"},
}

func TestGPU(t *testing.T) {
	for _, r := range renderers {
		if got := gpuModel(r.raw)[0]; got != r.model {
			t.Errorf("model of %q is %q, want %q", r.raw, got, r.model)
		}
		if got := gpuVendor("|" + r.raw)[0]; got != r.vendor {
			t.Errorf("vendor of %q is %q, want %q", r.raw, got, r.vendor)
		}
		if got := gpuAPI("webgl2|" + r.raw)[0]; got != "webgl2|"+r.backend {
			t.Errorf("API of %q is %q, want %q", r.raw, got, "webgl2|"+r.backend)
		}
	}
}

func TestGPUVendorByVendor(t *testing.T) {
	for raw, want := range map[string]string{
		"Google Inc. (NVIDIA)|something new":   "nvidia",
		"Intel Open Source Technology Center|": "intel",
		"Acme Corporation|Rasterator 9":        "acme corporation",
		"|":                                    "",
		"WebKit|WebKit WebGL":                  "webkit",
	} {
		if got := gpuVendor(raw)[0]; got != want {
			t.Errorf("vendor of %q is %q, want %q", raw, got, want)
		}
	}
}

func TestGPUAPINeedsAVersion(t *testing.T) {
	for _, raw := range []string{"", "|", "webgl3|Apple GPU", "Apple GPU"} {
		if got := gpuAPI(raw); got != ([2]string{}) {
			t.Errorf("gpuAPI(%q) = %q, want nothing", raw, got)
		}
	}
}

func TestGPUExtensionsChangeOneBucket(t *testing.T) {
	a := gpuExtensions("OES_texture_float,EXT_blend_minmax,WEBGL_lose_context")
	if b := gpuExtensions("WEBGL_lose_context, EXT_blend_minmax,OES_texture_float"); a != b {
		t.Errorf("order counts: %q, %q", a, b)
	}
	b := gpuExtensions("OES_texture_float,EXT_blend_minmax,WEBGL_lose_context,EXT_depth_clamp")
	if (a[0] == b[0]) == (a[1] == b[1]) {
		t.Errorf("one more extension changed %q to %q, want one part", a, b)
	}
	if got := gpuExtensions(" , "); got != ([2]string{}) {
		t.Errorf("no extensions give %q, want nothing", got)
	}
}
