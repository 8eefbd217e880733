package fingerprint

import "strings"

// gpuBackends are the graphics interfaces below WebGL with the words that give
// them away, the more telling ones first.
var gpuBackends = []struct{ name, word string }{
	{"d3d11", "direct3d11"},
	{"d3d11", "d3d11"},
	{"d3d9", "direct3d9"},
	{"d3d12", "d3d12"},
	{"metal", "metal"},
	{"vulkan", "vulkan"},
	{"gles", "opengl es"},
	{"gl", "opengl"},
	{"gl", "mesa"},
	{"gl", "/pcie/"},
}

// gpuAPI is the version of WebGL and what it runs on. Driver versions and shader
// models are left out.
func gpuAPI(raw string) [2]string {
	version, renderer, _ := strings.Cut(raw, "|")
	version, renderer = fold(version), foldGPU(renderer)
	if version != "webgl1" && version != "webgl2" {
		return [2]string{}
	}
	return one(version + "|" + gpuBackend(renderer))
}

func gpuBackend(renderer string) string {
	if softwareRenderer(renderer) != "" {
		return "software"
	}
	for _, b := range gpuBackends {
		if strings.Contains(renderer, b.word) {
			return b.name
		}
	}
	return "native"
}

// gpuExtensions puts the names into two buckets by their hash, so that one new
// extension changes one of two characters.
func gpuExtensions(raw string) [2]string {
	var buckets [2][]string
	for _, name := range strings.Split(sortedSet(strings.Split(raw, ",")), ",") {
		if name != "" {
			bucket := seededSum(0, name) & 1
			buckets[bucket] = append(buckets[bucket], name)
		}
	}
	if len(buckets[0])+len(buckets[1]) == 0 {
		return [2]string{}
	}
	return [2]string{bucketText(buckets[0]), bucketText(buckets[1])}
}

func bucketText(names []string) string {
	text := "extensions"
	for _, name := range names {
		text += "," + name
	}
	return text
}

// gpuWebGPU keeps the adapter's maker, architecture and limits as they are.
func gpuWebGPU(raw string) [2]string { return words(raw) }
