package evaluate

import (
	"reflect"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
)

// Fact is one fact by the name that rules use.
type Fact struct {
	// Name is such as email.valid.
	Name string
	// Field is the path of Go fields, such as Email.Valid.
	Field string
	Value any
}

// List is all facts, in the order of [Facts].
func (f *Facts) List() []Fact { return list(reflect.ValueOf(*f), "", "") }

func list(v reflect.Value, name, field string) (facts []Fact) {
	for i := range v.NumField() {
		t := v.Type().Field(i)
		fact := Fact{name + t.Tag.Get("expr"), field + t.Name, v.Field(i).Interface()}
		if t.Type.Kind() == reflect.Struct {
			facts = append(facts, list(v.Field(i), fact.Name+".", fact.Field+".")...)
			continue
		}
		facts = append(facts, fact)
	}
	return facts
}

// Uses returns the facts that the rule's condition names, with their values.
func (r *Rule) Uses(f *Facts) (used []Fact) {
	names := nameVisitor{}
	node := r.program.Node()
	ast.Walk(&node, &names)
	for _, fact := range f.List() {
		if slices.ContainsFunc(names, func(n string) bool { return n == fact.Name || strings.HasPrefix(fact.Name, n+".") }) {
			used = append(used, fact)
		}
	}
	return used
}

// nameVisitor collects the names in an expression: email.valid, and not email by
// itself where only a part of it is named.
type nameVisitor []string

// Visit sees the parts of a name before the whole.
func (v *nameVisitor) Visit(node *ast.Node) {
	name, ok := nameOf(*node)
	if !ok {
		return
	}
	if n := len(*v); n > 0 && strings.HasPrefix(name, (*v)[n-1]+".") {
		(*v)[n-1] = name
		return
	}
	*v = append(*v, name)
}

func nameOf(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.IdentifierNode:
		return n.Value, true
	case *ast.MemberNode:
		of, ok := nameOf(n.Node)
		part, isText := n.Property.(*ast.StringNode)
		if ok && isText {
			return of + "." + part.Value, true
		}
	}
	return "", false
}
