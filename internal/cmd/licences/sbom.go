package main

import "encoding/json"

// bill is a bill of materials after CycloneDX 1.6, as far as we have something to say.
type bill struct {
	Format      string      `json:"bomFormat"`
	SpecVersion string      `json:"specVersion"`
	Version     int         `json:"version"`
	Metadata    metadata    `json:"metadata"`
	Components  []component `json:"components"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Type     string    `json:"type"`
	Ref      string    `json:"bom-ref"`
	Name     string    `json:"name"`
	Version  string    `json:"version,omitempty"`
	PURL     string    `json:"purl,omitempty"`
	Licenses []license `json:"licenses"`
}

type license struct {
	License struct {
		ID string `json:"id"`
	} `json:"license"`
}

// sbom lists the parts. It has no time and no serial number: the same source gives the same bytes.
func sbom(parts []*part) ([]byte, error) {
	b := bill{Format: "CycloneDX", SpecVersion: "1.6", Version: 1}
	b.Metadata.Component = component{Type: "application", Ref: "openrupt", Name: "openrupt", PURL: "pkg:golang/" + modulePath, Licenses: licensed("Apache-2.0")}
	for _, p := range parts {
		b.Components = append(b.Components, component{
			Type: "library", Ref: p.purl, Name: p.name, Version: p.version, PURL: p.purl, Licenses: licensed(p.licence),
		})
	}
	text, err := json.MarshalIndent(b, "", "  ")
	return append(text, '\n'), err
}

func licensed(id string) []license {
	var l license
	l.License.ID = id
	return []license{l}
}
