package httpapi

import (
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
)

var builtSite = fstest.MapFS{
	"dist/.gitkeep":                      {},
	"dist/rupt.js":                       {Data: []byte("the loader, plain and rather long")},
	"dist/rupt.js.br":                    {Data: []byte("brotli")},
	"dist/rupt.js.gz":                    {Data: []byte("gzip bytes")},
	"dist/rupt.mjs":                      {Data: []byte("export {}")},
	"dist/index.d.ts":                    {Data: []byte("export {}")},
	"dist/integrity.json":                {Data: []byte("{}")},
	"dist/rupt-0123456789abcdef.wasm":    {Data: []byte("\x00asm")},
	"dist/rupt-0123456789abcdef.wasm.br": {Data: []byte("packed")},
	"demo/index.html":                    {Data: []byte("<!doctype html>")},
	"demo/plans.html":                    {Data: []byte("<!doctype html>plans")},
	"demo/app/home.js":                   {Data: []byte("1")},
}

func get(t *testing.T, h http.Handler, path string, header ...string) *http.Response {
	t.Helper()
	return do(t, h, http.MethodGet, path, header...)
}

func do(t *testing.T, h http.Handler, method, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// unread fails the test that reads a hashed file.
type unread struct {
	fs.FS
	t *testing.T
}

func (u unread) Open(name string) (fs.File, error) {
	f, err := u.FS.Open(name)
	if err == nil && hashed.MatchString(name) {
		f = unreadFile{f, u.t}
	}
	return f, err
}

type unreadFile struct {
	fs.File
	t *testing.T
}

func (f unreadFile) Read([]byte) (int, error) {
	f.t.Error("a module was read")
	return 0, io.EOF
}

// TestModulesAreNotReadAtTheStart: their names say what is in them, each encoding by itself.
func TestModulesAreNotReadAtTheStart(t *testing.T) {
	s, err := newSite(unread{builtSite, t}, false)
	if err != nil {
		t.Fatal(err)
	}
	for encoding, want := range map[string]string{"": `"0123456789abcdef.wasm"`, "br": `"0123456789abcdef.br"`} {
		res := do(t, s, http.MethodHead, "/rupt-0123456789abcdef.wasm", "Accept-Encoding", encoding)
		if got := res.Header.Get("ETag"); got != want {
			t.Errorf("%q: ETag %s, want %s", encoding, got, want)
		}
	}
}

func TestSite(t *testing.T) {
	dev, err := newSite(builtSite, true)
	if err != nil {
		t.Fatal(err)
	}
	serve, err := newSite(builtSite, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		site        *site
		path        string
		status      int
		contentType string
		cache       string
		cross       bool
	}{
		{serve, "/rupt.js", 200, "text/javascript; charset=utf-8", cacheBriefly, true},
		{serve, "/js/rupt.js", 200, "text/javascript; charset=utf-8", cacheBriefly, true},
		{serve, "/rupt.mjs", 200, "text/javascript; charset=utf-8", cacheBriefly, true},
		{serve, "/index.d.ts", 200, "text/plain; charset=utf-8", cacheBriefly, true},
		{serve, "/integrity.json", 200, "application/json; charset=utf-8", cacheBriefly, true},
		{serve, "/rupt-0123456789abcdef.wasm", 200, "application/wasm", cacheForever, true},
		{serve, "/rupt-fedcba9876543210.wasm", 404, "", "", false},
		{serve, "/rupt.js.br", 404, "", "", false},
		{serve, "/.gitkeep", 404, "", "", false},
		{serve, "/", 404, "", "", false},
		{serve, "/app/home.js", 404, "", "", false},
		{dev, "/", 200, "text/html; charset=utf-8", cacheRevalidate, false},
		{dev, "/index.html", 200, "text/html; charset=utf-8", cacheRevalidate, false},
		{dev, "/plans.html", 200, "text/html; charset=utf-8", cacheRevalidate, false},
		{dev, "/plans", 200, "text/html; charset=utf-8", cacheRevalidate, false},
		{dev, "/app/home.js", 200, "text/javascript; charset=utf-8", cacheRevalidate, false},
		{dev, "/rupt.js", 200, "text/javascript; charset=utf-8", cacheRevalidate, true},
		{dev, "/../go.mod", 404, "", "", false},
	} {
		res := get(t, tt.site, tt.path)
		h := res.Header
		if res.StatusCode != tt.status {
			t.Errorf("%s: status %d, want %d", tt.path, res.StatusCode, tt.status)
		}
		if tt.status != 200 {
			continue
		}
		if h.Get("Content-Type") != tt.contentType || h.Get("Cache-Control") != tt.cache || h.Get("ETag") == "" {
			t.Errorf("%s: headers %v", tt.path, h)
		}
		if got := h.Get("Access-Control-Allow-Origin") == "*" && h.Get("Cross-Origin-Resource-Policy") == "cross-origin"; got != tt.cross {
			t.Errorf("%s: open to other origins: %v, want %v", tt.path, got, tt.cross)
		}
	}
}

func TestSiteNotBuilt(t *testing.T) {
	empty := fstest.MapFS{"dist/.gitkeep": {}, "demo/.gitkeep": {}}
	s, err := newSite(empty, true)
	if err != nil {
		t.Fatal(err)
	}
	for path, status := range map[string]int{"/rupt.js": 503, "/js/rupt.js": 503, "/rupt.mjs": 503, "/integrity.json": 503, "/": 503, "/other": 404} {
		if res := get(t, s, path); res.StatusCode != status {
			t.Errorf("%s: status %d, want %d", path, res.StatusCode, status)
		}
	}
}

func TestSiteMethods(t *testing.T) {
	s, err := newSite(builtSite, true)
	if err != nil {
		t.Fatal(err)
	}
	if res := do(t, s, http.MethodPost, "/rupt.js"); res.StatusCode != 405 || res.Header.Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("POST: %d, Allow %q", res.StatusCode, res.Header.Get("Allow"))
	}
	res := do(t, s, http.MethodOptions, "/rupt.mjs", "Origin", "https://a.example", "Access-Control-Request-Method", "GET")
	if res.StatusCode != 204 || res.Header.Get("Access-Control-Allow-Origin") == "" {
		t.Errorf("preflight: %d %v", res.StatusCode, res.Header)
	}
}

func TestContentNegotiation(t *testing.T) {
	s, err := newSite(builtSite, false)
	if err != nil {
		t.Fatal(err)
	}
	etags := map[string]bool{}
	for accept, want := range map[string]string{
		"":                     "",
		"identity":             "",
		"gzip, deflate, br":    "br",
		"gzip":                 "gzip",
		"GZIP":                 "gzip",
		"br;q=0.1, gzip;q=0.9": "gzip",
		"br;q=0, gzip;q=0":     "",
		"*":                    "br",
		"*;q=0.5, br;q=0":      "gzip",
		"br;q=nonsense, gzip":  "gzip",
		"br;q=2":               "",
		"deflate, zstd":        "",
	} {
		res := get(t, s, "/rupt.js", "Accept-Encoding", accept)
		if got := res.Header.Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: %q, want %q", accept, got, want)
		}
		if res.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Vary: %q", res.Header.Get("Vary"))
		}
		etags[res.Header.Get("ETag")] = true
	}
	if len(etags) != 3 {
		t.Errorf("%d ETags for three encodings", len(etags))
	}
	res := get(t, s, "/rupt.js", "Accept-Encoding", "br")
	for _, match := range []string{res.Header.Get("ETag"), "W/" + res.Header.Get("ETag"), `"x", ` + res.Header.Get("ETag"), "*"} {
		if again := get(t, s, "/rupt.js", "Accept-Encoding", "br", "If-None-Match", match); again.StatusCode != 304 {
			t.Errorf("If-None-Match %s: %d", match, again.StatusCode)
		}
	}
	if again := get(t, s, "/rupt.js", "Accept-Encoding", "gzip", "If-None-Match", res.Header.Get("ETag")); again.StatusCode != 200 {
		t.Errorf("the ETag of another encoding matched: %d", again.StatusCode)
	}
}
