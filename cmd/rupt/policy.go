package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/evaluate"
)

// rulesFlags name the files that decide what a server notices and what follows.
type rulesFlags struct {
	Policy       string `help:"The policy of evaluate, a YAML file; see rupt policy." env:"RUPT_POLICY" placeholder:"FILE" type:"existingfile"`
	EmailDomains string `help:"Changes to the list of disposable email domains: one a line, with ! before those that are not." env:"RUPT_EMAIL_DOMAINS" placeholder:"FILE" type:"existingfile"`
	GeoIP        string `help:"A city database in the MaxMind format (.mmdb), for journeys and places." name:"geoip" env:"RUPT_GEOIP" placeholder:"FILE" type:"existingfile"`
	Calibration  string `help:"What fingerprints that are alike are worth: a file that rupt calibrate wrote." env:"RUPT_CALIBRATION" placeholder:"FILE" type:"existingfile"`
}

func (r rulesFlags) rules() app.Rules {
	return app.Rules{Policy: r.Policy, EmailDomains: r.EmailDomains, GeoIP: r.GeoIP, Calibration: r.Calibration}
}

// policyCommand is for those who write policies.
type policyCommand struct {
	Show  policyShowCommand  `cmd:"" help:"Check a policy and print it; without one, that of the project, or the default policy."`
	Test  policyTestCommand  `cmd:"" help:"Say what a policy makes of a request, fact by fact and rule by rule."`
	Set   policySetCommand   `cmd:"" help:"Give a project a policy of its own, if it works."`
	Unset policyUnsetCommand `cmd:"" help:"Have the server's policy decide for a project again."`
}

// chosenPolicy is a file, else what decides for a project: its own policy, the server's
// file, the default policy.
type chosenPolicy struct {
	File      string `arg:"" optional:"" help:"The policy; without one, that of the project, or the default policy." type:"existingfile"`
	Project   string `help:"The project's id or name." placeholder:"PROJECT"`
	DB        string `help:"The database that has the project." name:"db" env:"RUPT_DB" placeholder:"URL"`
	MasterKey string `hidden:"" env:"RUPT_MASTER_KEY"`
	Server    string `hidden:"" name:"policy" env:"RUPT_POLICY"`
}

// read returns the policy, which works.
func (c *chosenPolicy) read(env *environment) (policy *evaluate.Policy, err error) {
	switch {
	case c.File != "" && c.Project != "":
		return nil, errors.New("both a file and a project are given; which one counts?")
	case c.File != "":
		return app.ReadPolicy(c.File)
	case c.Project == "":
		return evaluate.Default(), nil
	}
	own := ""
	err = (&database{c.DB, c.MasterKey}).use(env, func(s *core.Service) error {
		p, err := s.FindProject(env, c.Project)
		if err == nil {
			own = p.Policy
		}
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case own != "":
		return evaluate.Parse([]byte(own))
	case c.Server != "":
		return app.ReadPolicy(c.Server)
	}
	return evaluate.Default(), nil
}

// policyShowCommand prints a policy that works, to begin one's own with.
type policyShowCommand struct{ chosenPolicy }

// Run checks the policy before it prints it.
func (p *policyShowCommand) Run(env *environment) error {
	policy, err := p.read(env)
	if err != nil {
		return err
	}
	_, err = io.WriteString(env.stdout, policy.Text())
	return err
}

// policySetCommand stores a policy.
type policySetCommand struct {
	inProject
	File   string `arg:"" help:"The policy, a YAML file." type:"existingfile"`
	DryRun bool   `help:"Only check it."`
}

// Run checks the policy before it stores it.
func (p *policySetCommand) Run(env *environment) error {
	policy, err := app.ReadPolicy(p.File)
	if err != nil {
		return err
	}
	return p.within(env, func(s *core.Service, project string) error {
		if _, err := s.SetPolicy(env, project, &wire.PolicyRequest{Policy: policy.Text(), DryRun: p.DryRun}); err != nil {
			return err
		}
		if p.DryRun {
			return env.say("It works. Nothing was changed.")
		}
		return env.say("Set. Servers know within seconds.")
	})
}

// policyUnsetCommand forgets a project's policy.
type policyUnsetCommand struct{ inProject }

// Run forgets it.
func (p *policyUnsetCommand) Run(env *environment) error {
	return p.within(env, func(s *core.Service, project string) error {
		if err := s.ClearPolicy(env, project); err != nil {
			return err
		}
		return env.say("Unset: the server's policy decides.")
	})
}

// policyTestCommand is a dry run of one request.
type policyTestCommand struct {
	chosenPolicy
	Request      string `required:"" help:"A JSON file with the body of an evaluate request; under \"facts\", those that a server would have looked up." placeholder:"FILE" type:"existingfile"`
	EmailDomains string `help:"Changes to the list of disposable email domains." placeholder:"FILE" type:"existingfile"`
}

// Run explains the verdict.
func (p *policyTestCommand) Run(env *environment) error {
	policy, err := p.read(env)
	if err != nil {
		return err
	}
	facts, err := p.facts()
	if err != nil {
		return fmt.Errorf("%s: %w", p.Request, err)
	}
	decision := policy.Decide(&facts, evaluate.On)
	return decision.Explain(env.stdout, &facts)
}

// facts are those of the request, with the given ones in place of what a server would
// look up.
func (p *policyTestCommand) facts() (f evaluate.Facts, err error) {
	text, err := os.ReadFile(p.Request)
	if err != nil {
		return f, err
	}
	lists, err := app.ReadEmailLists(p.EmailDomains)
	if err != nil {
		return f, err
	}
	var request struct {
		wire.EvaluateRequest
		Facts json.RawMessage `json:"facts"`
	}
	if err := strictly(text, &request); err != nil {
		return f, err
	}
	if request.Action != wire.ActionSignup && request.Action != wire.ActionLogin {
		return f, errors.New("action: want signup or login")
	}
	f = core.RequestFacts(lists, &request.EvaluateRequest)
	if len(request.Facts) > 0 {
		err = strictly(request.Facts, &f)
	}
	return f, err
}

// strictly refuses fields that are not known: a misspelt one would be tested as absent.
func strictly(text []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(v)
}
