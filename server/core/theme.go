package core

import "github.com/openrupt/openrupt/internal/wire"

// ThemeCSS are a project's colours as rules that come after the challenge's own; "" for none. What
// is no colour is left out, so that nothing else gets into a style sheet. Colours that
// a page sets by --rupt-* still win.
func ThemeCSS(t wire.Theme) string {
	light, dark := declarations(readable(t.Light)), declarations(readable(t.Dark))
	css := ""
	if light != "" {
		css = ".challenge-page{" + light + "}"
	}
	if dark != "" {
		css += "@media (prefers-color-scheme:dark){.challenge-page:not([data-theme=light]){" + dark + "}}.challenge-page[data-theme=dark]{" + dark + "}"
	}
	return css
}

func declarations(p wire.Palette) string {
	css := ""
	for _, d := range [...]struct{ private, public, value string }{
		{"accent", "accent", p.Accent}, {"on-accent", "on-accent", p.OnAccent}, {"bg", "background", p.Background},
		{"card", "surface", p.Surface}, {"ink", "text", p.Text}, {"muted", "muted", p.Muted}, {"line", "border", p.Border},
	} {
		if colour.MatchString(d.value) {
			css += "--" + d.private + ":var(--rupt-" + d.public + "," + d.value + ");"
		}
	}
	return css
}
