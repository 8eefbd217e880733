package overlay

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed stubs-a.txt
var stubsA string

//go:embed stubs-b.txt
var stubsB string

//go:embed stubs-c.txt
var stubsC string

// stub is a function and the statements that replace its body. Where they do
// not return, the function returns zero values. With read set, name is "variable.field"
// instead, and body is the constant that every read of it becomes; without any
// that is int32(0).
type stub struct {
	pkg, name, body string
	read            bool
}

// parseStubs reads lines "[package:]name [= statements]" and "read
// [package:]variable.field [= constant]"; # starts a comment.
func parseStubs(list string) ([]stub, error) {
	var stubs []stub
	seen := make(map[stub]bool)
	for i, line := range strings.Split(list, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		line, read := strings.CutPrefix(line, "read ")
		left, body, _ := strings.Cut(line, "=")
		pkg, name, found := strings.Cut(strings.TrimSpace(left), ":")
		if !found {
			pkg, name = "runtime", pkg
		}
		if name == "" || strings.ContainsAny(name, " \t()*") || seen[stub{pkg: pkg, name: name}] {
			return nil, fmt.Errorf("overlay: list line %d: bad or repeated name %q", i+1, name)
		}
		seen[stub{pkg: pkg, name: name}] = true
		stubs = append(stubs, stub{pkg, name, strings.TrimSpace(body), read})
	}
	return stubs, nil
}
