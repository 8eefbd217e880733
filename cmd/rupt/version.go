package main

import (
	"runtime"
	"runtime/debug"

	"github.com/openrupt/openrupt/internal/wire"
)

// versionCommand prints what this binary is.
type versionCommand struct{}

// Run prints one line.
func (versionCommand) Run(env *environment) error {
	return env.sayf("rupt %s (wire %s, %s %s/%s)\n", version(), wire.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// release is the version of a release, which the linker fills in (scripts/release).
var release string

// version is the release, the commit that it was built from, or the module's.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	if v := info.Main.Version; v != "" {
		return v
	}
	return "unknown"
}
