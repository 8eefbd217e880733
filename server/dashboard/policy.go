package dashboard

import (
	"net/http"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

type policyData struct {
	Source wire.PolicySource
	Text   string
	Trial  *core.PolicyTrial
	Moves  []move
}

// move is how many evaluations went from one verdict to another.
type move struct {
	From, To wire.Verdict
	N        int
	// Share is of all that were looked at.
	Share float64
}

// Changed says that the verdict would be another one.
func (m move) Changed() bool { return m.From != m.To }

func (d *Dashboard) policy(q *request) error {
	p, err := d.Core.ProjectPolicy(q.ctx(), q.project.ID)
	if err != nil {
		return err
	}
	return q.showPolicy(http.StatusOK, policyData{Source: p.Source, Text: p.Policy}, "")
}

func (q *request) showPolicy(status int, data policyData, problem string) error {
	return q.render(status, page{Title: "Policy", Section: "policy", template: "policy", Notice: q.done(), Problem: problem, Data: data})
}

// changePolicy tries what was written, or saves it, or goes back to the server's: the
// form has a button for each.
func (d *Dashboard) changePolicy(q *request) error {
	text := strings.ReplaceAll(q.r.PostFormValue("policy"), "\r\n", "\n")
	switch q.r.PostFormValue("do") {
	case "save":
		return d.savePolicy(q, text)
	case "clear":
		err := d.Core.ClearPolicy(q.ctx(), q.project.ID)
		q.audit("clear policy", err)
		if err != nil {
			return err
		}
		return q.to(q.path("/policy") + "?done=cleared")
	}
	return d.tryPolicy(q, text)
}

func (d *Dashboard) savePolicy(q *request, text string) error {
	_, err := d.Core.SetPolicy(q.ctx(), q.project.ID, &wire.PolicyRequest{Policy: text})
	q.audit("change policy", err)
	if err != nil {
		return d.policyMistake(q, text, err)
	}
	return q.to(q.path("/policy") + "?done=saved")
}

// policyMistake leaves what was written on the page.
func (d *Dashboard) policyMistake(q *request, text string, err error) error {
	problem, ok := mistake(err)
	if !ok {
		return err
	}
	p, err := d.Core.ProjectPolicy(q.ctx(), q.project.ID)
	if err != nil {
		return err
	}
	return q.showPolicy(http.StatusBadRequest, policyData{Source: p.Source, Text: text}, problem)
}

func (d *Dashboard) tryPolicy(q *request, text string) error {
	trial, err := d.Core.TryPolicy(q.ctx(), q.project.ID, text)
	if err != nil {
		return d.policyMistake(q, text, err)
	}
	p, err := d.Core.ProjectPolicy(q.ctx(), q.project.ID)
	if err != nil {
		return err
	}
	return q.showPolicy(http.StatusOK, policyData{Source: p.Source, Text: text, Trial: trial, Moves: moves(trial)}, "")
}

// verdicts are in the order of how much they ask of people.
var verdicts = []wire.Verdict{wire.VerdictAllow, wire.VerdictChallenge, wire.VerdictDeny}

// moves are those that change something first.
func moves(t *core.PolicyTrial) (list []move) {
	for _, changed := range []bool{true, false} {
		for _, from := range verdicts {
			for _, to := range verdicts {
				if n := t.Changes[[2]wire.Verdict{from, to}]; n > 0 && (from != to) == changed {
					list = append(list, move{from, to, n, float64(n) / float64(t.N)})
				}
			}
		}
	}
	return list
}

func (d *Dashboard) policyActions() map[string]handler {
	return map[string]handler{"/policy": d.changePolicy}
}
