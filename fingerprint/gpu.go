package fingerprint

func gpuModel(raw string) [2]string      { return words(raw) }
func gpuVendor(raw string) [2]string     { return words(raw) }
func gpuAPI(raw string) [2]string        { return words(raw) }
func gpuExtensions(raw string) [2]string { return set(raw) }
func gpuWebGPU(raw string) [2]string     { return words(raw) }
