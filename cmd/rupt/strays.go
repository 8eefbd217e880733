package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/alecthomas/kong"
)

// stray is a variable RUPT_… of the environment that no flag reads: perhaps a slip of the
// keyboard, perhaps another program's.
type stray struct {
	name string
	// meant is the variable that was probably meant; "" when none is like it.
	meant string
}

// String is for people.
func (s stray) String() string {
	if s.meant == "" {
		return fmt.Sprintf("nothing reads %s", s.name)
	}
	return fmt.Sprintf("nothing reads %s; did you mean %s?", s.name, s.meant)
}

// strays are those of this process.
func strays() (found []stray) {
	parser, err := kong.New(&cli{})
	if err != nil {
		return nil // run has said so
	}
	known := variables(parser.Model.Node)
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(entry, "=")
		if own := strings.TrimSuffix(name, "_FILE"); strings.HasPrefix(name, "RUPT_") && !slices.Contains(known, own) {
			found = append(found, stray{name, meant(own, known)})
		}
	}
	slices.SortFunc(found, func(a, b stray) int { return strings.Compare(a.name, b.name) })
	return found
}

// variables are those that the flags of a command and of those below it read.
func variables(node *kong.Node) (names []string) {
	for _, flag := range node.Flags {
		names = append(names, flag.Envs...)
	}
	for _, child := range node.Children {
		names = append(names, variables(child)...)
	}
	return names
}

// meant is the name that asked is a slip, the beginning or a continuation of.
func meant(asked string, known []string) (nearest string) {
	least := 1 + len(asked)/6
	for _, name := range known {
		d := levenshtein.ComputeDistance(asked, name)
		switch {
		case strings.HasPrefix(name, asked):
			d = 0
		case strings.HasPrefix(asked, name+"_"):
			d = 1
		}
		if d < least {
			nearest, least = name, d
		}
	}
	return nearest
}
