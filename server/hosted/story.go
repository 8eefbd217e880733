package hosted

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"net/http"

	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/challengeui/story"
)

// showStory shows one state: ?lang=, ?theme=light or dark, ?modal=1.
func (p *Pages) showStory(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	for _, st := range story.Stories() {
		if st.Name == r.PathValue("name") {
			st.State.Modal = q.Get("modal") != ""
			p.showFixed(w, r, st.State, q.Get("theme"))
			return
		}
	}
	http.NotFound(w, r)
}

func (p *Pages) pressStory(w http.ResponseWriter, r *http.Request) { p.pressFixed(w, r) }

const storiesStyle = `
:root{color-scheme:light dark;--ink:light-dark(#1b1f27,#eceff5);--soft:light-dark(#5a6372,#a3adbd);--line:light-dark(#dde1e8,#313846)}
body{margin:0 auto;padding:clamp(1rem,4vw,3rem);max-width:60rem;background:light-dark(#f4f5f8,#14171d);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
h1{margin:0 0 1rem;font-size:1.5rem;letter-spacing:-.01em}
ul{margin:0;padding:0;list-style:none}
li{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.5rem 0;border-top:1px solid var(--line)}
b{flex:1 0 14rem;font-weight:600}
a{padding:.125rem 0;color:var(--soft)}
a:hover{color:inherit}
`

var stories = template.Must(template.New("stories").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stories of the challenge</title>
<style>{{.Style}}</style>
<h1>Every state of the challenge</h1>
<ul>
{{- range $s := .Stories}}
<li><b>{{$s.Name}}</b>{{range $l := $.Languages}} <a href="/dev/story/{{$s.Name}}?lang={{$l.Tag}}" hreflang="{{$l.Tag}}">{{$l.Tag}}</a>{{end}}
<a href="/dev/story/{{$s.Name}}?theme=dark">dark</a> <a href="/dev/story/{{$s.Name}}?theme=light">light</a> <a href="/dev/story/{{$s.Name}}?modal=1">modal</a></li>
{{- end}}
</ul>
`))

var storiesPolicy = func() string {
	sum := sha256.Sum256([]byte(storiesStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; frame-ancestors 'none'"
}()

func (p *Pages) showStories(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", storiesPolicy)
	err := stories.Execute(w, struct {
		Style     template.CSS
		Stories   []story.Story
		Languages []*ui.Texts
	}{storiesStyle, story.Stories(), ui.Languages[:]})
	if err != nil {
		p.Log.WarnContext(r.Context(), "stories", "error", err)
	}
}
