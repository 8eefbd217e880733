package httpapi

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.html
var docsHTML string

var docsTemplate = template.Must(template.New("docs").Parse(docsHTML))

// docsPage is /docs: the document of /openapi.json as one page for people. It is made
// once, has no script and loads nothing, so that its policy can forbid both.
type docsPage struct {
	page, policy string
}

func (p *docsPage) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", p.policy)
	h.Set("Cache-Control", cacheRevalidate)
	_, _ = w.Write([]byte(p.page))
}

func newDocsPage(d *document) (*docsPage, error) {
	var b bytes.Buffer
	if err := docsTemplate.Execute(&b, d.forPeople()); err != nil {
		return nil, err
	}
	_, rest, _ := strings.Cut(docsHTML, "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	return &docsPage{
		page:   b.String(),
		policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
	}, nil
}

// What the page shows.
type (
	docs struct {
		Version, About string
		Credentials    []docsCredential
		Groups         []docsGroup
		Types          []docsType
	}
	docsCredential struct{ Name, About string }
	docsGroup      struct {
		Name, About string
		Operations  []docsOperation
	}
	docsOperation struct {
		ID, Method, Path, Summary, About string
		Older                            bool
		Who                              []string
		Fields                           []docsField
		Body, Reply                      docsTypeName
	}
	docsType struct {
		Name, About string
		Fields      []docsField
	}
	docsField struct {
		In, Name, About string
		Required        bool
		Type            docsTypeName
	}
	// docsTypeName is a type of JSON, or with Ref one of the page's types.
	docsTypeName struct {
		Name      string
		Ref, List bool
	}
)

func (d *document) forPeople() docs {
	page := docs{Version: d.api.Info.Version, About: d.api.Info.Description}
	for _, name := range slices.Sorted(maps.Keys(securitySchemes)) {
		page.Credentials = append(page.Credentials, docsCredential{name, securitySchemes[name].Description})
	}
	for _, tag := range d.api.Tags {
		page.Groups = append(page.Groups, docsGroup{tag.Name, tag.Description, d.operationsOf(tag.Name)})
	}
	for _, name := range slices.Sorted(maps.Keys(d.schemas.Map())) {
		s := d.schemas.Map()[name]
		t := docsType{Name: name, About: s.Description}
		for _, field := range slices.Sorted(maps.Keys(s.Properties)) {
			t.Fields = append(t.Fields, docsField{Name: field, About: s.Properties[field].Description, Type: typeName(s.Properties[field])})
		}
		page.Types = append(page.Types, t)
	}
	return page
}

func (d *document) operationsOf(tag string) (list []docsOperation) {
	for _, path := range slices.Sorted(maps.Keys(d.api.Paths)) {
		item := d.api.Paths[path]
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Delete} {
			if op != nil && op.Tags[0] == tag {
				list = append(list, describeOperation(op))
			}
		}
	}
	return list
}

func describeOperation(op *huma.Operation) docsOperation {
	o := docsOperation{
		ID: op.OperationID, Method: op.Method, Path: op.Path, Summary: op.Summary, About: op.Description, Older: op.Deprecated,
		Reply: contentType(op.Responses["200"].Content),
	}
	for _, scheme := range op.Security {
		o.Who = append(o.Who, slices.Collect(maps.Keys(scheme))...)
	}
	for _, p := range op.Parameters {
		o.Fields = append(o.Fields, docsField{In: p.In, Name: p.Name, About: p.Description, Required: p.Required, Type: typeName(p.Schema)})
	}
	if op.RequestBody != nil {
		o.Body = contentType(op.RequestBody.Content)
	}
	return o
}

func contentType(content map[string]*huma.MediaType) docsTypeName {
	for _, c := range content {
		return typeName(c.Schema)
	}
	return docsTypeName{}
}

func typeName(s *huma.Schema) docsTypeName {
	switch {
	case s.Ref != "":
		return docsTypeName{Name: s.Ref[strings.LastIndex(s.Ref, "/")+1:], Ref: true}
	case s.Type == "array" && s.Items != nil:
		t := typeName(s.Items)
		t.List = true
		return t
	case len(s.OneOf) > 0:
		var names []string
		for _, one := range s.OneOf {
			names = append(names, typeName(one).text())
		}
		return docsTypeName{Name: strings.Join(names, " or ")}
	case s.Type == "":
		return docsTypeName{Name: "any JSON"}
	case s.Format == "date-time":
		return docsTypeName{Name: "time"}
	}
	return docsTypeName{Name: s.Type}
}

func (t docsTypeName) text() string {
	if t.List {
		return "list of " + t.Name
	}
	return t.Name
}
