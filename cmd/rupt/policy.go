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
}

func (r rulesFlags) rules() app.Rules {
	return app.Rules{Policy: r.Policy, EmailDomains: r.EmailDomains, GeoIP: r.GeoIP}
}

// policyCommand is for those who write policies.
type policyCommand struct {
	Show policyShowCommand `cmd:"" help:"Check a policy and print it, or the default policy."`
	Test policyTestCommand `cmd:"" help:"Say what a policy makes of a request, fact by fact and rule by rule."`
}

// policyShowCommand prints a policy that works, to begin one's own with.
type policyShowCommand struct {
	File string `arg:"" optional:"" help:"The policy; without one, the default policy." type:"existingfile"`
}

// Run checks the policy before it prints it.
func (p *policyShowCommand) Run(env *environment) error {
	text := evaluate.DefaultText()
	if p.File != "" {
		if _, err := app.ReadPolicy(p.File); err != nil {
			return err
		}
		b, err := os.ReadFile(p.File)
		if err != nil {
			return err
		}
		text = string(b)
	}
	_, err := io.WriteString(env.stdout, text)
	return err
}

// policyTestCommand is a dry run of one request.
type policyTestCommand struct {
	File         string `arg:"" optional:"" help:"The policy; without one, the default policy." type:"existingfile"`
	Request      string `required:"" help:"A JSON file with the body of an evaluate request; under \"facts\", those that a server would have looked up." placeholder:"FILE" type:"existingfile"`
	EmailDomains string `help:"Changes to the list of disposable email domains." placeholder:"FILE" type:"existingfile"`
}

// Run explains the verdict.
func (p *policyTestCommand) Run(env *environment) error {
	policy := evaluate.Default()
	if p.File != "" {
		var err error
		if policy, err = app.ReadPolicy(p.File); err != nil {
			return err
		}
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
	if len(request.Facts) == 0 {
		return f, nil
	}
	return f, strictly(request.Facts, &f)
}

// strictly refuses fields that are not known: a misspelt one would be tested as absent.
func strictly(text []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(v)
}
