package fingerprint

import "strings"

// gpuVendors are the makers with the words by which vendor and renderer texts
// give them away. Software comes first: it names the processor, too.
var gpuVendors = []struct {
	name  string
	words []string
}{
	{"google-sw", []string{"swiftshader"}},
	{"mesa-sw", []string{"llvmpipe", "softpipe"}},
	{"microsoft-basic", []string{"microsoft basic"}},
	{"apple-sw", []string{"apple software"}},
	{"vmware", []string{"vmware", "svga3d"}},
	{"parallels", []string{"parallels"}},
	{"virtualbox", []string{"virtualbox"}},
	{"virgl", []string{"virgl"}},
	{"nvidia", []string{"nvidia", "geforce", "quadro", "tegra", "nouveau"}},
	{"amd", []string{"amd", "radeon", "ati"}},
	{"intel", []string{"intel"}},
	{"qualcomm", []string{"qualcomm", "adreno"}},
	{"samsung", []string{"xclipse"}},
	{"huawei", []string{"maleoon"}},
	{"imgtec", []string{"powervr", "imagination"}},
	{"broadcom", []string{"broadcom", "videocore", "v3d"}},
	{"vivante", []string{"vivante"}},
	{"arm", []string{"mali", "immortalis", "arm"}},
	{"apple", []string{"apple"}},
}

// gpuVendor names the maker. It looks at the renderer first: on a Mac and in
// virtual machines the vendor is not the GPU's.
func gpuVendor(raw string) [2]string {
	vendor, renderer, _ := strings.Cut(raw, "|")
	vendor, renderer = foldGPU(vendor), foldGPU(renderer)
	for _, text := range []string{renderer, vendor} {
		for _, v := range gpuVendors {
			for _, word := range v.words {
				if hasWord(text, word) {
					return one(v.name)
				}
			}
		}
	}
	return one(vendor[:min(len(vendor), maxGPUName)])
}

// hasWord reports whether word is in text and no letter or digit stands next to
// it: "ati" is not in "corporation".
func hasWord(text, word string) bool {
	for {
		at := strings.Index(text, word)
		if at < 0 {
			return false
		}
		end := at + len(word)
		if (at == 0 || !isDigit(text[at-1])) && (end == len(text) || !isDigit(text[end])) {
			return true
		}
		text = text[end:]
	}
}
