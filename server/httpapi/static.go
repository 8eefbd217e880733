package httpapi

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// asset is one file that browsers download, in the encodings that the build made.
type asset struct {
	contentType string
	cache       string
	// cross says that pages of every origin may use it.
	cross bool
	plain body
	// encoded has br and gzip, where the build made them.
	encoded map[string]body
}

// body is what is sent, with its ETag. Files stay where they are, which for those of the
// binary is not the heap: there are megabytes of them, and proxies keep copies.
type body struct {
	// bytes are nil for a file.
	bytes []byte
	files fs.FS
	name  string
	size  int64
	etag  string
}

func newBody(b []byte) body {
	sum := sha256.Sum256(b)
	return body{bytes: b, size: int64(len(b)), etag: etagOf(sum[:])}
}

func etagOf(sum []byte) string { return `"` + hex.EncodeToString(sum[:10]) + `"` }

// fileBody is the body that a file is. Of a hashed name nothing is read: reading the modules
// takes time at the start, and memory from then on.
func fileBody(files fs.FS, name string) (body, error) {
	f, err := files.Open(name)
	if err != nil {
		return body{}, err
	}
	defer f.Close()
	if m := hashed.FindStringSubmatch(path.Base(name)); m != nil {
		info, err := f.Stat()
		if err != nil {
			return body{}, err
		}
		return body{files: files, name: name, size: info.Size(), etag: `"` + m[1] + path.Ext(name) + `"`}, nil
	}
	h := sha256.New()
	n, err := io.Copy(h, f)
	return body{files: files, name: name, size: n, etag: etagOf(h.Sum(nil))}, err
}

// send writes it. Whoever went away needs no error.
func (b *body) send(w io.Writer) {
	if b.files == nil {
		_, _ = w.Write(b.bytes)
		return
	}
	f, err := b.files.Open(b.name)
	if err != nil {
		return // it was there when the server started
	}
	defer f.Close()
	_, _ = io.Copy(w, f)
}

// Types by extension; the standard table depends on the machine's files.
var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".html":  "text/html; charset=utf-8",
	".ico":   "image/x-icon",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json; charset=utf-8",
	".map":   "application/json; charset=utf-8",
	".mjs":   "text/javascript; charset=utf-8",
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".ts":    "text/plain; charset=utf-8",
	".txt":   "text/plain; charset=utf-8",
	".wasm":  "application/wasm",
	".webp":  "image/webp",
	".woff2": "font/woff2",
}

// hashed names never change their content.
var hashed = regexp.MustCompile(`-([0-9a-f]{8,64})\.`)

const (
	cacheForever    = "public, max-age=31536000, immutable"
	cacheBriefly    = "public, max-age=600"
	cacheRevalidate = "no-cache"
)

// encodings by the extension that the build gives them.
var encodings = map[string]string{".br": "br", ".gz": "gzip"}

// loadAssets reads every file of a folder, keyed by its path in a URL.
func loadAssets(files fs.FS, folder string, cross, dev bool) (map[string]*asset, error) {
	assets := map[string]*asset{}
	err := fs.WalkDir(files, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") || encodings[path.Ext(name)] != "" {
			return err
		}
		a, err := loadAsset(files, name, dev)
		if err != nil {
			return err
		}
		a.cross = cross
		assets[strings.TrimPrefix(name, folder)] = a
		return nil
	})
	return assets, err
}

func loadAsset(files fs.FS, name string, dev bool) (*asset, error) {
	plain, err := fileBody(files, name)
	if err != nil {
		return nil, err
	}
	a := &asset{contentType: contentTypes[path.Ext(name)], cache: cacheBriefly, plain: plain, encoded: map[string]body{}}
	if a.contentType == "" {
		a.contentType = "application/octet-stream"
	}
	switch {
	case hashed.MatchString(path.Base(name)):
		a.cache = cacheForever
	case dev:
		a.cache = cacheRevalidate
	}
	for ext, encoding := range encodings {
		if b, err := fileBody(files, name+ext); err == nil {
			a.encoded[encoding] = b
		}
	}
	return a, nil
}

// choose returns the smallest body that the client takes, and its encoding.
func (a *asset) choose(acceptEncoding string) (body, string) {
	best, encoding, q := a.plain, "", 0.0
	for name, b := range a.encoded {
		w := quality(acceptEncoding, name)
		if w > q || w == q && w > 0 && b.size < best.size {
			best, encoding, q = b, name, w
		}
	}
	return best, encoding
}

func (a *asset) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("Cache-Control", a.cache)
	h.Add("Vary", "Accept-Encoding")
	if a.cross {
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Timing-Allow-Origin", "*")
	}
	b, encoding := a.choose(r.Header.Get("Accept-Encoding"))
	h.Set("ETag", b.etag)
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	if matches(r.Header.Get("If-None-Match"), b.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.FormatInt(b.size, 10))
	if r.Method != http.MethodHead {
		b.send(w)
	}
}

// matches compares weakly, as If-None-Match is compared: a proxy that compresses may
// have weakened our tag.
func matches(ifNoneMatch, etag string) bool {
	for tag := range strings.SplitSeq(ifNoneMatch, ",") {
		if tag = strings.TrimSpace(tag); tag == "*" || strings.TrimPrefix(tag, "W/") == etag {
			return true
		}
	}
	return false
}
