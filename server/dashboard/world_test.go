package dashboard_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
)

const adminKey = "an admin key of more than 32 characters"

// world is a whole development server with an operator's browser.
type world struct {
	t *testing.T
	*app.App
	*browser
}

func newWorld(t *testing.T, options ...func(*app.Config)) *world {
	t.Helper()
	a := apptest.Start(t, append([]func(*app.Config){func(c *app.Config) { c.AdminKey = adminKey }}, options...)...)
	return &world{t: t, App: a, browser: newBrowser(t, "http://"+a.Addr())}
}

// operator is newWorld signed in.
func operator(t *testing.T, options ...func(*app.Config)) *world {
	t.Helper()
	w := newWorld(t, options...)
	w.open("/admin")
	w.fill("key", adminKey).press("Sign in")
	w.wants(http.StatusOK)
	return w
}

// api calls the API as a back end.
func (w *world) api(method, path string, body, reply any) {
	w.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	r, _ := http.NewRequestWithContext(w.t.Context(), method, w.URL()+path, bytes.NewReader(b))
	r.Header.Set("Authorization", "Bearer "+core.DemoAPISecret)
	r.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK {
		w.t.Fatalf("%s %s: %s %s", method, path, res.Status, text)
	}
	if reply != nil {
		if err := json.Unmarshal(text, reply); err != nil {
			w.t.Fatal(err)
		}
	}
}

// counted makes what happened so far show in charts.
func (w *world) counted() {
	w.t.Helper()
	if err := w.Core().WriteActivity(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// browser follows links and sends forms, as one without a script does.
type browser struct {
	t      *testing.T
	origin string
	client *http.Client
	last   *http.Response
	page   *html.Node
	form   url.Values
	// header is sent with every request.
	header http.Header
}

func newBrowser(t *testing.T, origin string) *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{t: t, origin: origin, client: &http.Client{Jar: jar}, form: url.Values{}, header: http.Header{}}
}

func (b *browser) send(method, path string, form url.Values) {
	b.t.Helper()
	u, err := url.Parse(b.origin)
	if err != nil {
		b.t.Fatal(err)
	}
	u = u.ResolveReference(&url.URL{Path: "/"})
	target, err := u.Parse(path)
	if err != nil {
		b.t.Fatal(err)
	}
	r, _ := http.NewRequestWithContext(b.t.Context(), method, target.String(), strings.NewReader(form.Encode()))
	r.Header = b.header.Clone()
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	b.last, b.form = res, url.Values{}
	if b.page, err = html.Parse(res.Body); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) open(path string) { b.t.Helper(); b.send(http.MethodGet, path, nil) }

// fill puts a value into a field of the form that is pressed next.
func (b *browser) fill(name, value string) *browser { b.form.Set(name, value); return b }

// press presses a button by its name, in its form with the form's values.
func (b *browser) press(name string) {
	b.t.Helper()
	for n := range b.page.Descendants() {
		if n.Type != html.ElementNode || n.Data != "button" || strings.TrimSpace(textOf(n)) != name && attr(n, "aria-label") != name {
			continue
		}
		form := n
		for form != nil && form.Data != "form" {
			form = form.Parent
		}
		if form == nil {
			continue
		}
		values := fields(form)
		for k, v := range b.form {
			values[k] = v
		}
		if attr(n, "name") != "" {
			values.Set(attr(n, "name"), attr(n, "value"))
		}
		path := attr(form, "action")
		if path == "" {
			path = b.last.Request.URL.RequestURI()
		}
		if attr(form, "method") != "post" {
			path, _, _ = strings.Cut(path, "?")
			b.open(path + "?" + values.Encode())
			return
		}
		b.send(http.MethodPost, path, values)
		return
	}
	b.t.Fatalf("no button %q in: %.700s", name, b.main())
}

// fields are what the form would send.
func fields(form *html.Node) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		name := attr(n, "name")
		if name == "" {
			continue
		}
		switch n.Data {
		case "input":
			kind := attr(n, "type")
			if (kind == "checkbox" || kind == "radio") && !has(n, "checked") {
				continue
			}
			values.Add(name, attr(n, "value"))
		case "textarea":
			values.Add(name, textOf(n))
		case "select":
			for i, o := range options(n) {
				if i == 0 || has(o, "selected") {
					values.Set(name, attr(o, "value"))
				}
			}
		}
	}
	return values
}

func options(n *html.Node) (list []*html.Node) {
	for o := range n.Descendants() {
		if o.Data == "option" {
			list = append(list, o)
		}
	}
	return list
}

// follow follows a link by its text.
func (b *browser) follow(name string) {
	b.t.Helper()
	for n := range b.page.Descendants() {
		if n.Data == "a" && strings.TrimSpace(textOf(n)) == name {
			b.open(attr(n, "href"))
			return
		}
	}
	b.t.Fatalf("no link %q in: %.700s", name, b.main())
}

func (b *browser) wants(status int) {
	b.t.Helper()
	if b.last.StatusCode != status {
		b.t.Fatalf("%s: %s, want %d: %.700s", b.last.Request.URL.Path, b.last.Status, status, b.main())
	}
}

// sees wants texts on the page.
func (b *browser) sees(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !strings.Contains(b.text(), text) {
			b.t.Errorf("no %q in: %.700s", text, b.main())
		}
	}
}

// main is what is on the page without what is around it.
func (b *browser) main() string {
	for n := range b.page.Descendants() {
		if n.Data == "main" {
			return strings.Join(strings.Fields(textOf(n)), " ")
		}
	}
	return b.text()
}

func (b *browser) text() string { return strings.Join(strings.Fields(textOf(b.page)), " ") }

// rows are the texts of the rows of the table within the element of that label.
func (b *browser) rows(label string) (rows []string) {
	for n := range b.page.Descendants() {
		if attr(n, "aria-label") != label {
			continue
		}
		for row := range n.Descendants() {
			if row.Data == "tr" && row.Parent.Data == "tbody" {
				rows = append(rows, strings.Join(strings.Fields(textOf(row)), " "))
			}
		}
	}
	return rows
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// textOf is the text of n with a space between elements.
func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
		if c.Type == html.ElementNode && c.Data != "b" && c.Data != "span" {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
