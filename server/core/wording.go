package core

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/openrupt/openrupt/internal/wire"
)

const (
	// wordingLimit bounds a text in a project's own words, in characters, and
	// wordingLanguages in how many languages.
	wordingLimit     = 300
	wordingLanguages = 50
)

func checkWording(w wire.Wording) error {
	if len(w) > wordingLanguages {
		return invalid("settings.texts", "Texts are taken in up to 50 languages.")
	}
	for _, tag := range slices.Sorted(maps.Keys(w)) {
		if tag == "" || LanguageTag(tag) != tag {
			return invalid("settings.texts", "Texts are by language, as a BCP 47 tag such as en or pt-BR.")
		}
		for id, text := range w[tag] {
			if !slices.Contains(wire.WordingIDs[:], id) {
				return invalid("settings.texts."+tag, "There is no such text: the ids are "+strings.Join(wire.WordingIDs[:], ", ")+".")
			}
			if !isWording(text) {
				return invalid("settings.texts."+tag+"."+id, "A text is one line of up to 300 characters, with {project} at most once and no other braces.")
			}
		}
	}
	return nil
}

// isWording says that a text can stand on a page and in a mail.
func isWording(s string) bool {
	rest := strings.Replace(s, "{project}", "", 1)
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= wordingLimit && strings.TrimSpace(s) == s && s != "" &&
		!strings.ContainsAny(rest, "{}") && !strings.ContainsFunc(s, unicode.IsControl)
}
