package fingerprint

import (
	"slices"
	"strings"
)

// maxGPUName bounds a canonical name, in bytes. The longest real one has about 60.
const maxGPUName = 96

// gpuModel names the family and the model of a GPU alike in all engines, on all
// back ends and with all drivers. Renderer texts look like
//
//	ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002504) Direct3D11 vs_5_0 ps_5_0, D3D11)
//	ANGLE (Apple, ANGLE Metal Renderer: Apple M1 Pro, Unspecified Version)
//	NVIDIA GeForce GTX 980/PCIe/SSE2, or similar
//	AMD Radeon RX 6700 XT (radeonsi, navi22, LLVM 15.0.6, DRM 3.49, 6.1.0-18-amd64)
func gpuModel(raw string) [2]string {
	name := foldGPU(raw)
	if software := softwareRenderer(name); software != "" {
		return one(software)
	}
	name = unwrapGPU(strings.TrimSuffix(fromANGLE(name), ", or similar"))
	for _, tail := range gpuTails {
		name, _, _ = strings.Cut(name, tail)
	}
	name = fold(withoutMaker(fold(chipNames(name))))
	return one(name[:min(len(name), maxGPUName)])
}

// foldGPU folds and takes off the marks of lawyers.
func foldGPU(raw string) string {
	name := fold(raw)
	for _, mark := range []string{"(tm)", "(r)", "(c)", "™", "®"} {
		name = strings.Join(strings.Split(name, mark), " ")
	}
	return fold(name)
}

// softwareRenderer names the renderers that are no GPU, whose texts are full of
// versions.
func softwareRenderer(name string) string {
	for _, software := range []string{
		"swiftshader", "llvmpipe", "softpipe", "microsoft basic render driver", "apple software renderer",
	} {
		if strings.Contains(name, software) {
			return software
		}
	}
	return ""
}

// fromANGLE takes the renderer out of "angle (vendor, renderer, driver)", of which
// older versions have the renderer only.
func fromANGLE(name string) string {
	inner, ok := strings.CutPrefix(strings.TrimSuffix(name, ", or similar"), "angle (")
	if !ok {
		return name
	}
	inner = strings.ReplaceAll(strings.TrimSuffix(inner, ")"), "co., ltd.", "")
	_, rest, ok := cutOutside(inner)
	if !ok {
		return inner
	}
	renderer, _, _ := cutOutside(rest)
	return renderer
}

// cutOutside cuts s at the first ", " that is not within parentheses.
func cutOutside(s string) (before, after string, found bool) {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth <= 0 && i+1 < len(s) && s[i+1] == ' ' {
				return s[:i], s[i+2:], true
			}
		}
	}
	return s, "", false
}

// gpuPrefixes stand before the name, gpuWrappers around it in parentheses, and
// gpuTails begin what follows it.
var (
	gpuPrefixes = []string{"angle metal renderer:", "mesa dri ", "mesa ", "gallium 0.4 on "}
	gpuWrappers = []string{"vulkan", "zink", "virgl", "d3d12", "angle"}
	gpuTails    = []string{
		" direct3d", " vs_", "/pcie", "/sse2", "/integrated", "/agp", " opengl", " vulkan", " metal", ", unspecified version",
	}
)

func unwrapGPU(name string) string {
	for _, prefix := range gpuPrefixes {
		name = spaced(strings.TrimPrefix(name, prefix))
	}
	for _, wrapper := range gpuWrappers {
		if !strings.HasPrefix(name, wrapper) {
			continue
		}
		if _, inner, ok := strings.Cut(name, "("); ok {
			name = strings.TrimPrefix(untilClosed(inner), "mesa ")
		}
	}
	return name
}

// untilClosed is s up to the parenthesis that closes the one before s.
func untilClosed(s string) string {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return s[:i]
			}
		}
	}
	return s
}

// chipNames takes the parentheses out of a name, except for the name of the chip
// at their beginning: "(kbl gt2)", "(polaris10 drm 3.40 …)", "(radeonsi, navi22, …)".
func chipNames(name string) string {
	text := ""
	for {
		before, rest, ok := strings.Cut(name, "(")
		text += before
		if !ok {
			return text
		}
		group := untilClosed(rest)
		text += " " + chipName(group) + " "
		name = strings.TrimPrefix(rest[len(group):], ")")
	}
}

func chipName(group string) string {
	group = strings.TrimPrefix(group, "radeonsi, ")
	group, _, _ = strings.Cut(group, ",")
	words := strings.Split(spaced(group), " ")
	for i, word := range words {
		if word != "" && word[0] >= '0' && word[0] <= '9' || slices.Contains([]string{"drm", "llvm", "aco", "wddm", "subzero", "core"}, word) {
			return strings.Join(words[:i], " ")
		}
	}
	return strings.Join(words, " ")
}

// withoutMaker drops the maker's name, which is a segment of its own and which
// some engines leave out and some drivers write twice.
func withoutMaker(name string) string {
	makers := []string{"nvidia corporation ", "nvidia ", "intel ", "amd ", "ati ", "qualcomm ", "arm ", "samsung "}
	for range 2 {
		for _, maker := range makers {
			name = strings.TrimPrefix(name, maker)
		}
	}
	return name
}
