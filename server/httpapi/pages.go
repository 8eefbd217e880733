package httpapi

import (
	"net/http"
	"net/netip"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// Pages are pages for people, which add themselves to a mux.
type Pages interface{ Register(*http.ServeMux) }

// pages serves pages for people, and hands on what is none to the site.
type pages struct {
	api  *api
	mux  *http.ServeMux
	site http.Handler
}

func newPages(a *api, site http.Handler, all ...Pages) *pages {
	p := &pages{api: a, mux: http.NewServeMux(), site: site}
	for _, of := range all {
		if of != nil {
			of.Register(p.mux)
		}
	}
	return p
}

func (p *pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, pattern := p.mux.Handler(r); pattern != "" {
		if err := p.api.countAddress(limitPages, p.api.proxies.clientIP(r)); err != nil {
			p.api.fail(w, r, err)
			return
		}
		p.mux.ServeHTTP(w, r)
		return
	}
	switch r.URL.Path {
	case wire.PageChallenge, wire.PageSuspended:
		otherMethod(w, r, []string{http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPost}, false)
	default:
		p.site.ServeHTTP(w, r)
	}
}

// Visitor says from where a request comes, for pages that know their caller in
// another way than by a credential.
func Visitor(trustedProxies []netip.Prefix) func(*http.Request) core.Caller {
	return func(r *http.Request) core.Caller {
		return core.Caller{
			IP:          proxies(trustedProxies).clientIP(r),
			UserAgent:   r.UserAgent(),
			ClientHints: clientHints(r.Header),
		}
	}
}
