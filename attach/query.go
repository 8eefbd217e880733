package attach

import "strings"

// Query strings as text, since net/url costs the browser 166 kB.

// escape is encodeURIComponent.
func escape(s string) string {
	const hex = "0123456789ABCDEF"
	b := make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); i++ {
		if c := s[i]; unreserved(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		strings.IndexByte("-_.!~*'()", c) >= 0
}

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
		if last := url[len(url)-1]; last == '?' || last == '&' {
			separator = ""
		}
	}
	return url + separator + escape(key) + "=" + escape(value) + fragment
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

// fill puts the escaped values into the placeholders of an endpoint's path, in order.
func fill(pattern string, values ...string) string {
	for _, value := range values {
		before, rest, _ := strings.Cut(pattern, "{")
		_, after, _ := strings.Cut(rest, "}")
		pattern = before + escape(value) + after
	}
	return pattern
}
