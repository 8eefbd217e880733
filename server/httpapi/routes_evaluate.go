package httpapi

import (
	"net/http"
	"net/url"

	"github.com/openrupt/openrupt/internal/wire"
)

// evaluateEndpoints ask for a verdict on a login or a signup.
func (a *api) evaluateEndpoints() []endpoint {
	paths := endpoint{path: "/v2/evaluate", aliases: []string{"/v2/devices/evaluate"}, who: server, limit: limitEvaluate, tag: "evaluations"}
	asPost, asGet := paths, paths
	asPost.method, asPost.maxBody, asPost.id = http.MethodPost, largeBody, "evaluate"
	asPost.summary = "Evaluate an action"
	asGet.method, asGet.query, asGet.id = http.MethodGet, evaluateParams, "evaluateByQuery"
	asGet.summary = "Evaluate an action, asked by query"
	return []endpoint{
		on(asPost, func(c *call, in *wire.EvaluateRequest) (*wire.EvaluateReply, error) {
			return a.core.Evaluate(c.ctx(), c.caller, in)
		}),
		on(asGet, func(c *call, _ *none) (*wire.EvaluateReply, error) {
			in, err := evaluateQuery(c.r.URL.Query())
			if err != nil {
				return nil, err
			}
			return a.core.Evaluate(c.ctx(), c.caller, in)
		}),
		on(endpoint{
			method: http.MethodPost, path: wire.PathEvaluate, who: browser, limit: limitEvaluate, maxBody: largeBody,
			tag: "evaluations", id: "evaluateInBrowser", summary: "Evaluate an action from a page",
			about: "Advisory: whoever reads the page's code can leave it out. Decide by the back end's evaluate.",
		}, func(c *call, in *wire.EvaluateRequest) (*wire.EvaluateReply, error) {
			return a.core.Evaluate(c.ctx(), c.caller, in)
		}),
	}
}

var evaluateParams = []param{
	{name: "action", about: "What the visitor is about to do: signup or login.", required: true},
	{name: "user", about: "The customer's own id of the user; required for login."},
	{name: "ip", about: "The visitor's IP address; required."},
	{name: "fingerprint", about: "The hash of this visit; twice, the second is the one of the visit before."},
	{name: "last_fingerprint", about: "The hash of the visit before."},
	{name: "version", about: "The wire version of the SDK that made the hashes; required with them."},
	{name: "email", about: "The visitor's email address."},
	{name: "phone", about: "The visitor's phone number, in E.164."},
	{name: "metadata", about: "A JSON object as text, passed on to the reply."},
	{name: "user_agent", about: "The visitor's User-Agent header."},
}

// evaluateQuery is the request that a query stands for.
func evaluateQuery(q url.Values) (*wire.EvaluateRequest, error) {
	in := &wire.EvaluateRequest{
		Action: wire.Action(q.Get("action")), User: q.Get("user"), IP: q.Get("ip"),
		LastFingerprint: q.Get("last_fingerprint"), Version: q.Get("version"),
		Email: q.Get("email"), Phone: q.Get("phone"), UserAgent: q.Get("user_agent"),
	}
	if hashes := q["fingerprint"]; len(hashes) > 2 {
		return nil, &wire.Error{Code: wire.CodeInvalidParameter, Param: "fingerprint", Message: "Give one hash or two."}
	} else if len(hashes) > 0 {
		in.Fingerprint = hashes
	}
	if text := q.Get("metadata"); text != "" {
		if !shallow([]byte(text)) || !isObject([]byte(text)) {
			return nil, &wire.Error{Code: wire.CodeInvalidParameter, Param: "metadata", Message: "This must be a JSON object."}
		}
		in.Metadata = wire.Raw(text)
	}
	return in, nil
}
