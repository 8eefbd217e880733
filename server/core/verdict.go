package core

import "github.com/openrupt/openrupt/server/evaluate"

// judge lets the policy decide upon the facts.
func (e *evaluation) judge() error {
	policy := e.s.policyFor(e.Project)
	if err := e.gather(e.sampled || policy.Asks("attaches")); err != nil {
		return err
	}
	e.decision = policy.Decide(&e.facts, evaluate.On)
	return nil
}

// explain tells operators what rules in mode log would have done, and which rules
// could not be worked out.
func (e *evaluation) explain() {
	log := e.s.log.With("project", e.Project.ID, "action", e.facts.Action)
	if e.owner != nil {
		log = log.With("user", e.owner.ID)
	}
	if d := &e.decision; d.Shadow != d.Verdict {
		log.Info("policy: a rule in mode log would decide otherwise", "rule", d.ShadowRule.Name, "would", d.Shadow, "verdict", d.Verdict)
	}
	for _, o := range e.decision.Outcomes {
		if o.Err != nil {
			log.Error("policy: a rule could not be worked out and does not hold", "error", o.Err)
		}
	}
}
