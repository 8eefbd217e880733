package core

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/wire"
)

// TestFaceSettings: what a project may say about its looks and words.
func TestFaceSettings(t *testing.T) {
	for text, param := range map[string]string{
		`{"theme":{"light":{"accent":"#0b6b50"},"dark":{"accent":"#5fd3a8"}}}`: "",
		`{"theme":{}}`: "",
		`{"theme":{"light":{"accent":"#FFD400"}}}`:                                                            "settings.theme.light.accent", // yellow links on white
		`{"theme":{"light":{"accent":"#3a45d0","on_accent":"#333333"}}}`:                                      "settings.theme.light.on_accent",
		`{"theme":{"light":{"text":"#999999"}}}`:                                                              "settings.theme.light.text",
		`{"theme":{"light":{"surface":"#222222","background":"#222222","text":"#ffffff","muted":"#eeeeee"}}}`: "settings.theme.light.accent",
		`{"theme":{"dark":{"surface":"#ffffff"}}}`:                                                            "settings.theme.dark.text",
		`{"theme":{"light":{"accent":"red"}}}`:                                                                "settings.theme.light.accent",
		`{"theme":{"light":{"border":"#fff;} body{display:none"}}}`:                                           "settings.theme.light.border",
		`{"theme":{"light":{"accent":"#3a45d"}}}`:                                                             "settings.theme.light.accent",
		`{"theme":{"light":{"font":"x"}}}`:                                                                    "settings",
		`{"texts":{"en":{"choose_heading":"Is <b>this</b> your {project} account?"}}}`:                        "",
		`{"texts":{"pt-BR":{"email_note":"x"},"ja":{"devices_text":"端末"}}}`:                                   "",
		`{"texts":null}`:                                                         "",
		`{"texts":{"en":{"mine":"x"}}}`:                                          "settings.texts.en",
		`{"texts":{"e n":{"choose_heading":"x"}}}`:                               "settings.texts",
		`{"texts":{"":{"choose_heading":"x"}}}`:                                  "settings.texts",
		`{"texts":{"en":{"choose_heading":"a\nb"}}}`:                             "settings.texts.en.choose_heading",
		`{"texts":{"en":{"choose_heading":"{to}"}}}`:                             "settings.texts.en.choose_heading",
		`{"texts":{"en":{"choose_heading":""}}}`:                                 "settings.texts.en.choose_heading",
		`{"texts":{"en":{"choose_heading":"{project} {project}"}}}`:              "settings.texts.en.choose_heading",
		`{"texts":{"en":{"choose_heading":"` + strings.Repeat("x", 301) + `"}}}`: "settings.texts.en.choose_heading",
	} {
		before := Settings{DeviceLimit: 1, Texts: wire.Wording{"fr": {"trial_text": "x"}}}
		s, err := before.merged(wire.Raw(text))
		e, _ := err.(*wire.Error)
		if got := e; (got == nil) != (param == "") || got != nil && got.Param != param {
			t.Errorf("%s: %+v, want %q", text, err, param)
		}
		if len(before.Texts) != 1 || err == nil && text != `{"texts":null}` && s.Texts["fr"] == nil {
			t.Errorf("%s: %v became %v", text, before.Texts, s.Texts)
		}
	}
}

func TestLogo(t *testing.T) {
	png := "data:image/png;base64,iVBORw0KGgo="
	for url, ok := range map[string]bool{
		"": true, "https://x.example/l.svg": true, png: true, "data:image/svg+xml;base64,PHN2Zy8+": true,
		"javascript:alert(1)": false, "data:text/html;base64,PGI+": false, "data:image/png;base64,%%%": false, "//x.example/l.png": false,
		"data:image/svg+xml,<svg>": false, "data:image/png;base64," + strings.Repeat("AAAA", 9000): false,
	} {
		if err := (&Project{Settings: Settings{DeviceLimit: 1}}).change(&wire.ProjectRequest{LogoURL: &url}); (err == nil) != ok {
			t.Errorf("%.40s: %v", url, err)
		}
	}
}

// The ratios of the WCAG's own examples, and black or white on an accent.
func TestContrast(t *testing.T) {
	for pair, want := range map[[2]string]float64{{"#000000", "#ffffff"}: 21, {"#777777", "#ffffff"}: 4.48, {"#ffffff", "#ffffff"}: 1, {"#0000ff", "#ffffff"}: 8.59} {
		if got := contrast(pair[0], pair[1]); math.Abs(got-want) > .01 {
			t.Errorf("%v: %.2f, want %.2f", pair, got, want)
		}
	}
	for accent, want := range map[string]string{"#0b6b50": "#ffffff", "#5fd3a8": "#000000", "": ""} {
		if got := readable(wire.Palette{Accent: accent}).OnAccent; got != want {
			t.Errorf("on %s: %s, want %s", accent, got, want)
		}
	}
}

// A challenge's holder gets the face; a project without one sends none.
func TestFace(t *testing.T) {
	p := &Project{Name: "Shop", Settings: Settings{DeviceLimit: 1}}
	if b, _ := json.Marshal(p.Face()); string(b) != `{"name":"Shop"}` {
		t.Errorf("%s", b)
	}
	p.Settings.Theme.Light.Accent = "#0b6b50"
	if f := p.Face(); !strings.Contains(f.Style, "--on-accent:var(--rupt-on-accent,#ffffff)") {
		t.Errorf("%+v", f)
	}
}

// What colours are checked against is what the style sheet has.
func TestPalettesAreTheStyleSheets(t *testing.T) {
	css := strings.ReplaceAll(challengeui.CSS, "#fff)", "#ffffff)")
	for _, p := range []wire.Palette{lightPalette, darkPalette} {
		for name, c := range map[string]string{"accent": p.Accent, "on-accent": p.OnAccent, "background": p.Background, "surface": p.Surface, "text": p.Text, "muted": p.Muted, "border": p.Border} {
			if !strings.Contains(css, "var(--rupt-"+name+","+c+")") {
				t.Errorf("%s is not %s in the style sheet", name, c)
			}
		}
	}
	for _, fixed := range [][]string{lightFixed, darkFixed} {
		for i, name := range []string{"bad", "good", "edge"} {
			if !strings.Contains(css, "--"+name+":"+fixed[i]) {
				t.Errorf("%s is not %s in the style sheet", name, fixed[i])
			}
		}
	}
}
