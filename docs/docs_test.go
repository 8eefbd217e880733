// Package docs has no code: its test holds the documents to what they cite.
package docs_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	declared = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w*)\(`)
	cited    = regexp.MustCompile(`\b((?:Test|Fuzz|Benchmark)[A-Z]\w*)\b`)
	files    = regexp.MustCompile("`([\\w./-]+\\.spec\\.ts)`")
)

// TestCitationsExist: what a document names as its proof is there.
func TestCitationsExist(t *testing.T) {
	known := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && (d.Name() == "node_modules" || d.Name() == ".git") {
				return filepath.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		source, err := os.ReadFile(path)
		for _, m := range declared.FindAllSubmatch(source, -1) {
			known[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob("*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal("no documents", err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range cited.FindAllSubmatch(text, -1) {
			if !known[string(m[1])] {
				t.Errorf("%s cites %s, which does not exist", page, m[1])
			}
		}
		for _, m := range files.FindAllSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join("..", string(m[1]))); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
}

// TestErrorCodesAreDocumented: every code has a row, those of servers in the API's document and those of browsers where
// the SDK is described.
func TestErrorCodesAreDocumented(t *testing.T) {
	source, err := os.ReadFile("../internal/wire/errors.go")
	if err != nil {
		t.Fatal(err)
	}
	rows := read(t, "api.md") + read(t, "integrate.md")
	codes := regexp.MustCompile(`Code\w+ +Code = "(\w+)"`).FindAllSubmatch(source, -1)
	if len(codes) < 20 {
		t.Fatal("the codes were not found")
	}
	for _, m := range codes {
		if !strings.Contains(rows, "\n| `"+string(m[1])+"` |") {
			t.Errorf("%s has no row", m[1])
		}
	}
}

// TestOptionsAreDocumented: every option of attach that the declarations have is described in integrate.md.
func TestOptionsAreDocumented(t *testing.T) {
	declarations, text := read(t, "../web/index.d.ts"), read(t, "integrate.md")
	n := 0
	for _, name := range []string{"LoadOptions", "ServerOptions", "AttachBase"} {
		body := regexp.MustCompile(`(?s)export interface ` + name + `\b.*?\n}\n`).FindString(declarations)
		for _, m := range regexp.MustCompile(`(?m)^  (\w+)\??:`).FindAllStringSubmatch(body, -1) {
			n++
			if !regexp.MustCompile("(?m)^\\|.*`" + m[1] + "`.*\\|").MatchString(text) {
				t.Errorf("%s has no row", m[1])
			}
		}
	}
	if n < 20 {
		t.Fatal("the options were not found")
	}
}

// TestSizesAreOfTheBudget: a file is said to be as large as its budget has room for, and not much smaller.
func TestSizesAreOfTheBudget(t *testing.T) {
	var budget map[string]float64
	if err := json.Unmarshal([]byte(read(t, "../web/size-budget.json")), &budget); err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile("`(rupt[^`]*)`[ |(]+([\\d.]+) kB").FindAllStringSubmatch(read(t, "../README.md")+read(t, "../web/README.md"), -1)
	if len(said) < 5 {
		t.Fatalf("only %d sizes were found", len(said))
	}
	for _, m := range said {
		size, err := strconv.ParseFloat(m[2], 64)
		if most := budget[strings.Replace(m[1], "-<hash>", "", 1)] / 1000; err != nil || size > most || size < 0.98*most {
			t.Errorf("%s is said to have %s kB, its budget is %.2f", m[1], m[2], most)
		}
	}
}

// TestLinksLead: what a document links to within the repository is there, and so is the
// heading that it names.
func TestLinksLead(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	pages, links := markdown(t), 0
	for _, page := range pages {
		for _, m := range link.FindAllStringSubmatch(read(t, page), -1) {
			target, heading, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			links++
			file := page
			if target != "" {
				file = filepath.Join(filepath.Dir(page), target)
			}
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s: %v", page, err)
			} else if heading != "" && !slices.Contains(headings(read(t, file)), heading) {
				t.Errorf("%s links to %s, which has no such heading", page, m[1])
			}
		}
	}
	if links < 50 {
		t.Fatalf("only %d links were found", links)
	}
}

// markdown are all documents of the repository.
func markdown(t *testing.T) (pages []string) {
	t.Helper()
	for _, pattern := range []string{"*.md", "decisions/*.md", "../*.md", "../web/*.md", "../sdk/*/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	return pages
}

// headings are what the headings and anchors of a document can be linked to by.
func headings(text string) (ids []string) {
	for _, m := range regexp.MustCompile(`<a (?:id|name)="([^"]+)"`).FindAllStringSubmatch(text, -1) {
		ids = append(ids, m[1])
	}
	for _, m := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(text, -1) {
		id := regexp.MustCompile(`[^\pL\pN_ -]`).ReplaceAllString(strings.ToLower(m[1]), "")
		ids = append(ids, strings.ReplaceAll(id, " ", "-"))
	}
	return ids
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
