package dashboard

import (
	"bytes"
	"embed"
	"html/template"
	"io/fs"
	"path"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

//go:embed templates/*.html
var templates embed.FS

// views are the templates by name; each has the frame and the parts that pages share.
var views = func() map[string]*template.Template {
	shared := template.Must(template.New("").Funcs(functions).ParseFS(templates, "templates/_*.html"))
	files, err := fs.Glob(templates, "templates/[a-z]*.html")
	if err != nil {
		panic(err)
	}
	all := map[string]*template.Template{}
	for _, file := range files {
		all[strings.TrimSuffix(path.Base(file), ".html")] = template.Must(template.Must(shared.Clone()).ParseFS(templates, file))
	}
	return all
}()

// page is what the frame shows around a view.
type page struct {
	Title string
	// Section is the entry of the navigation that the page belongs to.
	Section string
	// Notice says that something was done; Problem why something was not.
	Notice, Problem string
	// Live loads the script.
	Live bool
	Data any

	template string

	// What follows is filled in.
	Base     string
	Project  *wire.Project
	Projects []wire.Project
	SignedIn bool
	Style    string
	Script   string
	Now      wire.Time
	Sections []section
}

// section is an entry of the navigation.
type section struct{ Path, Name string }

var sections = []section{
	{"overview", "Overview"}, {"users", "Users"}, {"challenges", "Challenges"}, {"inspect", "Inspector"}, {"policy", "Policy"},
	{"webhooks", "Webhooks"}, {"settings", "Settings"}, {"keys", "Keys"},
}

// render sends a page, or says why it could not be made: nothing was sent then.
func (q *request) render(status int, p page) error {
	p.Project, p.Projects, p.SignedIn = q.project, q.projects, q.session != nil
	p.Style, p.Script, p.Sections = stylePath, scriptPath, sections
	p.Now = wire.Time(q.Now().UnixMilli())
	if p.Project != nil {
		p.Base = q.path("")
	}
	var b bytes.Buffer
	if err := views[p.template].ExecuteTemplate(&b, "page", p); err != nil {
		return err
	}
	q.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	q.w.WriteHeader(status)
	_, _ = q.w.Write(b.Bytes())
	return nil
}
