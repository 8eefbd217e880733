package evaluate

import (
	"fmt"
	"slices"

	"github.com/expr-lang/expr/vm"

	"github.com/openrupt/openrupt/internal/wire"
)

// Outcome is how one rule came out.
type Outcome struct {
	Rule *Rule
	// Mode is the rule's, bounded by the policy's and the caller's.
	Mode Mode
	// Holds says that the condition is true. A rule that is off is not looked at.
	Holds bool
	// Decides says that the verdict is this rule's.
	Decides bool
	// Err is why the condition could not be worked out; then it does not hold.
	Err error
}

// Decision is what follows from a policy and facts.
type Decision struct {
	// Verdict is the one of the first rule that is on, holds and has one; allow when
	// there is none.
	Verdict wire.Verdict
	// Reasons are those of all rules that hold, in the order of the file; never nil.
	Reasons []wire.Reason
	// Shadow is what the verdict would be if rules in mode log were on.
	Shadow wire.Verdict
	// ShadowRule is the rule that would decide then; nil when none does.
	ShadowRule *Rule
	// Outcomes has one entry a rule, in the order of the file.
	Outcomes []Outcome
}

// Decide applies the policy, with no rule going further than most.
func (p *Policy) Decide(f *Facts, most Mode) Decision {
	d := Decision{Verdict: wire.VerdictAllow, Shadow: wire.VerdictAllow, Reasons: []wire.Reason{}, Outcomes: make([]Outcome, len(p.Rules))}
	machine, env := &vm.VM{}, any(*f)
	for i := range p.Rules {
		d.Outcomes[i] = p.Rules[i].try(machine, env, p.Mode.atMost(most))
		if r := p.Rules[i].Reason; d.Outcomes[i].Holds && r != "" && !slices.Contains(d.Reasons, r) {
			d.Reasons = append(d.Reasons, r)
		}
	}
	decided := false
	for _, i := range p.order {
		o := &d.Outcomes[i]
		if !o.Holds || o.Rule.Verdict == "" {
			continue
		}
		if d.ShadowRule == nil {
			d.Shadow, d.ShadowRule = o.Rule.Verdict, o.Rule
		}
		if o.Mode == On && !decided {
			d.Verdict, o.Decides, decided = o.Rule.Verdict, true, true
		}
	}
	return d
}

// try works out the condition.
func (r *Rule) try(machine *vm.VM, env any, most Mode) Outcome {
	o := Outcome{Rule: r, Mode: r.Mode.atMost(most)}
	if o.Mode == Off {
		return o
	}
	result, err := machine.Run(r.program, env)
	if err != nil {
		o.Err = fmt.Errorf("rule %q: %w", r.Name, err)
		return o
	}
	o.Holds = result == true
	return o
}
