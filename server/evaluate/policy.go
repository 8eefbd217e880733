package evaluate

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/expr-lang/expr/vm"
	"go.yaml.in/yaml/v3"

	"github.com/openrupt/openrupt/internal/wire"
)

// Mode is how far a rule goes.
type Mode string

const (
	// Off: the rule is not looked at.
	Off Mode = "off"
	// Log: its reason is given and its verdict is not; what it would have been is
	// logged. A dry run on real traffic.
	Log Mode = "log"
	// On: its verdict counts. The default.
	On Mode = "on"
)

// atMost is the mode that goes less far.
func (m Mode) atMost(other Mode) Mode {
	order := []Mode{Off, Log, On}
	return order[min(slices.Index(order, m), slices.Index(order, other))]
}

// Rule is one rule of a policy, as it is written.
type Rule struct {
	// Name is what verdicts and errors call it; unique in its policy.
	Name string `yaml:"name"`
	// About says to people what it is for.
	About string `yaml:"about,omitempty"`
	// When is the condition: an expression over [Facts] that is true or false.
	When string `yaml:"when"`
	// Reason is added to the reply's reasons when the condition holds.
	Reason wire.Reason `yaml:"reason,omitempty"`
	// Verdict is what follows when no rule before it has one.
	Verdict wire.Verdict `yaml:"verdict,omitempty"`
	// Priority puts the rule before those with a lower one. Default: 0; rules of the
	// same priority go in the order of the file.
	Priority int `yaml:"priority,omitempty"`
	// Mode is how far it goes, at most as far as the policy. Default: on.
	Mode Mode `yaml:"mode,omitempty"`

	program *vm.Program
	// facts are those that the condition names.
	facts map[string]bool
	line  int
}

// Asks says whether the policy's rules may look at a fact, by its name.
func (p *Policy) Asks(fact string) bool {
	return slices.ContainsFunc(p.Rules, func(r Rule) bool { return r.facts[fact] || r.facts[wholeEnvironment] })
}

// Policy is a checked file of rules.
type Policy struct {
	// Mode bounds that of every rule. Default: on.
	Mode Mode
	// Rules are in the order of the file.
	Rules []Rule

	// text is what it was parsed from.
	text string
	// order are the indices of Rules, the one that decides first first.
	order []int
}

//go:embed default.yaml
var defaultText []byte

// Text is what the policy was parsed from.
func (p *Policy) Text() string { return p.text }

// DefaultText is the file of the default policy.
func DefaultText() string { return string(defaultText) }

var defaultPolicy = func() *Policy {
	p, err := Parse(defaultText)
	if err != nil {
		panic("evaluate: default policy: " + err.Error()) // a test reads it, too
	}
	return p
}()

// Default is the policy for those who have none of their own.
func Default() *Policy { return defaultPolicy }

// maxPolicy is more than anyone can read.
const maxPolicy = 1 << 20

// Parse reads a policy in YAML, of which JSON is a part. The error says everything
// that is wrong, by the names of the rules.
func Parse(text []byte) (*Policy, error) {
	if len(text) > maxPolicy {
		return nil, errors.New("a policy may have at most 1 MiB")
	}
	var file struct {
		Mode  Mode        `yaml:"mode"`
		Rules []yaml.Node `yaml:"rules"`
	}
	if err := decode(text, &file); err != nil {
		return nil, mistakes(err, "")
	}
	p := &Policy{Mode: file.Mode, text: string(text)}
	errs := []error{setMode(&p.Mode)}
	for i := range file.Rules {
		r, err := readRule(&file.Rules[i])
		if err == nil && slices.ContainsFunc(p.Rules, func(o Rule) bool { return o.Name == r.Name }) {
			err = fmt.Errorf("rule %q (line %d): there is another rule of this name", r.Name, r.line)
		}
		p.Rules, errs = append(p.Rules, r), append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	p.sort()
	return p, nil
}

// decode refuses fields that are not known: a misspelt one would be a rule that is not
// there.
func decode(text []byte, v any) error {
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(v); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if d.Decode(&yaml.Node{}) != io.EOF {
		return errors.New("a policy is one document; here is another")
	}
	return nil
}

// sort finds the order in which verdicts are looked for.
func (p *Policy) sort() {
	p.order = make([]int, len(p.Rules))
	for i := range p.order {
		p.order[i] = i
	}
	slices.SortStableFunc(p.order, func(a, b int) int { return p.Rules[b].Priority - p.Rules[a].Priority })
}

// setMode fills in the default.
func setMode(m *Mode) error {
	if *m == "" {
		*m = On
	}
	if *m != Off && *m != Log && *m != On {
		return fmt.Errorf("mode %q: want off, log or on", *m)
	}
	return nil
}
