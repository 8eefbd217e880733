package challengeui

// HTML writes the tree as HTML. Texts and attribute values are escaped; elements of
// raw text (script, style) are not part of any view and not supported.
func HTML(n *Node) string { return string(appendHTML(nil, n)) }

func appendHTML(b []byte, n *Node) []byte {
	if n.Tag == "" {
		return appendEscaped(b, n.Text)
	}
	b = append(append(b, '<'), n.Tag...)
	for _, a := range n.Attrs {
		b = append(append(b, ' '), a.Name...)
		if a.Value != "" {
			b = append(appendEscaped(append(b, '=', '"'), a.Value), '"')
		}
	}
	b = append(b, '>')
	if isVoid(n.Tag) {
		return b
	}
	for _, c := range n.Children {
		b = appendHTML(b, c)
	}
	return append(append(append(b, '<', '/'), n.Tag...), '>')
}

// appendEscaped escapes for text and for double-quoted attributes alike. A NUL,
// which a parser would replace, is dropped.
func appendEscaped(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '&':
			b = append(b, "&amp;"...)
		case '<':
			b = append(b, "&lt;"...)
		case '>':
			b = append(b, "&gt;"...)
		case '"':
			b = append(b, "&quot;"...)
		case 0:
		default:
			b = append(b, s[i])
		}
	}
	return b
}

// isVoid says that an element has no content and no end tag.
func isVoid(tag string) bool {
	switch tag {
	case "input", "img", "br", "path":
		return tag != "path"
	}
	return false
}
