package sitecheck

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

const (
	// maxFile is the most that is read of a file or answer, in bytes.
	maxFile = 4 << 20
	// maxScripts is how many scripts of a page are read.
	maxScripts = 50
)

// extensions are those of files that have pages, scripts or policies in them.
var extensions = strings.Fields(".html .htm .js .mjs .cjs .jsx .ts .tsx .mts .cts .vue .svelte .astro .json .php .erb .ejs .hbs .twig .liquid .py .rb .go .conf .yml .yaml .toml .env")

// skipped are folders of other people's code.
var skipped = []string{"node_modules", ".git", "vendor", ".next", ".cache"}

// Text finds what a text has; file is its name in findings, server the origin of the new
// server, "" when it is not known.
func Text(file, text, server string) []Finding {
	var found []Finding
	for i, l := range strings.Split(text, "\n") {
		if !strings.HasSuffix(file, "package-lock.json") || strings.Contains(l, `"rupt"`) {
			found = append(found, line(file, i+1, l)...)
		}
		found = append(found, policy(file, i+1, l, server)...)
	}
	found = append(found, options(file, text)...)
	slices.SortStableFunc(found, func(a, b Finding) int { return a.Line - b.Line })
	return found
}

// Files finds what the files of a folder have, and how many it read.
func Files(files fs.FS, server string) (found []Finding, read int, err error) {
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(skipped, d.Name()):
			return fs.SkipDir
		case d.IsDir() || !interesting(d.Name()):
			return nil
		}
		if info, err := d.Info(); err != nil || info.Size() > maxFile || !info.Mode().IsRegular() {
			return err
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		read++
		found = append(found, Text(name, string(text), server)...)
		return nil
	})
	return found, read, err
}

func interesting(name string) bool {
	return name == "_headers" || slices.Contains(extensions, strings.ToLower(path.Ext(name)))
}

var source = regexp.MustCompile(`(?i)<script[^>]*\ssrc\s*=\s*["']?([^"'\s>]+)`)

// Page finds what a page has: its policy, its own text and the scripts of its origin.
func Page(ctx context.Context, address, server string) (found []Finding, read int, err error) {
	base, err := url.Parse(address)
	if err != nil {
		return nil, 0, err
	}
	text, header, err := get(ctx, address)
	if err != nil {
		return nil, 0, err
	}
	for _, value := range header.Values("Content-Security-Policy") {
		found = append(found, policy(address, 0, value, server)...)
	}
	found = append(found, Text(address, text, server)...)
	read = 1
	for _, m := range source.FindAllStringSubmatch(text, maxScripts) {
		u, err := base.Parse(m[1])
		if err != nil || u.Host != base.Host {
			continue
		}
		script, _, err := get(ctx, u.String())
		if err != nil {
			return found, read, err
		}
		read++
		found = append(found, Text(u.String(), script, server)...)
	}
	return found, read, nil
}

func get(ctx context.Context, address string) (string, http.Header, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return "", nil, fmt.Errorf("%s: %s", address, res.Status)
	}
	text, err := io.ReadAll(io.LimitReader(res.Body, maxFile))
	return string(text), res.Header, err
}
