package httpapi

import (
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// methods answers one path. A path is one pattern of the mux whatever the method, so
// that a wrong method gets our error and not the mux's text.
type methods map[string]http.Handler

func (m methods) names() []string {
	names := make([]string, 0, len(m)+2)
	for name := range m {
		names = append(names, name)
	}
	if m[http.MethodGet] != nil {
		names = append(names, http.MethodHead)
	}
	names = append(names, http.MethodOptions)
	slices.Sort(names)
	return names
}

// resource is a path's methods and whether pages of other origins may call it.
type resource struct {
	methods methods
	public  bool
}

func (p *resource) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	if h := p.methods[method]; h != nil {
		h.ServeHTTP(w, r)
		return
	}
	otherMethod(w, r, p.methods.names(), p.public)
}

// otherMethod answers OPTIONS, and refuses what is not among methods.
func otherMethod(w http.ResponseWriter, r *http.Request, methods []string, public bool) {
	w.Header().Set("Allow", strings.Join(methods, ", "))
	switch {
	case public && isPreflight(r):
		preflight(w, r, methods)
	case r.Method == http.MethodOptions:
		w.WriteHeader(http.StatusNoContent)
	default:
		if public {
			allowOrigin(w, r)
		}
		writeError(w, &wire.Error{Code: wire.CodeMethodNotAllowed, Message: "This path has other methods; the header Allow lists them."})
	}
}

// router collects paths for a mux.
type router map[string]*resource

func (p router) handle(method, pattern string, public bool, h http.Handler) {
	if p[pattern] == nil {
		p[pattern] = &resource{methods: methods{}}
	}
	p[pattern].methods[method] = h
	p[pattern].public = p[pattern].public || public
}

// mux returns a handler for all paths, and notFound for the rest.
func (p router) mux(notFound http.Handler) http.Handler {
	mux := http.NewServeMux()
	for pattern, h := range p {
		mux.Handle(pattern, h)
	}
	mux.Handle("/", notFound)
	return straight(mux)
}

// straight keeps a mux from answering paths with // and .. by a redirect without a body:
// many clients take that for a success.
func straight(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if given := r.URL.EscapedPath(); path.Clean(given) != strings.TrimSuffix(given, "/") && given != "/" {
			r.Pattern = "/"
			notFound(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// notFound lets pages of every origin read that there is nothing: else a browser reports
// a failure of the network, and hides what it was.
func notFound(w http.ResponseWriter, r *http.Request) {
	if isPreflight(r) {
		preflight(w, r, []string{http.MethodDelete, http.MethodGet, http.MethodPatch, http.MethodPost, http.MethodPut})
		return
	}
	allowOrigin(w, r)
	message := "There is nothing at this path."
	if given := r.URL.EscapedPath(); path.Clean(given) != given {
		message = "There is nothing at this path: look for a slash too many."
	}
	writeError(w, &wire.Error{Code: wire.CodeNotFound, Message: message})
}
