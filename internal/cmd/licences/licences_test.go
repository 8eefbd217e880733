package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestContents: all that is shipped has a licence that is allowed, its text is at hand, and the committed list is of today.
func TestContents(t *testing.T) {
	parts, err := contents()
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]int{}
	for _, p := range parts {
		in[p.in()]++
		if !allowed(p.licence) {
			t.Errorf("%s is under %q, which is not allowed", p.name, p.licence)
		}
		if len(p.texts) == 0 && p.licence != "CC0-1.0" {
			t.Errorf("%s is without its licence's text", p.name)
		}
		if p.version == "" {
			t.Errorf("%s has no version", p.name)
		}
	}
	if in["server"] < 20 || in["server, SDK"] < 1 {
		t.Errorf("only %v are listed", in)
	}
	committed, err := os.ReadFile("../../../THIRD_PARTY.md")
	if err != nil || string(committed) != string(document(parts)) {
		t.Errorf("THIRD_PARTY.md is not of today: run go generate ./internal/cmd/licences (%v)", err)
	}
	text, err := sbom(parts)
	var b bill
	if err != nil || json.Unmarshal(text, &b) != nil || len(b.Components) != len(parts) {
		t.Fatalf("the bill of materials: %v, %d components", err, len(b.Components))
	}
	for i, c := range b.Components {
		if c.PURL == "" || c.Version != parts[i].version || c.Licenses[0].License.ID != parts[i].licence {
			t.Errorf("%+v", c)
		}
	}
}

// TestPackagesHaveNoDependencies: what is published on npm brings nothing along.
func TestPackagesHaveNoDependencies(t *testing.T) {
	for _, file := range []string{"../../../web/package.json", "../../../sdk/node/package.json"} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var p struct {
			Name                                    string
			Dependencies, OptionalDependencies      map[string]string
			BundleDependencies, BundledDependencies []string
			Scripts                                 map[string]string
		}
		if err := json.Unmarshal(b, &p); err != nil || p.Name == "" {
			t.Fatalf("%s: %v", file, err)
		}
		if len(p.Dependencies)+len(p.OptionalDependencies)+len(p.BundleDependencies)+len(p.BundledDependencies) != 0 {
			t.Errorf("%s has dependencies: list them in contents", file)
		}
		for _, hook := range []string{"preinstall", "install", "postinstall"} {
			if p.Scripts[hook] != "" {
				t.Errorf("%s runs a program where it is installed: %s", file, p.Scripts[hook])
			}
		}
	}
}

func TestIdentify(t *testing.T) {
	const bsd = "Redistribution and use in source and binary forms … must retain the above copyright notice"
	for content, want := range map[string]string{
		"": "",
		"GNU AFFERO GENERAL PUBLIC LICENSE Version 3":                   "",
		"Mozilla Public License Version 2.0":                            "",
		"Permission is hereby granted, free of charge, to whom we like": "",
		bsd: "BSD-2-Clause",
		bsd + ". Neither the name of X nor … may be used to endorse or promote products": "BSD-3-Clause",
	} {
		if got := identify(content); got != want {
			t.Errorf("%q is %q, want %q", content, got, want)
		}
	}
	for _, k := range known {
		if got := identify(strings.ToUpper(strings.Join(k.says, ".\n"))); got != k.name {
			t.Errorf("%s is taken for %q", k.name, got)
		}
	}
}
