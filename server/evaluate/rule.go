package evaluate

import (
	"errors"
	"fmt"
	"slices"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"go.yaml.in/yaml/v3"

	"github.com/openrupt/openrupt/internal/wire"
)

// maxPriority keeps priorities to numbers that people choose.
const maxPriority = 1_000_000

// readRule reads and compiles one rule. Its errors say which, and where in the file.
func readRule(node *yaml.Node) (r Rule, err error) {
	text, err := yaml.Marshal(node) // decoding a node cannot refuse unknown fields
	if err == nil {
		err = decode(text, &r)
	}
	r.line = node.Line
	if err != nil {
		return r, mistakes(err, fmt.Sprintf("rule of line %d", node.Line))
	}
	if err := errors.Join(r.check(), r.compile()); err != nil {
		return r, err
	}
	return r, nil
}

func (r *Rule) check() error {
	switch {
	case r.Name == "":
		return fmt.Errorf("rule of line %d: it has no name", r.line)
	case r.Verdict == "" && r.Reason == "":
		return r.wrong("nothing follows from it: give a verdict, a reason or both")
	case r.Verdict != "" && r.Verdict != wire.VerdictAllow && r.Verdict != wire.VerdictChallenge && r.Verdict != wire.VerdictDeny:
		return r.wrong("verdict %q: want allow, challenge or deny", r.Verdict)
	case r.Reason != "" && !slices.Contains(Reasons, r.Reason):
		return r.wrong("reason %q: want one of %v", r.Reason, Reasons)
	case r.Priority > maxPriority || r.Priority < -maxPriority:
		return r.wrong("priority %d: want a number of at most six digits", r.Priority)
	}
	if err := setMode(&r.Mode); err != nil {
		return r.wrong("%v", err)
	}
	return nil
}

func (r *Rule) wrong(format string, args ...any) error {
	return fmt.Errorf("rule %q (line %d): %s", r.Name, r.line, fmt.Sprintf(format, args...))
}

// compile checks the condition against the types of the facts. Rules must come out the
// same for the same facts, so there is no clock.
func (r *Rule) compile() (err error) {
	if r.When == "" {
		return r.wrong(`it has no condition; for always, write "when: true"`)
	}
	r.program, err = expr.Compile(r.When, expr.Env(Facts{}), expr.AsBool(), expr.DisableBuiltin("now"))
	var at *file.Error
	if errors.As(err, &at) {
		return r.wrong("condition, line %d, column %d: %s", at.Line, at.Column+1, at.Message)
	}
	if err != nil {
		return r.wrong("condition: %v", err)
	}
	named := names{}
	node := r.program.Node()
	ast.Walk(&node, named)
	r.facts = named
	return nil
}

// wholeEnvironment is what expressions call all facts together.
const wholeEnvironment = "$env"

// names collects what a condition names.
type names map[string]bool

// Visit is ast.Visitor's.
func (n names) Visit(node *ast.Node) {
	if name, ok := (*node).(*ast.IdentifierNode); ok {
		n[name.Value] = true
	}
}
