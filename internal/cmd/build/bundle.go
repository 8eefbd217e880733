package main

import (
	"errors"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/openrupt/openrupt/internal/wire"
)

// bundle makes one minified file of a script and what it imports, with the modules' names.
func (b build) bundle(s script, modules modules) ([]byte, error) {
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
		Banner:            map[string]string{"js": banner},
		External:          frameworks,
		Define:            define,
		Plugins:           []api.Plugin{self(s.format)},
	})
	if len(result.Errors) > 0 {
		return nil, errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage}), ""))
	}
	return result.OutputFiles[0].Contents, nil
}
