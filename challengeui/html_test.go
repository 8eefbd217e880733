package challengeui

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestHTML(t *testing.T) {
	for _, c := range []struct {
		name string
		node *Node
		want string
	}{
		{"text", text(`<b>&"`), `&lt;b&gt;&amp;&quot;`},
		{"element", el("p", "a b", text("x")), `<p class="a b">x</p>`},
		{"boolean attribute", el("input", "").with("required", ""), `<input required>`},
		{"value", el("a", "").with("title", `"><script>`), `<a title="&quot;&gt;&lt;script&gt;"></a>`},
		{"void element", el("img", "").add(text("no")), `<img>`},
		{"empty element", el("p", ""), `<p></p>`},
		{"nil child", el("p", "", nil, text("x")), `<p>x</p>`},
		{"part", part("b", "x"), `<b class="x" part="x"></b>`},
		{"NUL", text("a\x00b"), "ab"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := HTML(c.node); got != c.want {
				t.Errorf("HTML = %s, want %s", got, c.want)
			}
		})
	}
}

// FuzzHTML: whatever a text or a value holds, a parser reads back exactly that.
func FuzzHTML(f *testing.F) {
	for _, s := range []string{"", "a<b>&amp;\"'`", "</p><script>alert(1)</script>", "p", "\x00\r\n", "\xff", "\u2028é漢"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, content, value string) {
		out := HTML(el("p", "").with("title", value).add(text(content)))
		doc, err := html.ParseFragment(strings.NewReader(out), nil)
		if err != nil {
			t.Fatal(err)
		}
		var p *html.Node
		for n := range doc[0].Descendants() {
			if n.Type == html.ElementNode && n.Data == "p" {
				p = n
			} else if n.Type == html.ElementNode && n.Data != "head" && n.Data != "body" {
				t.Fatalf("%q became an element %s", out, n.Data)
			}
		}
		var got, gotValue string
		for c := range p.ChildNodes() {
			got += c.Data
		}
		for _, a := range p.Attr {
			gotValue += a.Val
		}
		if want := normal(content); got != want {
			t.Errorf("text %q came back as %q", want, got)
		}
		if want := normal(value); gotValue != want {
			t.Errorf("value %q came back as %q", want, gotValue)
		}
	})
}

// normal is what HTML's input stream makes of line breaks, and we of NUL.
func normal(s string) string {
	s = strings.ReplaceAll(s, "\x00", "")
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
