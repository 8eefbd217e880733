package hosted

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"

	ui "github.com/openrupt/openrupt/challengeui"
)

// style is the style sheet of a page: the challenge's own, and a body without margin.
const style = `body{margin:0}` + ui.CSS

// stylePath changes with the style, so browsers may keep it for ever.
var stylePath = func() string {
	sum := sha256.Sum256([]byte(style))
	return "/challenge-" + hex.EncodeToString(sum[:8]) + ".css"
}()

func serveStyle(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/css; charset=utf-8")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	io.WriteString(w, style)
}
