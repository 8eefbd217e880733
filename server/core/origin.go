package core

import (
	"net"
	"net/url"
	"slices"
	"strings"
)

// OriginOf returns the origin of an absolute http or https URL as browsers write it:
// scheme, host and port in lower case, without a default port. It is false for
// everything that a browser might read in another way than we do.
func OriginOf(raw string) (origin string, ok bool) {
	if len(raw) > 2048 || strings.ContainsFunc(raw, unsafeInURL) {
		return "", false
	}
	u, err := url.Parse(raw)
	if err != nil || u.User != nil || u.Opaque != "" || u.Host == "" {
		return "", false
	}
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if host == "" || strings.ContainsFunc(host, func(r rune) bool { return !hostRune(r) }) || strings.HasSuffix(u.Host, ":") {
		return "", false
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return "", false
	case u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443":
		port = ""
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port != "" {
		host += ":" + port
	}
	return u.Scheme + "://" + host, true
}

// unsafeInURL is true for what browsers drop, fold or turn round: controls, spaces,
// backslashes and everything outside ASCII.
func unsafeInURL(r rune) bool { return r <= ' ' || r >= 0x7f || r == '\\' }

func hostRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_' || r == ':'
}

// OriginAllowed says whether a page of this origin may use p's client ids.
func (s *Service) OriginAllowed(p *Project, origin string) bool {
	if slices.Contains(p.Origins, "*") {
		return true
	}
	normal, ok := OriginOf(origin)
	if !ok || normal != strings.ToLower(origin) {
		return false // not an origin: a path, a query, "null"
	}
	return p.allows(normal)
}

func (p *Project) allows(origin string) bool {
	return slices.Contains(p.Origins, origin) || slices.Contains(p.Origins, LocalhostOrigins) && isLocalhost(origin)
}

// RedirectAllowed says whether a page of p may send its visitor to an absolute URL:
// its origin must be among the project's, or be this server itself; on a development
// server localhost may be, too. "*" among the origins allows no redirect.
func (s *Service) RedirectAllowed(p *Project, target string) bool {
	origin, ok := OriginOf(target)
	if !ok {
		return false
	}
	own, _ := OriginOf(s.publicURL)
	return p.allows(origin) || origin == own || s.dev && isLocalhost(origin)
}

// isLocalhost takes an origin as OriginOf returns it.
func isLocalhost(origin string) bool {
	u, err := url.Parse(origin)
	if err != nil {
		return false
	}
	host := u.Hostname()
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}
