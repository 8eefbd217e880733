package hosted_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// browser is a browser without a script: it reads pages, presses buttons by their
// names and follows redirects until they leave the server.
type browser struct {
	t      *testing.T
	client *http.Client
	origin string
	// at is where it is; page what it shows, nil after leaving the server.
	at   string
	page *html.Node
	last *http.Response
}

func newBrowser(t *testing.T, origin string) *browser {
	jar, _ := cookiejar.New(nil)
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &browser{t: t, origin: origin, client: &http.Client{Jar: jar, CheckRedirect: stay}}
}

func (b *browser) open(target string) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.origin+target, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	b.fetch(r)
}

// press submits the form of the button with that name, code being what is typed.
func (b *browser) press(name, code string) {
	b.t.Helper()
	button := b.find("button", name)
	if button == nil {
		b.t.Fatalf("no button %q on:\n%s", name, b.text())
	}
	form := url.Values{attr(button, "name"): {attr(button, "value")}}
	if code != "" {
		form.Set("code", code)
	}
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.at, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	b.fetch(r)
}

func (b *browser) fetch(r *http.Request) {
	b.t.Helper()
	response, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	b.last, b.at = response, r.URL.String()
	if response.StatusCode == http.StatusSeeOther {
		target, err := response.Location()
		if err != nil {
			b.t.Fatal(err)
		}
		b.at, b.page = target.String(), nil
		if strings.HasPrefix(b.at, b.origin+"/challenge") {
			b.open(strings.TrimPrefix(b.at, b.origin))
		}
		return
	}
	if b.page, err = html.Parse(response.Body); err != nil {
		b.t.Fatal(err)
	}
}

// find is the first element of that tag whose text contains name.
func (b *browser) find(tag, name string) *html.Node {
	if b.page == nil {
		return nil
	}
	for n := range b.page.Descendants() {
		if n.Type == html.ElementNode && n.Data == tag && strings.Contains(textOf(n), name) {
			return n
		}
	}
	return nil
}

// count is how many elements of that tag have that text.
func (b *browser) count(tag, name string) (n int) {
	for e := range b.page.Descendants() {
		if e.Type == html.ElementNode && e.Data == tag && textOf(e) == name {
			n++
		}
	}
	return n
}

// sees fails unless the page shows every text.
func (b *browser) sees(texts ...string) {
	b.t.Helper()
	if b.page == nil {
		b.t.Fatalf("left for %s", b.at)
	}
	for _, s := range texts {
		if !strings.Contains(b.text(), s) {
			b.t.Fatalf("the page does not say %q:\n%s", s, b.text())
		}
	}
}

func (b *browser) text() string {
	for n := range b.page.Descendants() {
		if n.Data == "main" {
			return textOf(n)
		}
	}
	return textOf(b.page)
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var s strings.Builder
	for c := range n.ChildNodes() {
		s.WriteString(textOf(c))
		if c.Type == html.ElementNode && (c.Data == "p" || c.Data == "button" || c.Data == "h1" || c.Data == "li") {
			s.WriteString("\n")
		}
	}
	return strings.TrimSuffix(s.String(), "\n")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
