package hosted

import (
	"encoding/json"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/wire"
)

// document is one whole page.
type document struct {
	Texts *ui.Texts
	Title string
	Style string
	Body  template.HTML
	// Data is handed to the script; nil leaves the page without one.
	Data *Data
	// Theme is the address of the project's colours; "" for none.
	Theme string
	// face is the project's; nil when unknown. targets may be left for.
	face    *wire.ChallengeProject
	targets []string
}

// Data is what the page hands to the SDK, in the element with the id [wire.ChallengeDataID].
type Data struct {
	ClientID  string `json:"client_id"`
	Challenge string `json:"challenge"`
	Language  string `json:"lang"`
	Channel   string `json:"channel,omitempty"`
	// Snapshot is where the person stands; see challengeui.Restore.
	Snapshot string `json:"snapshot"`
	// Now is the server's clock in milliseconds.
	Now   int64     `json:"now"`
	Links DataLinks `json:"links"`
}

// DataLinks are the links that the page was opened with and the project allows.
type DataLinks struct {
	Success    string `json:"success,omitempty"`
	Logout     string `json:"logout,omitempty"`
	NewAccount string `json:"new_account,omitempty"`
	Upgrade    string `json:"upgrade,omitempty"`
	Refused    bool   `json:"refused,omitempty"`
}

var shell = template.Must(template.New("shell").Funcs(template.FuncMap{"json": func(d *Data) (template.JS, error) {
	b, err := json.Marshal(d) // escapes <, > and &
	return template.JS(b), err
}}).Parse(`<!doctype html>
<html lang="{{.Texts.Tag}}" dir="{{.Texts.Dir}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{{.Title}}</title>
<link rel="stylesheet" href="{{.Style}}">
{{with .Theme}}<link rel="stylesheet" href="{{.}}">
{{end}}<link rel="icon" href="data:,">
</head>
<body>{{.Body}}
{{- with .Data}}
<script type="application/json" id="` + wire.ChallengeDataID + `">{{json .}}</script>
<script async src="/rupt.js"></script>
{{- end}}
</body>
</html>
`))

// write sends the page. Nothing of it may be kept, framed, or leak through a Referer.
func (d document) write(w http.ResponseWriter, status int) error {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", d.policy())
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Accept-Language, Cookie")
	w.WriteHeader(status)
	d.Style, d.Theme = stylePath, themeURL(d.face)
	return shell.Execute(w, d)
}

// policy allows what the page is made of. form-action names the targets too, since
// browsers apply it to the redirect that follows a form.
func (d document) policy() string {
	scripts, images := "'none'", "data:"
	if d.Data != nil {
		scripts = "'self' 'wasm-unsafe-eval'"
	}
	if d.face != nil {
		images = strings.TrimSpace(images + " " + origin(d.face.LogoURL))
	}
	forms := []string{"'self'"}
	for _, t := range d.targets {
		if o := origin(t); o != "" && !slices.Contains(forms, o) {
			forms = append(forms, o)
		}
	}
	return strings.Join([]string{
		"default-src 'none'", "style-src 'self'", "script-src " + scripts, "connect-src 'self'", "img-src " + images,
		"form-action " + strings.Join(forms, " "), "base-uri 'none'", "frame-ancestors 'none'",
	}, "; ")
}

// origin is scheme and host of an http(s) URL, else "".
func origin(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(u.Host, " ;,'\"") {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
