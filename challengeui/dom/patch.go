//go:build js

package dom

import (
	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/jsx"
)

const (
	elementNode = 1
	textNode    = 3
)

// patch makes an element like a node of the same tag; was is what it was made like before,
// nil if that was done elsewhere. A text that stays is not looked at: a browser that
// translates the page has put elements of its own in its place.
func patch(e jsx.Value, n, was *ui.Node) {
	patchAttrs(e, n)
	if n.Tag == "input" {
		patchValue(e, n)
		return
	}
	at := e.Get("firstChild")
	steady := was != nil && len(was.Children) == len(n.Children) && e.Get("childNodes.length").Int() == len(n.Children)
	for i, c := range n.Children {
		var before *ui.Node
		if steady {
			before = was.Children[i]
			if before.Tag == "" && c.Tag == "" && before.Text == c.Text {
				at = at.Get("nextSibling")
				continue
			}
			if steady = before.Tag == c.Tag && fits(at, c); !steady {
				before = nil
			}
		}
		at = patchChild(e, at, c, before)
	}
	for at.IsObject() {
		after := at.Get("nextSibling")
		e.Call("removeChild", at)
		at = after
	}
}

// patchChild puts c before or in place of at and returns what follows it. A later
// sibling that fits is moved up by removing what lies between. was is what at was made like.
func patchChild(parent, at jsx.Value, c, was *ui.Node) (next jsx.Value) {
	for found := at; found.IsObject(); found = found.Get("nextSibling") {
		if !fits(found, c) {
			continue
		}
		for at.IsObject() && !at.Equal(found) {
			after := at.Get("nextSibling")
			parent.Call("removeChild", at)
			at = after
		}
		if c.Tag != "" {
			patch(found, c, was)
		} else if found.Get("data").String() != c.Text {
			found.Set("data", c.Text)
		}
		return found.Get("nextSibling")
	}
	parent.Call("insertBefore", create(parent.Get("ownerDocument"), c, ""), at)
	return at
}

// fits says that an existing node may become c: the same element in the same role. A
// button for another action is another button.
func fits(e jsx.Value, c *ui.Node) bool {
	if c.Tag == "" {
		return e.Get("nodeType").Int() == textNode
	}
	if e.Get("nodeType").Int() != elementNode || e.Get("localName").String() != c.Tag {
		return false
	}
	for _, name := range [...]string{"id", "class", "value"} {
		if name == "value" && c.Tag != "button" {
			continue
		}
		want, _ := c.Get(name)
		if have := e.Call("getAttribute", name); have == jsx.Null && want != "" || have != jsx.Null && have.String() != want {
			return false
		}
	}
	return true
}

// patchAttrs leaves alone what the person opened.
func patchAttrs(e jsx.Value, n *ui.Node) {
	names := e.Call("getAttributeNames")
	for i := range names.Get("length").Int() {
		name := names.At(i).String()
		if _, wanted := n.Get(name); !wanted && name != "open" && name != "data-theme" {
			e.Call("removeAttribute", name)
		}
	}
	for _, a := range n.Attrs {
		if a.Name == "value" && n.Tag == "input" {
			continue
		}
		if have := e.Call("getAttribute", a.Name); have == jsx.Null || have.String() != a.Value {
			e.Call("setAttribute", a.Name, a.Value)
		}
	}
}

// patchValue sets the field's content only if it differs, and keeps the caret behind
// the same digit.
func patchValue(e jsx.Value, n *ui.Node) {
	want, _ := n.Get("value")
	have := e.Get("value").String()
	if have == want {
		return
	}
	caret := e.Get("selectionStart")
	e.Set("value", want)
	if caret.Type() == jsx.TypeNumber && want != "" {
		at := len(ui.Digits(have[:bytesOf(have, caret.Int())]))
		e.Call("setSelectionRange", at, at)
	}
}

// bytesOf is how many bytes the first units of s have, in UTF-16 as browsers count.
func bytesOf(s string, units int) int {
	for i, r := range s {
		if units <= 0 {
			return i
		}
		units--
		if r > 0xffff {
			units--
		}
	}
	return len(s)
}

// create makes a node. Drawings live in a namespace of their own.
func create(document jsx.Value, n *ui.Node, namespace string) jsx.Value {
	if n.Tag == "" {
		return document.Call("createTextNode", n.Text)
	}
	if n.Tag == "svg" {
		namespace = "http://www.w3.org/2000/svg"
	}
	var e jsx.Value
	if namespace != "" {
		e = document.Call("createElementNS", namespace, n.Tag)
	} else {
		e = document.Call("createElement", n.Tag)
	}
	for _, a := range n.Attrs {
		e.Call("setAttribute", a.Name, a.Value)
	}
	for _, c := range n.Children {
		e.Call("appendChild", create(document, c, namespace))
	}
	return e
}
