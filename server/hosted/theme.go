package hosted

import (
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// themePath serves the colours that its query names. They are all that it knows, so a
// browser may keep the answer for ever, and there is no project to look up.
const themePath = "/challenge-theme.css"

// themeURL is where a project's colours are; "" when it has none.
func themeURL(p *wire.ChallengeProject) string {
	if p == nil || p.Theme == nil {
		return ""
	}
	t := *p.Theme
	return themePath + "?" + url.Values{"light": {inLine(t.Light)}, "dark": {inLine(t.Dark)}}.Encode()
}

// inLine is a palette as one word; fromLine reads it.
func inLine(p wire.Palette) string {
	return strings.ReplaceAll(strings.Join([]string{p.Accent, p.OnAccent, p.Background, p.Surface, p.Text, p.Muted, p.Border}, "."), "#", "")
}

func fromLine(s string) (p wire.Palette) {
	words := strings.Split(s, ".")
	for i, to := range []*string{&p.Accent, &p.OnAccent, &p.Background, &p.Surface, &p.Text, &p.Muted, &p.Border} {
		if i < len(words) && words[i] != "" {
			*to = "#" + words[i]
		}
	}
	return p
}

func serveTheme(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	h := w.Header()
	h.Set("Content-Type", "text/css; charset=utf-8")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	io.WriteString(w, core.ThemeCSS(wire.Theme{Light: fromLine(q.Get("light")), Dark: fromLine(q.Get("dark"))}))
}
