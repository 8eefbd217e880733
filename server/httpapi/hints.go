package httpapi

import (
	"net/http"
	"strings"

	"golang.org/x/text/language"

	"github.com/openrupt/openrupt/server/core"
)

// clientHints are the Sec-CH-UA headers by lower-case name.
func clientHints(h http.Header) map[string]string {
	var hints map[string]string
	for name, values := range h {
		if !strings.HasPrefix(name, "Sec-Ch-Ua") || len(values) == 0 || len(values[0]) > 512 {
			continue
		}
		if hints == nil {
			hints = make(map[string]string, 4)
		}
		hints[strings.ToLower(name)] = values[0]
	}
	return hints
}

// preferredLanguage is the first of those that a browser asks for; "" when there is none.
func preferredLanguage(header string) string {
	if len(header) > 256 {
		return ""
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 || tags[0] == language.Und {
		return ""
	}
	return core.LanguageTag(tags[0].String())
}
