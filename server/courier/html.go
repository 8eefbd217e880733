package courier

import (
	"encoding/base64"
	"html/template"
	"regexp"
	"strings"

	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/server/core"
)

// mailPage is the HTML part of a mail. It says what the text says, has no link and no
// script, and loads nothing but the project's logo, if that is on the web.
type mailPage struct {
	Texts   *ui.Texts
	Project string
	// Code is empty in a notice.
	Code       string
	Lead, Note string
	// Logo is an address, or names the attached picture.
	Logo template.URL
	// Accent colours the code.
	Accent template.CSS
}

// Picture is a logo that travels with a mail.
type Picture struct {
	Type string // image/png
	Data []byte
}

// pictureID is how the HTML part names the picture.
const pictureID = "logo"

// Mail programs know little CSS, and the more common ones no style sheet: so the
// styles are inline, and what a style sheet adds is the dark scheme.
var mailTemplate = template.Must(template.New("mail").Parse(`<!doctype html>
<html lang="{{.Texts.Tag}}" dir="{{.Texts.Dir}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{.Project}}</title>
<style>
@media (prefers-color-scheme: dark) {
  .page { background: #0e1014 !important }
  .card { background: #181b21 !important; border-color: #2d323c !important; color: #f1f3f7 !important }
  .code { background: #22262e !important; color: #f1f3f7 !important }
  .soft { color: #a8afbd !important }
}
</style>
</head>
<body class="page" style="margin: 0; background: #f3f4f7">
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background: #f3f4f7">
<tr><td align="center" style="padding: 32px 16px">
<table class="card" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width: 480px; background: #ffffff; border: 1px solid #dfe2e8; border-radius: 16px; color: #171a21; font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; text-align: start">
<tr><td style="padding: 32px 32px 8px; font-weight: 600">{{with .Logo}}<img src="{{.}}" alt="" width="40" height="40" style="vertical-align: middle; border-radius: 8px; object-fit: contain"> &nbsp;{{end}}{{.Project}}</td></tr>
{{- with .Code}}
<tr><td style="padding: 16px 32px 0">{{$.Texts.CodeLabel}}</td></tr>
<tr><td style="padding: 8px 32px 0"><div class="code" dir="ltr" style="padding: 16px; background: #f3f4f7; border-radius: 12px; color: {{$.Accent}}; font: 600 32px/1.2 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; letter-spacing: 6px; text-align: center">{{.}}</div></td></tr>
{{- end}}
<tr><td style="padding: 16px 32px {{if .Note}}0{{else}}32px{{end}}">{{.Lead}}</td></tr>
{{- with .Note}}
<tr><td class="soft" style="padding: 12px 32px 32px; color: #565c69; font-size: 14px">{{.}}</td></tr>
{{- end}}
</table>
</td></tr>
</table>
</body>
</html>
`))

// dressed writes the page in a project's colours, with its logo as an address or as a
// picture to attach. Mail programs show no SVG.
func (p mailPage) dressed(f core.MailFace) (html string, picture *Picture) {
	p.Accent = "#171a21"
	if isAccent.MatchString(f.Accent) {
		p.Accent = template.CSS(f.Accent)
	}
	if picture = pictureOf(f.LogoURL); picture != nil {
		p.Logo = "cid:" + pictureID
	} else if strings.HasPrefix(f.LogoURL, "https://") {
		p.Logo = template.URL(f.LogoURL)
	}
	var b strings.Builder
	if err := mailTemplate.Execute(&b, p); err != nil {
		return "", nil // the text stands alone
	}
	return b.String(), picture
}

var (
	isAccent = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
	dataURL  = regexp.MustCompile(`^data:(image/(?:png|jpeg|gif|webp));base64,(.+)$`)
)

// pictureOf is the picture of a data: URL; nil for none that mail programs show.
func pictureOf(url string) *Picture {
	m := dataURL.FindStringSubmatch(url)
	if m == nil {
		return nil
	}
	data, err := base64.StdEncoding.DecodeString(m[2])
	if err != nil {
		return nil
	}
	return &Picture{Type: m[1], Data: data}
}
