package population

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/openrupt/openrupt/fingerprint"
)

// platform is a kind of devices: what they are and what they are made of. Of every list
// the first values are the most frequent.
type platform struct {
	share               int
	engine, brand       string
	os, cores, memory   []string
	gpus, screens       []string
	touch, pointer      string
	models              []string
	fonts               int // how many suites there are to have
	arch, codecs, major string
}

var platforms = []platform{
	{
		share: 46, engine: "blink", brand: "Google Chrome", os: []string{"Windows|15.0.0", "Windows|10.0.0"},
		cores: []string{"8", "12", "16", "4", "6", "20", "24", "32"}, memory: []string{"8", "16", "32", "4"},
		gpus: windowsGPUs, screens: windowsScreens, touch: "0|false", pointer: "fine,hover", fonts: 5, arch: "127|x86|64", codecs: "h264=1,hevc=1", major: "147",
	},
	{
		share: 10, engine: "blink", brand: "Microsoft Edge", os: []string{"Windows|15.0.0", "Windows|10.0.0"},
		cores: []string{"8", "12", "4", "16", "6"}, memory: []string{"8", "16", "4", "32"},
		gpus: windowsGPUs, screens: windowsScreens, touch: "10|true", pointer: "fine,coarse,hover", fonts: 4, arch: "127|x86|64", codecs: "h264=1,hevc=1", major: "147",
	},
	{
		share: 12, engine: "blink", brand: "Google Chrome", os: []string{"macOS|15.5", "macOS|26.1", "macOS|14.7"},
		cores: []string{"8", "10", "12", "14", "4"}, memory: []string{"16", "8", "32"},
		gpus: appleGPUs, screens: []string{"1440x900@2", "1512x982@2", "1728x1117@2", "1920x1080@2", "2560x1440@1"}, touch: "0|false", pointer: "fine,hover", fonts: 4, arch: "255|arm|64", codecs: "h264=1,hevc=1", major: "147",
	},
	{
		share: 14, engine: "blink", brand: "Google Chrome", os: []string{"Android|15", "Android|14", "Android|16", "Android|13"},
		cores: []string{"8", "6", "4"}, memory: []string{"8", "4", "2"},
		gpus: mobileGPUs, screens: []string{"412x915@2.625", "384x832@2.8125", "360x780@3", "393x873@2.75", "412x892@2.625"}, touch: "5|true", pointer: "coarse",
		models: numbered("SM-A%d", 200, 60), fonts: 0, arch: "255|arm|32", codecs: "h264=1,hevc=0", major: "147",
	},
	{
		share: 6, engine: "webkit", brand: "Safari", os: []string{"macOS|"}, cores: []string{"8"}, memory: []string{""},
		gpus: []string{"Apple GPU"}, screens: []string{"1440x900@2", "1512x982@2", "1920x1080@2"}, touch: "0|false", pointer: "fine,hover", fonts: 2, arch: "255||", codecs: "h264=1,hevc=1,av1=0", major: "18",
	},
	{
		share: 9, engine: "webkit", brand: "Safari", os: []string{"iOS|18", "iOS|26", "iOS|17"}, cores: []string{"4"}, memory: []string{""},
		gpus: []string{"Apple GPU"}, screens: []string{"393x852@3", "390x844@3", "430x932@3", "375x812@3"}, touch: "5|true", pointer: "coarse", models: []string{"iPhone"}, arch: "255||", codecs: "h264=1,hevc=1,av1=1", major: "18",
	},
	{
		share: 3, engine: "gecko", brand: "Firefox", os: []string{"Windows|10.0", "Linux|"}, cores: []string{"8", "4"}, memory: []string{""},
		gpus: windowsGPUs[:12], screens: windowsScreens, touch: "0|false", pointer: "fine,hover", fonts: 4, arch: "127||", codecs: "h264=1,hevc=0", major: "145",
	},
}

func numbered(format string, from, n int) (list []string) {
	for i := range n {
		list = append(list, fmt.Sprintf(format, from+i))
	}
	return list
}

var (
	windowsGPUs = append([]string{
		"ANGLE (Intel, Intel(R) UHD Graphics 620 (0x5917) Direct3D11 vs_5_0 ps_5_0, D3D11)",
		"ANGLE (Intel, Intel(R) Iris(R) Xe Graphics (0x9A49) Direct3D11 vs_5_0 ps_5_0, D3D11)",
		"ANGLE (AMD, AMD Radeon(TM) Graphics (0x1638) Direct3D11 vs_5_0 ps_5_0, D3D11)",
	}, numbered("ANGLE (NVIDIA, NVIDIA GeForce RTX %d Direct3D11 vs_5_0 ps_5_0, D3D11)", 3000, 50)...)
	windowsScreens = []string{"1920x1080@1", "1536x864@1.25", "1366x768@1", "2560x1440@1", "1280x720@1.5", "3840x2160@1.5", "1440x900@1", "1600x900@1", "3440x1440@1"}
	appleGPUs      = numbered("ANGLE (Apple, ANGLE Metal Renderer: Apple M%d, Unspecified Version)", 1, 8)
	mobileGPUs     = append(numbered("Adreno (TM) %d", 610, 25), numbered("Mali-G%d", 52, 15)...)
)

// Synthetic makes n devices up, without the population model of devices.mjs: some ten
// thousand in a second, for what needs many devices and no true shares.
func Synthetic(n int, r *rand.Rand) []Device {
	devices := make([]Device, n)
	for i := range devices {
		devices[i] = synthetic(r).complete(r)
	}
	return devices
}

func synthetic(r *rand.Rand) Device {
	at, all := 0, 0
	for _, p := range platforms {
		all += p.share
	}
	for n := r.IntN(all); n >= platforms[at].share; at++ {
		n -= platforms[at].share
	}
	p := &platforms[at]
	gpu, screen := skewed(r, p.gpus), skewed(r, p.screens)
	_, dpr, _ := strings.Cut(screen, "@")
	return Device{
		"ua.engine": p.engine, "ua.brand": p.brand, "ua.major": p.major, "os.release": skewed(r, p.os),
		"gpu.model": gpu, "gpu.vendor": "|" + gpu, "gpu.api": "webgl2|" + gpu, "cpu.cores": skewed(r, p.cores), "mem.class": skewed(r, p.memory),
		"cpu.arch": p.arch, "device.model": skewed(r, p.models), "screen.size": screen, "screen.dpr": dpr, "screen.color": "24|srgb|standard",
		"input.touch": p.touch, "input.pointer": p.pointer, "media.codecs": p.codecs, "media.kinds": skewed(r, []string{"1,1,1", "0,1,0", "1,1,0", "2,2,1"}),
		"privacy": skewed(r, []string{"dnt=,gpc=", "dnt=1,gpc=", "dnt=1,gpc=true"}), "features": p.brand, "fonts": p.someFonts(r),
	}
}

// skewed is one of the values, the first ones more often.
func skewed(r *rand.Rand, values []string) string {
	if len(values) == 0 {
		return ""
	}
	u := r.Float64()
	return values[int(u*u*float64(len(values)))]
}

// someFonts are those of a few suites, in parts.
func (p *platform) someFonts(r *rand.Rand) string {
	var fonts []string
	for range p.fonts {
		suite := fingerprint.FontProbes[r.IntN(len(fingerprint.FontProbes))]
		fonts = append(fonts, suite[:r.IntN(len(suite)+1)]...)
	}
	return strings.Join(fonts, ",")
}
