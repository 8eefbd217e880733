package overlay

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// patchPackage gives the changed files of the package in dir by their paths.
// Every stub must apply in a file that is compiled for js/wasm.
func patchPackage(dir string, stubs map[string]stub) (map[string][]byte, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	files, found := make(map[string][]byte), make(map[string]bool)
	for _, e := range entries {
		if !compiled(dir, e.Name()) {
			continue
		}
		file := filepath.Join(dir, e.Name())
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		p := patch{stubs: stubs, silent: silenced(dir, e.Name())}
		changed, names, err := p.file(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
		if !bytes.Equal(changed, text) {
			files[file] = changed
		}
		for _, n := range names {
			found[n] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(stubs)) {
		if !found[name] {
			return nil, fmt.Errorf("%s not found", name)
		}
	}
	return files, nil
}

// compiled says whether the file is part of a js/wasm build with either of the
// garbage collectors that GOEXPERIMENT chooses from.
func compiled(dir, file string) bool {
	if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
		return false
	}
	for _, tags := range [][]string{nil, {"goexperiment.greenteagc"}} {
		c := build.Default
		c.GOOS, c.GOARCH, c.CgoEnabled = "js", "wasm", false
		c.ToolTags = append(slices.DeleteFunc(slices.Clone(c.ToolTags), func(t string) bool {
			return t == "goexperiment.greenteagc"
		}), tags...)
		if ok, err := c.MatchFile(dir, file); ok && err == nil {
			return true
		}
	}
	return false
}

// edit replaces text[from:to].
type edit struct {
	from, to int
	text     string
}

// patch is what is to be changed in a file.
type patch struct {
	stubs map[string]stub
	// silent says that what the file prints is for debugging Go itself.
	silent bool
}

// file applies p to a file, and turns imports that are unused then into blank ones. It
// gives the names that it found.
func (p patch) file(text []byte) ([]byte, []string, error) {
	set, file, err := parse(text)
	if err != nil {
		return nil, nil, err
	}
	var edits []edit
	var names []string
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			values, constants := replaceConstants(set, d.(*ast.GenDecl), p.stubs)
			names, edits = append(names, constants...), append(edits, values...)
			continue
		}
		if s, ok := p.stubs[qualified(f)]; ok && s.kind == function {
			if f.Body == nil {
				return nil, nil, fmt.Errorf("function %s is written in assembly", s.name)
			}
			names = append(names, s.name)
			edits = append(edits, stubBody(set, text, f, s))
			continue
		}
		reads, fields := replaceReads(set, f, p.stubs)
		names, edits = append(names, fields...), append(edits, reads...)
		if p.silent {
			edits = append(edits, silence(set, f)...)
		}
	}
	if len(edits) == 0 {
		return text, nil, nil
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	changed, err := blankImports(apply(text, edits))
	return changed, names, err
}

func stubBody(set *token.FileSet, text []byte, f *ast.FuncDecl, s stub) edit {
	body := s.body
	if f.Type.Results != nil && !strings.Contains(body, "return") {
		body = strings.TrimPrefix(body+"; "+zeroReturn(set, text, f.Type.Results), "; ")
	}
	return edit{offset(set, f.Body.Lbrace) + 1, offset(set, f.Body.Rbrace), " " + body + " "}
}

// replaceConstants replaces the values of listed constants in d, each declared alone.
func replaceConstants(set *token.FileSet, d *ast.GenDecl, stubs map[string]stub) (edits []edit, names []string) {
	for _, spec := range d.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok || d.Tok != token.CONST || len(v.Names) != 1 || len(v.Values) != 1 {
			continue
		}
		if s, ok := stubs[v.Names[0].Name]; ok && s.kind == constant {
			names = append(names, s.name)
			edits = append(edits, edit{offset(set, v.Values[0].Pos()), offset(set, v.Values[0].End()), s.body})
		}
	}
	return edits, names
}

// replaceReads replaces reads of listed fields in f. Assignments to them and
// their addresses stay.
func replaceReads(set *token.FileSet, f *ast.FuncDecl, stubs map[string]stub) (edits []edit, names []string) {
	written := make(map[ast.Expr]bool)
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				written[e] = true
			}
		case *ast.IncDecStmt:
			written[n.X] = true
		case *ast.UnaryExpr:
			written[n.X] = written[n.X] || n.Op == token.AND
		case *ast.SelectorExpr:
			x, ok := n.X.(*ast.Ident)
			if !ok || written[n] {
				break
			}
			if s, ok := stubs[x.Name+"."+n.Sel.Name]; ok && s.kind == read {
				names = append(names, s.name)
				edits = append(edits, edit{offset(set, n.Pos()), offset(set, n.End()), cmp.Or(s.body, "int32(0)")})
			}
		}
		return true
	})
	return edits, names
}

func parse(text []byte) (*token.FileSet, *ast.File, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "", text, parser.SkipObjectResolution)
	return set, file, err
}

func offset(set *token.FileSet, p token.Pos) int { return set.Position(p).Offset }

// apply makes ascending edits from the last to the first.
func apply(text []byte, edits []edit) []byte {
	out := slices.Clone(text)
	for _, e := range slices.Backward(edits) {
		out = slices.Replace(out, e.from, e.to, []byte(e.text)...)
	}
	return out
}

// qualified gives "name", or "type.name" for a method.
func qualified(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	t := f.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.Ident:
			return x.Name + "." + f.Name.Name
		default:
			return ""
		}
	}
}

// zeroReturn gives the statement that returns zero values of the result types.
func zeroReturn(set *token.FileSet, text []byte, results *ast.FieldList) string {
	var zeros []string
	for _, r := range results.List {
		if len(r.Names) > 0 {
			return "return"
		}
		zeros = append(zeros, "*new("+string(text[offset(set, r.Type.Pos()):offset(set, r.Type.End())])+")")
	}
	return "return " + strings.Join(zeros, ", ")
}

// blankImports turns every import that no selector uses into a blank one.
func blankImports(text []byte) ([]byte, error) {
	set, file, err := parse(text)
	if err != nil {
		return nil, err
	}
	used := make(map[string]bool)
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok {
				used[x.Name] = true
			}
		}
		return true
	})
	var edits []edit
	for _, i := range file.Imports {
		if name := importName(i); name != "_" && !used[name] {
			edits = append(edits, edit{offset(set, i.Pos()), offset(set, i.Path.End()), "_ " + i.Path.Value})
		}
	}
	return apply(text, edits), nil
}

// importName is the last element of the path, as everywhere in the standard
// library, unless the import names it.
func importName(i *ast.ImportSpec) string {
	if i.Name != nil {
		return i.Name.Name
	}
	p, _ := strconv.Unquote(i.Path.Value)
	return path.Base(p)
}
