package core

import (
	"context"
	"encoding/json"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/evaluate"
)

// PolicyTrial is what a policy would have done.
type PolicyTrial struct {
	// Since is from when on evaluations were looked at, N how many.
	Since wire.Time
	N     int
	// Changes counts evaluations by the verdict that the policy in use gives, and the one
	// that this policy does.
	Changes map[[2]wire.Verdict]int
	Rules   []RuleTrial
}

// RuleTrial is how often a rule would have held, decided, and failed.
type RuleTrial struct {
	Name                  string
	Mode                  evaluate.Mode
	Holds, Decides, Fails int
}

const (
	trialSpan = 24 * time.Hour
	// trialLimit bounds how many evaluations a policy is tried on.
	trialLimit = 20_000
)

// TryPolicy says what a policy would have done with the evaluations of the last day,
// beside what the policy in use does with them. Nothing changes.
func (s *Service) TryPolicy(ctx context.Context, project, text string) (*PolicyTrial, error) {
	policy, err := evaluate.Parse([]byte(text))
	if err != nil {
		return nil, invalid("policy", err.Error())
	}
	var samples []*Sample
	var p *Project
	t := &PolicyTrial{Since: s.now() - ms(trialSpan), Changes: map[[2]wire.Verdict]int{}}
	err = s.store.View(ctx, func(tx Tx) error {
		if p, err = tx.Project(project); err != nil {
			return orNotFound(err, "project")
		}
		samples, err = tx.Samples(project, t.Since, trialLimit)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, r := range policy.Rules {
		t.Rules = append(t.Rules, RuleTrial{Name: r.Name, Mode: r.Mode})
	}
	for _, sample := range samples {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		t.add(s.policyFor(p), policy, sample)
	}
	return t, nil
}

// add tries one evaluation. Facts of another version of the server may not be readable;
// they are left out.
func (t *PolicyTrial) add(used, tried *evaluate.Policy, sample *Sample) {
	var facts evaluate.Facts
	if json.Unmarshal(sample.Facts, &facts) != nil {
		return
	}
	t.N++
	now, then := used.Decide(&facts, evaluate.On), tried.Decide(&facts, evaluate.On)
	t.Changes[[2]wire.Verdict{now.Verdict, then.Verdict}]++
	for i, o := range then.Outcomes {
		t.Rules[i].Mode = o.Mode
		if o.Holds {
			t.Rules[i].Holds++
		}
		if o.Decides {
			t.Rules[i].Decides++
		}
		if o.Err != nil {
			t.Rules[i].Fails++
		}
	}
}
