package hosted

import (
	"html/template"
	"net/http"
	"strings"

	"golang.org/x/text/language"

	ui "github.com/openrupt/openrupt/challengeui"
)

// languageOf is the one that the link names, or the browser prefers.
func languageOf(r *http.Request) *ui.Texts {
	wishes := []string{r.URL.Query().Get("lang")}
	if tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language")); err == nil {
		for _, t := range tags {
			wishes = append(wishes, t.String())
		}
	}
	return ui.Pick(wishes...)
}

// changeLanguage redirects to the same page in another language, if do asks for one.
func changeLanguage(w http.ResponseWriter, r *http.Request, do string) bool {
	tag, ok := strings.CutPrefix(do, ui.ActionLang)
	if !ok {
		return false
	}
	q := r.URL.Query()
	q.Set("lang", ui.Pick(tag).Tag)
	http.Redirect(w, r, r.URL.Path+"?"+q.Encode(), http.StatusSeeOther)
	return true
}

// markup is a tree as HTML, which the view escapes.
func markup(n *ui.Node) template.HTML { return template.HTML(ui.HTML(n)) }
