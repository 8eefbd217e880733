package sitecheck

import (
	"regexp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// known are the options of attach; a test holds them to web/index.d.ts.
var known = []string{
	"account", "api_url", "challenge_mode", "channel", "client_id", "consent", "debug", "domain", "email", "event", "groups",
	"include_page", "lang", "limit_config", "metadata", "on_challenge", "on_current_device_logout", "on_limit_exceeded", "phone",
	"redirect_urls", "secret", "signals", "tolerance", "user", "wasm_url",
}

var (
	attaches = regexp.MustCompile(`\b[Rr]upt\w*\.attach\(\s*\{`)
	key      = regexp.MustCompile(`^\s*["']?([A-Za-z_]\w*)["']?\s*(?:[:,}(]|$)`)
)

// options finds what a call of attach passes that the SDK does not know.
func options(file, text string) []Finding {
	var found []Finding
	for _, at := range attaches.FindAllStringIndex(text, -1) {
		for _, name := range keys(text[at[1]:]) {
			if slices.Contains(known, name.text) {
				continue
			}
			do := "It is ignored: remove it."
			if near := nearest(name.text); near != "" {
				do = "It is ignored. Did you mean " + near + "?"
			}
			found = append(found, Finding{File: file, Line: 1 + strings.Count(text[:at[1]+name.at], "\n"), Rule: "option", What: "attach does not know " + name.text, Do: do})
		}
	}
	return found
}

type word struct {
	text string
	at   int
}

// keys are those of an object literal whose opening brace was read, without those of objects in it.
func keys(text string) []word {
	var found []word
	depth, start := 1, 0
	member := func(end int) {
		if m := key.FindStringSubmatchIndex(text[start:end] + "}"); m != nil {
			found = append(found, word{text[start+m[2] : start+m[3]], start + m[2]})
		}
	}
	for i := 0; i < len(text) && depth > 0; i++ {
		switch text[i] {
		case '"', '\'', '`':
			i += quoted(text[i:])
		case '{', '(', '[':
			depth++
		case '}', ')', ']':
			if depth--; depth == 0 {
				member(i)
			}
		case ',':
			if depth == 1 {
				member(i)
				start = i + 1
			}
		case '/':
			if comment := strings.HasPrefix(text[i:], "//"); comment {
				end := strings.IndexByte(text[i:], '\n')
				if end < 0 {
					return found
				}
				if strings.TrimSpace(text[start:i]) == "" {
					start = i + end + 1
				}
				i += end
			}
		}
	}
	return found
}

// quoted is the length of a string literal up to its closing quote.
func quoted(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[0]:
			return i
		}
	}
	return len(text) - 1
}

func nearest(name string) string {
	best, near := 4, ""
	for _, k := range known {
		if d := levenshtein.ComputeDistance(strings.ToLower(name), k); d < best {
			best, near = d, k
		}
	}
	return near
}
