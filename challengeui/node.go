package challengeui

// Node is an element, or a text when Tag is empty.
type Node struct {
	// Tag is the element's lower-case name; empty for a text.
	Tag string
	// Attrs are written in order. Names are trusted, values are escaped.
	Attrs []Attr
	// Children are the element's content.
	Children []*Node
	// Text is a text node's content.
	Text string
}

// Attr is one attribute. A boolean attribute has an empty value.
type Attr struct{ Name, Value string }

// Get returns the value of the attribute name.
func (n *Node) Get(name string) (value string, ok bool) {
	for _, a := range n.Attrs {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// with adds an attribute.
func (n *Node) with(name, value string) *Node {
	n.Attrs = append(n.Attrs, Attr{name, value})
	return n
}

// add appends children; nil ones are left out.
func (n *Node) add(children ...*Node) *Node {
	for _, c := range children {
		if c != nil {
			n.Children = append(n.Children, c)
		}
	}
	return n
}

// text is a text node.
func text(s string) *Node { return &Node{Text: s} }

// el is an element with a class, which is also its part when it has a public name.
func el(tag, class string, children ...*Node) *Node {
	n := &Node{Tag: tag}
	if class != "" {
		n.with("class", class)
	}
	return n.add(children...)
}

// part is an element that pages may style: its class is its part as well.
func part(tag, class string, children ...*Node) *Node {
	return el(tag, class).with("part", class).add(children...)
}
