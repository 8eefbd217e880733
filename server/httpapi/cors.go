package httpapi

import (
	"net/http"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// A preflight carries no credential, so nobody can know the project: it is answered
// for every origin, and the project's origins are enforced on the request that
// follows. Cookies are never allowed, so an origin proves nothing that the client id
// does not; the list keeps a stranger's page from using it in visitors' browsers.

// allowOrigin lets the page read the reply, its errors included. Once the project is
// known, checkOrigin may take it back.
func allowOrigin(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Add("Vary", "Origin")
	if origin := r.Header.Get("Origin"); origin != "" {
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Expose-Headers", "Retry-After, "+headerRequestID)
	}
}

// checkOrigin refuses pages that the project did not name. A back end's request may
// carry an Origin that it passes on; its secret is what counts, and a page may not
// read the reply.
func (a *api) checkOrigin(c *call) error {
	origin := c.r.Header.Get("Origin")
	if origin == "" {
		return nil
	}
	if c.caller.Class == core.Server || c.caller.Class == core.Admin {
		c.w.Header().Del("Access-Control-Allow-Origin")
		return nil
	}
	if origin == a.origin || a.core.OriginAllowed(c.caller.Project, origin) {
		return nil
	}
	c.w.Header().Del("Access-Control-Allow-Origin")
	return &wire.Error{Code: wire.CodeOriginNotAllowed, Message: "This page's origin is not among the project's allowed origins. Add it: rupt project set PROJECT --origin, with all of them, or at /admin."}
}

// preflight answers whether a page may send the request that it announces.
func preflight(w http.ResponseWriter, r *http.Request, methods []string) {
	h := w.Header()
	h.Add("Vary", "Origin")
	h.Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
	h.Set("Access-Control-Allow-Methods", strings.Join(methods, ", "))
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID, *")
	h.Set("Access-Control-Max-Age", "7200")
	w.WriteHeader(http.StatusNoContent)
}

func isPreflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && r.Header.Get("Origin") != "" &&
		r.Header.Get("Access-Control-Request-Method") != ""
}
