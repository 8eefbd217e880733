package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// part is something of others that we ship.
type part struct {
	name, version string
	purl          string
	server, sdk   bool   // what it is in
	licence       string // by its SPDX name
	texts         []text // that go with every copy
}

type text struct{ file, content string }

// contents are the parts of the server as released for Linux and of the SDK, by name. npm packages are none of them:
// the published packages have no dependencies.
func contents() ([]*part, error) {
	parts := map[string]*part{}
	add := func(mark func(*part), system, arch, packages string) error {
		modules, err := modulesOf(system, arch, packages)
		for _, m := range modules {
			if parts[m.Path] == nil {
				parts[m.Path] = &part{name: m.Path, version: m.Version, purl: "pkg:golang/" + m.Path + "@" + m.Version}
				err = errors.Join(err, parts[m.Path].read(m.Dir))
			}
			mark(parts[m.Path])
		}
		return err
	}
	err := errors.Join(
		add(func(p *part) { p.server = true }, "linux", "amd64", modulePath+"/cmd/rupt"),
		add(func(p *part) { p.sdk = true }, "js", "wasm", modulePath+"/wasm/..."),
	)
	list := make([]*part, 0, len(parts))
	for _, p := range parts {
		list = append(list, p)
	}
	embedded, e := embedded()
	list = append(list, embedded...)
	slices.SortFunc(list, func(a, b *part) int { return strings.Compare(a.name, b.name) })
	return list, errors.Join(err, e)
}

const modulePath = "github.com/openrupt/openrupt"

type module struct {
	Path, Version, Dir string
	Main               bool
	Replace            *module
}

func modulesOf(system, arch, packages string) (modules []module, err error) {
	list := exec.Command("go", "list", "-deps", "-json=Module", packages)
	list.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+arch, "CGO_ENABLED=0")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct{ Module *module }
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return modules, nil
		} else if err != nil {
			return nil, err
		}
		m := p.Module
		if m != nil && m.Replace != nil {
			m = m.Replace
		}
		if m != nil && !m.Main && !slices.Contains(modules, *m) {
			modules = append(modules, *m)
		}
	}
}

// legal are the names of files that have to go with copies.
var legal = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice)([.-].*)?$`)

// read finds the licence's text, and others beside it, in a module's folder.
func (p *part) read(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !legal.MatchString(e.Name()) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		p.texts = append(p.texts, text{e.Name(), string(content)})
	}
	for _, t := range p.texts {
		if p.licence = identify(t.content); p.licence != "" {
			return nil
		}
	}
	return fmt.Errorf("%s: no licence that is known here", p.name)
}

// embedded are the files of others in the server's source.
func embedded() ([]*part, error) {
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return nil, err
	}
	server := filepath.Join(strings.TrimSpace(string(root)), "server")
	licence, err := os.ReadFile(filepath.Join(server, "dashboard/static/htmx.LICENSE"))
	if err != nil {
		return nil, err
	}
	version, err := npmVersion(filepath.Join(server, "../package.json"), "htmx.org")
	if err != nil {
		return nil, err
	}
	parts := []*part{{name: "htmx.org", version: version, texts: []text{{"LICENSE", string(licence)}}, licence: identify(string(licence))}}
	for _, name := range []string{"disposable.txt", "webmail.txt"} {
		p, err := listOf(filepath.Join(server, "email", name))
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	for _, p := range parts {
		p.server, p.purl = true, "pkg:npm/"+p.name+"@"+p.version
	}
	return parts, nil
}

func npmVersion(file, name string) (string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var p struct{ DevDependencies map[string]string }
	if err := json.Unmarshal(b, &p); err != nil {
		return "", err
	}
	return p.DevDependencies[name], nil
}

var listHead = regexp.MustCompile(`(?m)^# From npm package (\S+) (\S+)\.\n# Licence: (\S+)\n((?:#.*\n)*)`)

// listOf reads the head that genlists writes.
func listOf(file string) (*part, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	m := listHead.FindStringSubmatch(string(b))
	if m == nil {
		return nil, fmt.Errorf("%s does not say where it is from", file)
	}
	p := &part{name: m[1], version: m[2], licence: m[3]}
	if notice := strings.TrimSpace(regexp.MustCompile(`(?m)^# ?`).ReplaceAllString(m[4], "")); notice != "" {
		p.texts = []text{{"LICENSE", notice}}
	}
	return p, nil
}
