package httpapi

//go:generate go run ./gencomments ../../internal/wire comments_gen.go

import (
	"bytes"
	"encoding/json"
	"net/http"
	"reflect"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/openrupt/openrupt/internal/wire"
)

// describeAll returns what /openapi.json and /docs say: OpenAPI 3.1, made of the endpoints
// as they are declared and of the Go types that they read and write.
func describeAll(endpoints []endpoint) *document {
	d := newDocument()
	for i := range endpoints {
		d.add(&endpoints[i])
	}
	d.addPlain()
	return d
}

type document struct {
	api      *huma.OpenAPI
	schemas  huma.Registry
	describe map[reflect.Type]bool // done, so that recursive types end
}

func newDocument() *document {
	schemas := newRegistry()
	return &document{
		schemas: schemas, describe: map[reflect.Type]bool{},
		api: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title:   "OpenRupt",
				Version: wire.Version,
				Description: "Ids are 24 hexadecimal digits. Times are RFC 3339 with milliseconds, in UTC. Unknown fields are ignored. " +
					"Every reply that is not a success has the shape of ErrorReply, and the header X-Request-Id finds it in the server's log.",
				License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
			},
			Tags: []*huma.Tag{
				{Name: "devices", Description: "Browsers of accounts."},
				{Name: "evaluations", Description: "Verdicts on logins and signups."},
				{Name: "challenges", Description: "What happens when an account is used on more devices than allowed."},
				{Name: "users", Description: "Accounts, for back ends."},
				{Name: "legacy", Description: "Older ways, which callers still use."},
				{Name: "deliveries", Description: "For those who carry codes: what they took and could not deliver."},
				{Name: "administration", Description: "For the server's operator: nothing here is for pages or back ends. {project} is an id or a name."},
				{Name: "files", Description: "What browsers download, and the hosted pages."},
				{Name: "operations", Description: "For whoever runs the server."},
			},
			Components: &huma.Components{Schemas: schemas, SecuritySchemes: securitySchemes},
		},
	}
}

const (
	schemeNameClient  = "client"
	schemeNameStream  = "stream"
	schemeNameSecret  = "secret"
	schemeNameSession = "session"
	schemeNameAdmin   = "admin"
)

var securitySchemes = map[string]*huma.SecurityScheme{
	schemeNameClient:  {Type: "http", Scheme: "basic", Description: "Authorization: Basic CLIENT_ID:SECRET, as plain text or as base64. SECRET is a signed token, or empty. A POST without the header may carry client_id and secret in its body."},
	schemeNameStream:  {Type: "apiKey", In: "query", Name: "auth", Description: "Basic CLIENT_ID:SECRET, for an EventSource, which can send no header."},
	schemeNameSecret:  {Type: "http", Scheme: "bearer", Description: "Authorization: Bearer API_SECRET, for back ends."},
	schemeNameAdmin:   {Type: "http", Scheme: "bearer", Description: "Authorization: Bearer ADMIN_KEY, for the server's operator (RUPT_ADMIN_KEY)."},
	schemeNameSession: {Type: "apiKey", In: "header", Name: "Authorization", Description: "Authorization: Challenge SESSION, which the right code gives, for one challenge."},
}

// add describes an endpoint at its path and at its aliases.
func (d *document) add(e *endpoint) {
	for i, path := range append([]string{e.path}, e.aliases...) {
		op := &huma.Operation{
			OperationID: e.id, Method: e.method, Path: path, Tags: []string{e.tag},
			Summary: e.summary, Description: e.about, Deprecated: i > 0,
			Parameters: append(pathParams(path), queryParams(e.query)...),
			Security:   security(e),
			Responses:  d.responses(e),
		}
		if i > 0 {
			op.OperationID += "Alias"
			op.Description = "An older path of " + e.path + "."
		}
		if e.in != reflect.TypeFor[none]() {
			op.RequestBody = &huma.RequestBody{Required: true, Content: d.content(e.bodyType(), e.in)}
		}
		d.api.AddOperation(op)
	}
}

// bodyType is the media type of the request's body.
func (e *endpoint) bodyType() string {
	if e.form {
		return formType
	}
	return "application/json"
}

func (d *document) content(mediaType string, t reflect.Type) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{mediaType: {Schema: d.schema(t)}}
}

func (d *document) responses(e *endpoint) map[string]*huma.Response {
	mediaType := e.mediaType
	if mediaType == "" {
		mediaType = "application/json"
	}
	all := map[string]*huma.Response{
		"200":     {Description: "Success.", Content: d.content(mediaType, e.out)},
		"default": {Description: "An error; error.code says which.", Content: d.content("application/json", reflect.TypeFor[wire.ErrorReply]())},
	}
	if e.path == wire.PathListen {
		all["204"] = &huma.Response{Description: "There is nothing to listen to."}
	}
	return all
}

func security(e *endpoint) []map[string][]string {
	var schemes []map[string][]string
	for _, s := range []struct {
		on   bool
		name string
	}{
		{e.who&browser != 0, schemeNameClient},
		{e.path == wire.PathListen, schemeNameStream},
		{e.who&server != 0, schemeNameSecret},
		{e.who&session != 0, schemeNameSession},
		{e.who&admin != 0, schemeNameAdmin},
	} {
		if s.on {
			schemes = append(schemes, map[string][]string{s.name: {}})
		}
	}
	return schemes
}

// What the placeholders of paths stand for.
var placeholders = map[string]string{
	"account":   "The customer's own id of the user.",
	"challenge": "A challenge's id.",
	"delivery":  "A delivery's id.",
	"device":    "A device's id.",
	"endpoint":  "An endpoint's id.",
	"key":       "A key's id, or its client id.",
	"project":   "A project's id, or its name.",
	"user":      "The customer's own id of the user, or ours.",
	"hash":      "A hash of the file's content.",
}

var placeholder = regexp.MustCompile(`{(\w+)}`)

func pathParams(path string) []*huma.Param {
	var params []*huma.Param
	for _, m := range placeholder.FindAllStringSubmatch(path, -1) {
		about := placeholders[m[1]]
		switch {
		case about != "":
		case strings.HasPrefix(path, "/v2/proj/identification/"):
			about = "What the browser was given."
		case strings.HasPrefix(path, "/v2/user/"), strings.HasPrefix(path, "/v2/proj/user/"):
			about = "The customer's own id of the user, or ours."
		case strings.HasPrefix(path, "/v2/challenges/"):
			about = "A challenge's id."
		case strings.HasPrefix(path, "/v2/device/"), strings.HasPrefix(path, "/v2/access/device/"), strings.HasPrefix(path, "/v2/proj/device/"):
			about = "A device's id."
		}
		params = append(params, &huma.Param{Name: m[1], In: "path", Required: true, Description: about, Schema: &huma.Schema{Type: "string"}})
	}
	return params
}

func queryParams(params []param) []*huma.Param {
	var out []*huma.Param
	for _, p := range params {
		kind := p.kind
		if kind == "" {
			kind = "string"
		}
		out = append(out, &huma.Param{Name: p.name, In: "query", Required: p.required, Description: p.about, Schema: &huma.Schema{Type: kind}})
	}
	return out
}

// addPlain describes the paths that are no operations of the domain.
func (d *document) addPlain() {
	for _, p := range []struct{ path, id, tag, summary, mediaType string }{
		{"/rupt.js", "sdkScript", "files", "The browser SDK for a script tag; also at /js/rupt.js", "text/javascript"},
		{"/rupt.mjs", "sdkModule", "files", "The browser SDK as an ES module", "text/javascript"},
		{"/rupt-{hash}.wasm", "sdkWasm", "files", "The SDK's WebAssembly module; its name changes with its content", "application/wasm"},
		{"/index.d.ts", "sdkTypes", "files", "The SDK's TypeScript declarations", "text/plain"},
		{"/integrity.json", "sdkIntegrity", "files", "The digests of these files, by name, for `integrity` attributes", "application/json"},
		{wire.PageChallenge, "challengePage", "files", "The hosted challenge page; works without scripts", "text/html"},
		{wire.PageSuspended, "suspendedPage", "files", "What a suspended user sees", "text/html"},
		{"/healthz", "health", "operations", "Whether the process answers", "application/json"},
		{"/readyz", "readiness", "operations", "Whether requests would be answered; 503 when not", "application/json"},
		{"/docs", "docs", "operations", "This document for people", "text/html"},
		{"/openapi.json", "openapi", "operations", "This document", "application/json"},
	} {
		d.api.AddOperation(&huma.Operation{
			OperationID: p.id, Method: http.MethodGet, Path: p.path, Tags: []string{p.tag}, Summary: p.summary,
			Parameters: pathParams(p.path),
			Responses:  map[string]*huma.Response{"200": {Description: "Success.", Content: map[string]*huma.MediaType{p.mediaType: {Schema: &huma.Schema{}}}}},
		})
	}
}

func (d *document) asset() (*asset, error) {
	text, err := json.Marshal(d.api)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return &asset{contentType: contentTypes[".json"], cache: cacheRevalidate, cross: true, plain: newBody(b.Bytes())}, nil
}
