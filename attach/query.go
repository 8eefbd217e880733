package attach

import (
	"strings"

	"github.com/openrupt/openrupt/attach/api"
)

// Query strings as text, since net/url costs the browser 166 kB.

// cutFragment splits off the fragment, which keeps its '#'.
func cutFragment(url string) (rest, fragment string) {
	if i := strings.IndexByte(url, '#'); i >= 0 {
		return url[:i], url[i:]
	}
	return url, ""
}

// withParam adds key=value to the query of url, before its fragment.
func withParam(url, key, value string) string {
	url, fragment := cutFragment(url)
	separator := "?"
	if i := strings.IndexByte(url, '?'); i >= 0 {
		separator = "&"
		if last := len(url) - 1; i == last || url[last] == '&' {
			separator = ""
		}
	}
	return url + separator + api.Escape(key) + "=" + api.Escape(value) + fragment
}

// withoutParam removes every key=value from the query of url and leaves the rest of
// it as it is. ok says whether there was one.
func withoutParam(url, key, value string) (rest string, ok bool) {
	base, fragment := cutFragment(url)
	base, query, _ := strings.Cut(base, "?")
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		if part == key+"="+value {
			ok = true
		} else {
			kept = append(kept, part)
		}
	}
	if !ok {
		return url, false
	}
	if query = strings.Join(kept, "&"); query != "" {
		base += "?" + query
	}
	return base + fragment, true
}

// path is the path of an absolute URL, without query and fragment.
func path(url string) string {
	url, _ = cutFragment(url)
	url, _, _ = strings.Cut(url, "?")
	if i := strings.Index(url, "://"); i >= 0 {
		url = url[i+3:]
	}
	if i := strings.IndexByte(url, '/'); i >= 0 {
		return url[i:]
	}
	return "/"
}
