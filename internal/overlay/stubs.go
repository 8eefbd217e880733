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

// stub is what is put in the place of something in a package.
type stub struct {
	kind            kind
	pkg, name, body string
}

// kind is what a stub replaces.
type kind int

const (
	// function: name is that of a function and body the statements that replace its own.
	// Where they do not return, it returns zero values.
	function kind = iota
	// read: name is "variable.field" and body the constant that every read of it becomes;
	// without any that is int32(0).
	read
	// constant: name is that of a constant and body its value.
	constant
)

// parseStubs reads lines "[package:]name [= statements]", "read
// [package:]variable.field [= constant]" and "const [package:]name = value"; # starts a
// comment.
func parseStubs(list string) ([]stub, error) {
	var stubs []stub
	seen := make(map[stub]bool)
	for i, line := range strings.Split(list, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		kind, line := kindOf(line)
		left, body, _ := strings.Cut(line, "=")
		pkg, name, found := strings.Cut(strings.TrimSpace(left), ":")
		if !found {
			pkg, name = "runtime", pkg
		}
		if name == "" || strings.ContainsAny(name, " \t()*") || seen[stub{pkg: pkg, name: name}] {
			return nil, fmt.Errorf("overlay: list line %d: bad or repeated name %q", i+1, name)
		}
		seen[stub{pkg: pkg, name: name}] = true
		stubs = append(stubs, stub{kind, pkg, name, strings.TrimSpace(body)})
	}
	return stubs, nil
}

func kindOf(line string) (kind, string) {
	if rest, ok := strings.CutPrefix(line, "read "); ok {
		return read, rest
	}
	if rest, ok := strings.CutPrefix(line, "const "); ok {
		return constant, rest
	}
	return function, line
}
