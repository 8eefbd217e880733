package story

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	ui "github.com/openrupt/openrupt/challengeui"
)

var update = flag.Bool("update", false, "write the golden files")

// Every story, in English and Arabic, is what testdata holds: one element a line, so
// that a change shows as a diff.
func TestGolden(t *testing.T) {
	for _, st := range Stories() {
		for _, lang := range []string{"en", "ar"} {
			t.Run(st.Name+"."+lang, func(t *testing.T) {
				texts := ui.Pick(lang)
				got := "<title>" + ui.Title(st.State, texts) + "</title>\n" +
					strings.ReplaceAll(ui.HTML(ui.View(st.State, texts)), "><", ">\n<") + "\n"
				file := filepath.Join("testdata", st.Name+"."+lang+".html")
				if *update {
					if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("%s differs; go test ./challengeui/story -update writes it anew. Got:\n%s", file, got)
				}
			})
		}
	}
}

// Nothing in testdata is left over from a story that is gone.
func TestNoStaleGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.html")
	if want := 2 * len(Stories()); len(files) != want {
		t.Errorf("testdata has %d files, want %d", len(files), want)
	}
}

// What holds for every story in every language: ids are unique, ids that are referred
// to exist, there is one heading, no inline style or script, and every button is named.
func TestEveryStoryIsSound(t *testing.T) {
	for _, st := range Stories() {
		for _, texts := range ui.Languages {
			for _, modal := range []bool{false, true} {
				st.State.Modal = modal
				t.Run(st.Name+"."+texts.Tag, func(t *testing.T) { sound(t, ui.View(st.State, texts)) })
			}
		}
	}
}

func sound(t *testing.T, root *ui.Node) {
	ids, headings := map[string]bool{}, 0
	walk(root, func(n *ui.Node) {
		if id, ok := n.Get("id"); ok {
			if ids[id] {
				t.Errorf("the id %s occurs twice", id)
			}
			ids[id] = true
		}
		if n.Tag == "h1" || n.Tag == "h2" {
			headings++
		}
		if n.Tag == "button" && strings.TrimSpace(text(n)) == "" {
			if _, ok := n.Get("aria-label"); !ok {
				t.Error("a button has no name")
			}
		}
		for _, a := range n.Attrs {
			if a.Name == "style" || strings.HasPrefix(a.Name, "on") {
				t.Errorf("inline %s", a.Name)
			}
		}
		if strings.Contains(n.Text, "{") {
			t.Errorf("placeholder left in %q", n.Text)
		}
	})
	if headings != 1 {
		t.Errorf("%d headings", headings)
	}
	walk(root, func(n *ui.Node) {
		for _, a := range n.Attrs {
			if a.Name == "for" || strings.HasPrefix(a.Name, "aria-describedby") || a.Name == "aria-labelledby" {
				for id := range strings.FieldsSeq(a.Value) {
					if !ids[id] {
						t.Errorf("%s refers to %s, which is not there", a.Name, id)
					}
				}
			}
		}
	})
}

func walk(n *ui.Node, visit func(*ui.Node)) {
	visit(n)
	for _, c := range n.Children {
		walk(c, visit)
	}
}

func text(n *ui.Node) string {
	s := n.Text
	for _, c := range n.Children {
		s += text(c)
	}
	return s
}
