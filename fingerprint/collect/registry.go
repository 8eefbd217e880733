//go:build js && wasm

package collect

// The signals, in the order in which they are read.

// asked are those that wait for an answer. They are started first, each on a goroutine
// of its own, and answered while the others are read.
var asked = []source{
	{"voices", voices},
	{"audio.sum", audioSum},
	{"keyboard", keyboard},
	{"media.codecs", mediaCodecs},
	{"media.kinds", mediaKinds},
	{"cpu.arch", cpuArch},
	{"device.model", deviceModel},
	{"os.release", osRelease},
}

// graphic share the WebGL context. They are read before anything is drawn, since every
// answer of a GPU that is at work has to wait, unless the loader had it drawn long ago.
var graphic = []source{
	{"gpu.model", gpuModel},
	{"gpu.vendor", gpuVendor},
	{"gpu.api", gpuAPI},
	{"gpu.params", gpuParams},
	{"gpu.ext", gpuExt},
}

// rendered are the GPU's answers, which are not waited for while the others are read.
var rendered = []source{
	{"gpu.render", gpuRender},
	{"gpu.webgpu", gpuWebGPU},
}

// cheap are properties: well below a millisecond each, but for the first use of Intl.
var cheap = []source{
	{"ua.engine", uaEngine},
	{"ua.brand", uaBrand},
	{"ua.major", uaMajor},
	{"features", features},
	{"cpu.cores", cpuCores},
	{"mem.class", memClass},
	{"screen.size", screenSize},
	{"screen.dpr", screenDPR},
	{"screen.color", screenColor},
	{"input.touch", inputTouch},
	{"input.pointer", inputPointer},
	{"prefs.a11y", prefsA11y},
	{"prefs.theme", prefsTheme},
	{"privacy", privacy},
	{"lang.primary", langPrimary},
	{"math.class", mathClass},
	{"audio.hw", audioHW},
	{"tz.zone", tzZone},
	{"tz.rule", tzRule},
	{"intl", intl},
}

// drawn need a canvas in memory, unless they were measured by text.js.
var drawn = []source{
	{"canvas.geom", canvasGeom},
	{"canvas.text", canvasText},
	{"canvas.emoji", canvasEmoji},
	{"text.metrics", textMetrics},
}

// measured is how wide text is, by text.js.
var measured = []source{
	{"font.prefs", fontPrefs},
	{"font.b0", fontBucket(0)},
	{"font.b1", fontBucket(1)},
	{"font.b2", fontBucket(2)},
	{"font.b3", fontBucket(3)},
	{"font.b4", fontBucket(4)},
	{"font.b5", fontBucket(5)},
	{"font.b6", fontBucket(6)},
	{"font.b7", fontBucket(7)},
}
