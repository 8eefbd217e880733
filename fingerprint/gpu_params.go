package fingerprint

// GPUParams are the names of the WebGL constants that gpu.params asks
// getParameter for, in its order. The last eight are those of WebGL 2.
var GPUParams = [...]string{
	"MAX_TEXTURE_SIZE",
	"MAX_CUBE_MAP_TEXTURE_SIZE",
	"MAX_RENDERBUFFER_SIZE",
	"MAX_VIEWPORT_DIMS",
	"MAX_TEXTURE_IMAGE_UNITS",
	"MAX_COMBINED_TEXTURE_IMAGE_UNITS",
	"MAX_VERTEX_TEXTURE_IMAGE_UNITS",
	"MAX_VERTEX_ATTRIBS",
	"MAX_VERTEX_UNIFORM_VECTORS",
	"MAX_FRAGMENT_UNIFORM_VECTORS",
	"MAX_VARYING_VECTORS",
	"ALIASED_LINE_WIDTH_RANGE",
	"ALIASED_POINT_SIZE_RANGE",
	"SUBPIXEL_BITS",
	"MAX_3D_TEXTURE_SIZE",
	"MAX_ARRAY_TEXTURE_LAYERS",
	"MAX_COLOR_ATTACHMENTS",
	"MAX_SAMPLES",
	"MAX_UNIFORM_BUFFER_BINDINGS",
	"MAX_UNIFORM_BLOCK_SIZE",
	"MAX_COMBINED_UNIFORM_BLOCKS",
	"UNIFORM_BUFFER_OFFSET_ALIGNMENT",
}

// GPUPrecisions are the pairs of shader type and precision type that gpu.params
// asks getShaderPrecisionFormat for, after the parameters. An answer is written as
// rangeMin/rangeMax/precision.
var GPUPrecisions = [...][2]string{
	{"VERTEX_SHADER", "LOW_FLOAT"},
	{"VERTEX_SHADER", "MEDIUM_FLOAT"},
	{"VERTEX_SHADER", "HIGH_FLOAT"},
	{"VERTEX_SHADER", "LOW_INT"},
	{"VERTEX_SHADER", "MEDIUM_INT"},
	{"VERTEX_SHADER", "HIGH_INT"},
	{"FRAGMENT_SHADER", "LOW_FLOAT"},
	{"FRAGMENT_SHADER", "MEDIUM_FLOAT"},
	{"FRAGMENT_SHADER", "HIGH_FLOAT"},
	{"FRAGMENT_SHADER", "LOW_INT"},
	{"FRAGMENT_SHADER", "MEDIUM_INT"},
	{"FRAGMENT_SHADER", "HIGH_INT"},
}

// WebGPULimits are the adapter limits that gpu.webgpu looks at, in its order:
// those that differ between devices and not between drivers.
var WebGPULimits = [...]string{
	"maxTextureDimension2D",
	"maxTextureArrayLayers",
	"maxBufferSize",
	"maxStorageBufferBindingSize",
	"maxComputeWorkgroupStorageSize",
	"maxComputeInvocationsPerWorkgroup",
}
