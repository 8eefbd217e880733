package challengeui

import (
	"strings"
	"unicode/utf8"
)

//go:generate go run ./genlanguages . languages_gen.go

// Pick returns the first language that a wish names. Wishes are BCP 47 tags, the
// strongest first: a parameter, the page's language, those of the browser. A tag
// without an exact match gets its language in another region or script; when no wish
// is known, English.
func Pick(wishes ...string) *Texts {
	for _, w := range wishes {
		if t := match(w); t != nil {
			return t
		}
	}
	return &english
}

func match(tag string) *Texts {
	var related *Texts
	for _, t := range Languages {
		if strings.EqualFold(t.Tag, tag) {
			return t
		}
		if related == nil && strings.EqualFold(primary(t.Tag), primary(tag)) {
			related = t
		}
	}
	return related
}

// primary is the language of a tag, without region and script.
func primary(tag string) string {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		return tag[:i]
	}
	return tag
}

// Number writes n in the language's digits; less than nothing is nothing.
func (t *Texts) Number(n int) string {
	if n < 0 {
		n = 0
	}
	var digits [20]rune
	i := len(digits)
	for {
		i--
		digits[i] = t.Zero + rune(n%10)
		if n /= 10; n == 0 {
			return string(digits[i:])
		}
	}
}

// count is the form for n with {n} filled in.
func (t *Texts) count(f Forms, n int) string {
	return strings.ReplaceAll(f.of(t.Plural(n)), "{n}", t.Number(n))
}

// fill returns format with {name} replaced by node, as the nodes that it consists of.
func fill(format, name string, node *Node) []*Node {
	before, after, found := strings.Cut(format, "{"+name+"}")
	if !found {
		return []*Node{text(format)}
	}
	before, after = closeUp(before, after, plain([]*Node{node}))
	var nodes []*Node
	if before != "" {
		nodes = append(nodes, text(before))
	}
	nodes = append(nodes, node)
	if after != "" {
		nodes = append(nodes, text(after))
	}
	return nodes
}

// closeUp takes away the spaces around a name between Chinese or Japanese characters, which
// are there for a name in another script.
func closeUp(before, after, name string) (string, string) {
	if s, ok := strings.CutSuffix(before, " "); ok && wide(utf8.DecodeLastRuneInString(s)) && wide(utf8.DecodeRuneInString(name)) {
		before = s
	}
	if s, ok := strings.CutPrefix(after, " "); ok && wide(utf8.DecodeRuneInString(s)) && wide(utf8.DecodeLastRuneInString(name)) {
		after = s
	}
	return before, after
}

// wide says that a rune is of Chinese, Japanese or Korean, or their punctuation.
func wide(r rune, _ int) bool { return r >= 0x2E80 && r < utf8.RuneError }
