package main

import (
	"bytes"
	"os"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// script is one JavaScript file that is made of an entry point.
type script struct {
	name, entry string
	format      api.Format
}

const banner = "/* OpenRupt, Apache-2.0. */"

// scripts are the SDK in its forms and its bindings, each for import and for require.
var scripts = []script{
	{"rupt.js", "web/script.js", api.FormatIIFE},
	{"rupt.mjs", "web/module.js", api.FormatESModule},
	{"rupt.cjs", "web/module.js", api.FormatCommonJS},
	{"react.mjs", "web/bindings/react.js", api.FormatESModule},
	{"react.cjs", "web/bindings/react.js", api.FormatCommonJS},
	{"vue.mjs", "web/bindings/vue.js", api.FormatESModule},
	{"vue.cjs", "web/bindings/vue.js", api.FormatCommonJS},
	{"svelte.mjs", "web/bindings/svelte.js", api.FormatESModule},
	{"svelte.cjs", "web/bindings/svelte.js", api.FormatCommonJS},
}

// types are the declarations of what scripts export.
var types = []string{"web/index.d.ts", "web/bindings/react.d.ts", "web/bindings/vue.d.ts", "web/bindings/svelte.d.ts"}

// frameworks are what bindings import and pages have already.
var frameworks = []string{"react", "vue", "svelte/store"}

// self resolves "openrupt" to the SDK beside a binding, in the form of the binding.
func self(format api.Format) api.Plugin {
	return api.Plugin{Name: "self", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: "^openrupt$"}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			beside := "./rupt.mjs"
			if format == api.FormatCommonJS {
				beside = "./rupt.cjs"
			}
			return api.OnResolveResult{Path: beside, External: true}, nil
		})
	}}
}

// declarations are the types, once for import and once for require, by which
// compilers tell what a file exports at run time.
func (b build) declarations() (list []file, err error) {
	for _, name := range types {
		text, err := os.ReadFile(b.path(name))
		if err != nil {
			return nil, err
		}
		base := path.Base(name)
		list = append(list, file{base, text},
			file{strings.TrimSuffix(base, ".d.ts") + ".d.cts", bytes.ReplaceAll(text, []byte(`.js"`), []byte(`.cjs"`))})
	}
	return list, nil
}
