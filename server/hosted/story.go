package hosted

import (
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

var stories = template.Must(template.New("stories").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stories of the challenge</title>
<h1>Every state of the challenge</h1>
<ul>
{{- range $s := .Stories}}
<li>{{$s.Name}}:{{range $l := $.Languages}} <a href="/dev/story/{{$s.Name}}?lang={{$l.Tag}}" hreflang="{{$l.Tag}}">{{$l.Tag}}</a>{{end}}
<a href="/dev/story/{{$s.Name}}?theme=dark">dark</a> <a href="/dev/story/{{$s.Name}}?theme=light">light</a> <a href="/dev/story/{{$s.Name}}?modal=1">modal</a></li>
{{- end}}
</ul>
`))

func (p *Pages) showStories(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	err := stories.Execute(w, struct {
		Stories   []story.Story
		Languages []*ui.Texts
	}{story.Stories(), ui.Languages[:]})
	if err != nil {
		p.Log.WarnContext(r.Context(), "stories", "error", err)
	}
}
