package main

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// A logo that is a file is kept as a URL that holds it, whatever the case of its ending,
// until another takes its place.
func TestProjectLogo(t *testing.T) {
	newDatabase(t)
	id := group(t, ok(t, "project", "create", "Shop", "--logo", file(t, "leaf.svg", "<svg/>")), `Id +([0-9a-f]{24})\n`)
	for _, c := range []struct{ name, content, want string }{
		{"", "", "data:image/svg+xml;base64,PHN2Zy8+"},
		{"leaf.png", "\x89PNG\xff\x00", "data:image/png;base64,iVBOR/8A"},
		{"LEAF.JPG", "\xff\xd8\xff", "data:image/jpeg;base64,/9j/"},
		{"leaf.jpeg", "j", "data:image/jpeg;base64,ag=="},
		{"leaf.gif", "GIF89a", "data:image/gif;base64,R0lGODlh"},
		{"leaf.webp", "RIFF", "data:image/webp;base64,UklGRg=="},
		{"largest.png", strings.Repeat("x", 24<<10-18), "data:image/png;base64," + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", 24<<10-18)))},
	} {
		if c.name != "" {
			ok(t, "project", "set", id, "--logo", file(t, c.name, c.content))
		}
		if got := logo(t, id); got != c.want {
			t.Errorf("%s: %.60q, want %.60q", c.name, got, c.want)
		}
	}
	ok(t, "project", "set", id, "--name", "Shop 2")
	if logo(t, id) == "" {
		t.Error("a new name took the logo away")
	}
	ok(t, "project", "set", id, "--logo-url", "")
	if got := logo(t, id); got != "" {
		t.Errorf("after --logo-url \"\": %q", got)
	}
}

func TestProjectLogoMistakes(t *testing.T) {
	newDatabase(t)
	ok(t, "project", "create", "Shop")
	svg := file(t, "leaf.svg", "<svg/>")
	for why, args := range map[string][]string{
		".png, .jpg, .gif, .webp or .svg": {"--logo", file(t, "leaf.bmp", "BM")},
		"up to 24 kB":                     {"--logo", file(t, "large.png", strings.Repeat("x", 24<<10+1))},
		"can't be used together":          {"--logo", svg, "--logo-url", "https://shop.example/leaf.svg"},
		"no such file":                    {"--logo", svg + "x"},
		"absolute http or https URL":      {"--logo-url", "javascript:alert(1)"},
	} {
		t.Run(why, func(t *testing.T) { refused(t, why, append([]string{"project", "set", "Shop"}, args...)...) })
	}
	if got := logo(t, "Shop"); got != "" {
		t.Errorf("a refused logo is kept: %.60q", got)
	}
}

// logo is that of a project as it is kept.
func logo(t *testing.T, project string) string {
	t.Helper()
	var p wire.Project
	if err := json.Unmarshal([]byte(ok(t, "project", "show", project)), &p); err != nil {
		t.Fatal(err)
	}
	return p.LogoURL
}
