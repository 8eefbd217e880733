package dashboard

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"strings"
)

//go:embed static/dashboard.css static/htmx.min.js
var static embed.FS

// asset is a file that browsers may keep for ever: its name changes with it.
type asset struct {
	mediaType string
	text      []byte
}

var (
	assets                = map[string]asset{}
	stylePath, scriptPath = addAsset("dashboard.css", "text/css"), addAsset("htmx.min.js", "text/javascript")
)

func addAsset(name, mediaType string) (path string) {
	text, err := static.ReadFile("static/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	sum := sha256.Sum256(text)
	base, extension, _ := strings.Cut(name, ".")
	path = root + "/static/" + base + "-" + hex.EncodeToString(sum[:8]) + "." + extension
	assets[path] = asset{mediaType + "; charset=utf-8", text}
	return path
}

func (a asset) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.mediaType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(a.text)
}
