package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/openrupt/openrupt/internal/wire"
)

// bundle makes one minified file of a script and what it imports, with the modules' names.
func (b build) bundle(go_ toolchain, s script, modules modules) ([]byte, error) {
	root, err := filepath.Abs(b.root)
	if err != nil {
		return nil, err
	}
	sdk, challenge := modules["rupt"], modules["rupt-challenge"]
	define := map[string]string{
		"VERSION":          strconv.Quote(wire.Version),
		"SDK":              strconv.Quote(sdk.file),
		"SDK_SUM":          strconv.Quote(sdk.integrity),
		"SDK_BESIDE":       strconv.Quote("./" + sdk.file),
		"CHALLENGE":        strconv.Quote(challenge.file),
		"CHALLENGE_SUM":    strconv.Quote(challenge.integrity),
		"CHALLENGE_BESIDE": strconv.Quote("./" + challenge.file),
	}
	if s.format == api.FormatCommonJS {
		define["import.meta.url"] = `""` // it has no address
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:     root,
		EntryPoints:       []string{s.entry},
		Bundle:            true,
		Format:            s.format,
		Target:            api.ES2020,
		MinifyWhitespace:  !b.debug,
		MinifyIdentifiers: !b.debug,
		MinifySyntax:      !b.debug,
		LegalComments:     api.LegalCommentsNone,
		Charset:           api.CharsetUTF8,
		Banner:            map[string]string{"js": s.banner},
		External:          frameworks,
		Define:            define,
		Plugins:           []api.Plugin{glue(go_), self(s.format)},
	})
	if len(result.Errors) > 0 {
		return nil, errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage}), ""))
	}
	return result.OutputFiles[0].Contents, nil
}

// glue resolves "go:wasm_exec" to the toolchain's own wasm_exec.js, since it has to
// match the compiler, as a module that leaves the page's globals alone.
func glue(go_ toolchain) api.Plugin {
	return api.Plugin{Name: "go", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: "^go:wasm_exec$"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: a.Path, Namespace: "go"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "go"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			source, err := os.ReadFile(filepath.Join(go_.root, "lib", "wasm", "wasm_exec.js"))
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text, err := asModule(string(source))
			return api.OnLoadResult{Contents: &text}, err
		})
	}}
}

// asModule cuts the class out of wasm_exec.js. What comes before it are stand-ins
// for Node's fs, process and path, which it would put on the page's global object;
// only package os needs them, and the module does not link that. All that is left of
// fs is the console for a crash.
func asModule(source string) (string, error) {
	const first, last = "const encoder = new TextEncoder", "})();"
	from, to := strings.Index(source, first), strings.LastIndex(source, last)
	if from < 0 || to < from {
		return "", fmt.Errorf("wasm_exec.js of this Go release has another form: no %q", first)
	}
	text := source[from:to]
	for _, r := range []struct{ old, new string }{
		{"globalThis.Go = class", "export const Go = class"},
		{"fs.writeSync(fd, new Uint8Array(this._inst.exports.mem.buffer, p, n))",
			"console.error(decoder.decode(new Uint8Array(this._inst.exports.mem.buffer, p, n)))"},
	} {
		if strings.Count(text, r.old) != 1 {
			return "", fmt.Errorf("wasm_exec.js of this Go release has another form: not one %q", r.old)
		}
		text = strings.Replace(text, r.old, r.new, 1)
	}
	return text, nil
}
