package httpapi

import (
	"io/fs"
	"net/http"
	"strings"
)

// notBuilt is what the SDK's paths answer in a binary without the SDK.
const notBuilt = "The browser SDK is not part of this binary. Run: make build\n"

// site serves the SDK and, in development, the demo site, by exact path.
type site struct {
	assets map[string]*asset
	built  bool
	demo   bool
}

// newSite reads files, which has the folders dist and, for the demo, demo.
func newSite(files fs.FS, dev bool) (*site, error) {
	sdk, err := loadAssets(files, "dist", true, dev)
	if err != nil {
		return nil, err
	}
	s := &site{assets: sdk, built: sdk["/rupt.js"] != nil, demo: dev}
	if s.built {
		sdk["/js/rupt.js"] = sdk["/rupt.js"]
	}
	if !dev {
		return s, nil
	}
	demo, err := loadAssets(files, "demo", false, dev)
	if err != nil {
		return nil, err
	}
	for name, a := range demo {
		if sdk[name] == nil {
			sdk[name] = a
		}
		// A folder is its index, and a page needs no extension.
		if page, ok := strings.CutSuffix(name, ".html"); ok {
			sdk[strings.TrimSuffix(page, "index")] = a
		}
	}
	return s, nil
}

// sdkPaths are answered even when the SDK is not built.
var sdkPaths = map[string]bool{"/rupt.js": true, "/js/rupt.js": true, "/rupt.mjs": true, "/index.d.ts": true, "/integrity.json": true}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a := s.assets[r.URL.Path]
	missing := !s.built && (sdkPaths[r.URL.Path] || s.demo && r.URL.Path == "/")
	switch {
	case a == nil && !missing:
		notFound(w, r)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		otherMethod(w, r, []string{http.MethodGet, http.MethodHead, http.MethodOptions}, a != nil && a.cross)
	case missing:
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte(notBuilt))
	default:
		a.ServeHTTP(w, r)
	}
}
