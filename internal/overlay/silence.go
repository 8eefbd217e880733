package overlay

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
)

// speaking are the files of package runtime that print what a program's own panics
// and faults say.
var speaking = []string{"error.go", "panic.go", "print.go"}

// spoken are the faults of the runtime that a program can bring about.
var spoken = []string{"out of memory", "stack overflow"}

// silenced says whether what a file prints is for debugging Go itself: the rest of
// package runtime does so before it gives up on finding its own state broken.
func silenced(dir, file string) bool {
	return filepath.Base(dir) == "runtime" && filepath.Base(filepath.Dir(dir)) == "src" && !slices.Contains(speaking, file)
}

// silence takes the texts out of f: statements that print are compiled no more, and a
// broken runtime gives up without saying what is broken.
func silence(set *token.FileSet, f *ast.FuncDecl) (edits []edit) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ExprStmt:
			if name, _ := called(n.X); name == "print" || name == "println" {
				edits = append(edits, insert(set, n.Pos(), "if false { "), insert(set, n.End(), " }"))
			}
		case *ast.CallExpr:
			if name, text := called(n); name == "throw" && text != nil && !slices.Contains(spoken, unquoted(text)) {
				edits = append(edits, edit{offset(set, text.Pos()), offset(set, text.End()), `""`})
			}
		}
		return true
	})
	return edits
}

func insert(set *token.FileSet, at token.Pos, text string) edit {
	return edit{offset(set, at), offset(set, at), text}
}

// called gives the name of a called function, and its only argument if that is a
// literal.
func called(e ast.Expr) (name string, text *ast.BasicLit) {
	c, ok := e.(*ast.CallExpr)
	if !ok {
		return "", nil
	}
	f, ok := c.Fun.(*ast.Ident)
	if !ok {
		return "", nil
	}
	if len(c.Args) == 1 {
		text, _ = c.Args[0].(*ast.BasicLit)
	}
	return f.Name, text
}

func unquoted(l *ast.BasicLit) string {
	s, _ := strconv.Unquote(l.Value)
	return s
}
