package challengeui

import "strings"

// inQuery is how the style sheet's media queries ask for a width.
const inQuery = "(max-width:"

// Steady is css for a page whose html has a font size of its own, such as the 62.5 % of
// many: each rem is times var(--rem), by which the page's rem falls short of what the person
// has chosen. In media queries a rem is the person's already.
func Steady(css string) string {
	var b strings.Builder
	for {
		end := strings.Index(css, "rem")
		if end < 0 {
			b.WriteString(css)
			return b.String()
		}
		start := end
		for start > 0 && numeral(css[start-1], start == end) {
			start--
		}
		rest := end + len("rem")
		if start == end || strings.HasSuffix(css[:start], inQuery) {
			b.WriteString(css[:rest])
		} else {
			b.WriteString(css[:start] + "calc(" + css[start:rest] + "*var(--rem))")
		}
		css = css[rest:]
	}
}

// numeral says whether c is part of a number, which ends with a digit.
func numeral(c byte, last bool) bool { return c >= '0' && c <= '9' || c == '.' && !last }
