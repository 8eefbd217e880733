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

// scripts are the SDK in its forms and its bindings, each for import and for require.
var scripts = []script{
	{"rupt.js", "web/script.js", api.FormatIIFE},
	{"rupt.mjs", "web/module.js", api.FormatESModule},
	{"rupt.cjs", "web/module.js", api.FormatCommonJS},
}

// types are the declarations of what scripts export.
var types = []string{"web/index.d.ts"}

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
