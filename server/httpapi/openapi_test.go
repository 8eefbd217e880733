package httpapi

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

var update = flag.Bool("update", false, "write the golden files")

// TestOpenAPIIsReviewed keeps the document that the code makes in a file, so that a
// change of the API is seen in a review.
func TestOpenAPIIsReviewed(t *testing.T) {
	const golden = "testdata/openapi.json"
	doc, err := describeAll((&api{}).endpoints()).asset()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, doc.plain.bytes, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(doc.plain.bytes, want) {
		t.Errorf("%s is not what the code says; after a look: go test ./server/httpapi -run OpenAPI -update", golden)
	}
}

func TestOpenAPIHoldsTogether(t *testing.T) {
	doc, err := describeAll((&api{}).endpoints()).asset()
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string `json:"operationId"`
			Summary     string
			Parameters  []struct{ Name, In, Description string }
			Responses   map[string]any
		}
		Components struct {
			Schemas map[string]struct {
				Description string
				Properties  map[string]map[string]any
			}
		}
	}
	if err := json.Unmarshal(doc.plain.bytes, &d); err != nil {
		t.Fatal(err)
	}
	if d.OpenAPI != "3.1.0" {
		t.Errorf("version %s", d.OpenAPI)
	}
	ids := map[string]string{}
	for path, ops := range d.Paths {
		for method, op := range ops {
			if before, ok := ids[op.OperationID]; ok || op.OperationID == "" {
				t.Errorf("%s %s: operation id %q is that of %s", method, path, op.OperationID, before)
			}
			ids[op.OperationID] = path
			if op.Summary == "" || op.Responses["200"] == nil {
				t.Errorf("%s %s: incomplete", method, path)
			}
			documented := map[string]bool{}
			for _, p := range op.Parameters {
				documented[p.In+" "+p.Name] = p.Description != ""
			}
			for _, m := range placeholder.FindAllStringSubmatch(path, -1) {
				if !documented["path "+m[1]] {
					t.Errorf("%s: placeholder %s is not described", path, m[1])
				}
			}
		}
	}
	for _, m := range regexp.MustCompile(`"\$ref": "#/components/schemas/(\w+)"`).FindAllStringSubmatch(string(doc.plain.bytes), -1) {
		if _, ok := d.Components.Schemas[m[1]]; !ok {
			t.Errorf("schema %s is missing", m[1])
		}
	}
	if text := string(doc.plain.bytes); strings.Contains(text, "$schema") || strings.Contains(text, "problem+json") {
		t.Error("something of huma's own defaults is in the document")
	}
	request := d.Components.Schemas["AttachRequest"]
	if request.Description == "" || request.Properties["email"]["description"] == nil {
		t.Errorf("doc comments are missing: %+v", request.Properties["email"])
	}
}

// TestDescriptionsStandAlone: what is read apart from the Go around it begins with a
// capital or with its key, ends as a sentence or in a list of values, and names no
// field of Go.
func TestDescriptionsStandAlone(t *testing.T) {
	d := describeAll((&api{}).endpoints())
	for path, item := range d.api.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Delete} {
			if op == nil {
				continue
			}
			standsAlone(t, path, "", op.Description, nil)
			for _, p := range op.Parameters {
				standsAlone(t, path+" "+p.Name, p.Name, p.Description, nil)
			}
		}
	}
	for name, s := range d.schemas.Map() {
		if s.Description == "" {
			t.Errorf("%s: no description", name)
		}
		standsAlone(t, name, "", s.Description, s.Properties)
		for key, p := range s.Properties {
			standsAlone(t, name+"."+key, key, p.Description, s.Properties)
		}
	}
}

var (
	sentences = regexp.MustCompile(`^[A-Z].*[.)]$`)
	goName    = regexp.MustCompile(`[^.:] \(?([A-Z][a-z][A-Za-z]*)`)
	goLink    = regexp.MustCompile(`\[[A-Z]`)
)

func standsAlone(t *testing.T, where, key, text string, siblings map[string]*huma.Schema) {
	t.Helper()
	if text == "" {
		return
	}
	text, _, _ = strings.Cut(text, "\n- `")
	if rest, ok := strings.CutPrefix(text, key); ok && key != "" {
		text = "It" + rest
	}
	if !sentences.MatchString(text) || goLink.MatchString(text) {
		t.Errorf("%s is no sentence: %s", where, text)
	}
	for _, m := range goName.FindAllStringSubmatch(text, -1) {
		for other := range siblings {
			if strings.EqualFold(m[1], strings.ReplaceAll(other, "_", "")) && m[1] != other {
				t.Errorf("%s speaks of %s by its name in Go: %s", where, other, text)
			}
		}
	}
}

// TestErrorCodesAreDocumented: the list of codes is closed, and the document has it.
func TestErrorCodesAreDocumented(t *testing.T) {
	doc, err := describeAll((&api{}).endpoints()).asset()
	if err != nil {
		t.Fatal(err)
	}
	text := string(doc.plain.bytes)
	for code, want := range map[string]bool{"rate_limited": true, "internal": true, "incorrect_code": true, "wasm_blocked": false, "no_dom": false} {
		if got := strings.Contains(text, `"`+code+`"`); got != want {
			t.Errorf("%s documented: %v, want %v", code, got, want)
		}
	}
}
