package fingerprint

import (
	"strconv"
	"strings"
)

// tzRule is the standard offset and whether there is daylight saving time, from
// the offsets of January and July in minutes east of UTC.
func tzRule(raw string) [2]string {
	january, july, _ := strings.Cut(raw, ",")
	a, okA := fixed(january, 0)
	b, okB := fixed(july, 0)
	if !okA || !okB || max(a, -a, b, -b) > 24*60 {
		return [2]string{}
	}
	rule := strconv.FormatInt(min(a, b), 10)
	if a != b {
		rule += "+dst"
	}
	return one(rule)
}

// langPrimary parts language and region of a BCP 47 tag; the script stays with
// the language, since zh-Hant-TW and zh-TW are not written the same.
func langPrimary(raw string) [2]string {
	tag := strings.Join(strings.Split(lower(raw), "_"), "-")
	subtags := strings.Split(tag, "-")
	language, region := subtags[0], ""
	if len(language) < 2 || len(language) > 8 {
		return [2]string{}
	}
	for _, subtag := range subtags[1:] {
		switch {
		case len(subtag) == 4 && !isNumber(subtag):
			language += "-" + subtag
		case region == "" && (len(subtag) == 2 || len(subtag) == 3 && isNumber(subtag)):
			region = subtag
		case len(subtag) == 1: // extensions follow
			return [2]string{language, region}
		}
	}
	return [2]string{language, region}
}

func isNumber(s string) bool {
	_, ok := natural(s)
	return ok
}

// voices parts the set of local voices from the language of the default one, which
// the person may change.
func voices(raw string) [2]string {
	language, names, _ := strings.Cut(raw, "\n")
	return [2]string{sortedSet(strings.Split(names, "\n")), fold(language)}
}

// KeyboardProbes are the codes of the keys that layouts differ in most, in the
// order of the raw value of the segment keyboard.
var KeyboardProbes = [...]string{
	"KeyQ", "KeyW", "KeyA", "KeyZ", "KeyY", "KeyM",
	"Semicolon", "Quote", "BracketLeft", "Minus", "Backquote", "IntlBackslash",
}

func keyboard(raw string) [2]string {
	keys := strings.Split(fold(raw), " ")
	if len(keys) != len(KeyboardProbes) {
		return [2]string{}
	}
	return one(strings.Join(keys, " "))
}
