package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/openrupt/openrupt/server/evaluate"
)

//go:embed policy.md.tmpl
var policyTemplate string

// fact is a row of the table of facts.
type fact struct{ Name, Type, About string }

func policyDocument(root string) ([]byte, error) {
	comments, err := fieldComments(filepath.Join(root, "server/evaluate/facts.go"))
	if err != nil {
		return nil, err
	}
	facts, err := factRows(comments)
	if err != nil {
		return nil, err
	}
	t, err := template.New("policy").Funcs(template.FuncMap{"cell": cell}).Parse(policyTemplate)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, map[string]any{"Facts": facts, "Reasons": evaluate.Reasons, "Default": evaluate.DefaultText()})
	return b.Bytes(), err
}

// fieldComments reads the comments of a file's structs, by type and field.
func fieldComments(path string) (map[string]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	comments := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		t, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if fields, ok := t.Type.(*ast.StructType); ok {
			for _, f := range fields.Fields.List {
				comments[t.Name.Name+"."+f.Names[0].Name] = strings.Join(strings.Fields(f.Doc.Text()), " ")
			}
		}
		return false
	})
	return comments, nil
}

// factRows puts a count's comment together from those of its parts: attaches, from this
// address, in the last hour. The parts of an email speak for themselves.
func factRows(comments map[string]string) (rows []fact, err error) {
	for _, f := range (&evaluate.Facts{}).List() {
		about := ""
		for owner, field := range parts(f.Field) {
			comment, ok := comments[owner+"."+field]
			if !ok || comment == "" {
				return nil, fmt.Errorf("%s.%s has no comment", owner, field)
			}
			if about != "" && owner != "Email" {
				comment = strings.TrimSuffix(about, ".") + ", " + strings.ToLower(comment[:1]) + comment[1:]
			}
			about = comment
		}
		rows = append(rows, fact{f.Name, typeName(f.Value), about})
	}
	return rows, nil
}

// owners are the types of the fields that have fields.
var owners = map[string]string{"Email": "Email", "Evaluations": "Counts", "Attaches": "Counts", "IP": "Windows", "Fingerprint": "Windows", "User": "Windows"}

// parts yields the fields of a path with the types that they belong to.
func parts(path string) func(yield func(owner, field string) bool) {
	return func(yield func(owner, field string) bool) {
		owner := "Facts"
		for field := range strings.SplitSeq(path, ".") {
			if !yield(owner, field) {
				return
			}
			owner = owners[field]
		}
	}
}

// typeName is what a fact is to those who write rules.
func typeName(v any) string {
	switch v.(type) {
	case bool:
		return "true or false"
	case string:
		return "text"
	case []string:
		return "list of texts"
	}
	return "number"
}
