package hosted

import (
	"net/http"

	ui "github.com/openrupt/openrupt/challengeui"
)

func (p *Pages) showSuspended(w http.ResponseWriter, r *http.Request) {
	s := ui.New()
	s.Screen = ui.ScreenSuspended
	// Whose account it is only dresses the page: without it the page says the same.
	s.Project, _ = p.Core.FaceOf(r.Context(), r.URL.Query().Get("client_id"))
	p.showFixed(w, r, s, "")
}

func (p *Pages) pressSuspended(w http.ResponseWriter, r *http.Request) { p.pressFixed(w, r) }

// showFixed sends a page that only knows how to change its language.
func (p *Pages) showFixed(w http.ResponseWriter, r *http.Request, s ui.State, theme string) {
	t := languageOf(r)
	tree := ui.View(s, t)
	if s.Modal {
		tree.Attrs = append(tree.Attrs, ui.Attr{Name: "open"}) // no script opens it here
	}
	if theme != "" {
		tree.Attrs = append(tree.Attrs, ui.Attr{Name: "data-theme", Value: theme})
	}
	d := document{Texts: t, Title: ui.Title(s, t), Body: markup(tree), face: s.Face()}
	if err := d.write(w, http.StatusOK); err != nil {
		p.Log.WarnContext(r.Context(), "fixed page", "error", err)
	}
}

func (p *Pages) pressFixed(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	if !changeLanguage(w, r, r.PostFormValue(ui.ActionField)) {
		http.Redirect(w, r, here(r), http.StatusSeeOther)
	}
}
