package httpapi

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

// TestOpenAPIIsReviewed keeps the document that the code makes in a file, so that a
// change of the API is seen in a review.
func TestOpenAPIIsReviewed(t *testing.T) {
	const golden = "testdata/openapi.json"
	doc, err := openAPI((&api{}).endpoints())
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
	doc, err := openAPI((&api{}).endpoints())
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

// TestErrorCodesAreDocumented: the list of codes is closed, and the document has it.
func TestErrorCodesAreDocumented(t *testing.T) {
	doc, err := openAPI((&api{}).endpoints())
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
