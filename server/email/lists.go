package email

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

//go:generate go run ./genlists

// The lists: comments, then one domain a line, sorted by bytes.
var (
	//go:embed disposable.txt
	disposable string
	//go:embed webmail.txt
	webmail string
)

// Lists are the built-in lists of domains with an operator's changes.
type Lists struct {
	disposable domains
	webmail    domains
	// changes are the operator's: whether a domain is disposable.
	changes map[string]bool
}

// builtin are the built-in lists, read when they are first asked for.
var builtin = sync.OnceValue(func() Lists {
	return Lists{disposable: newDomains(disposable), webmail: newDomains(webmail)}
})

// Builtin returns the built-in lists.
func Builtin() *Lists {
	l := builtin()
	return &l
}

// maxChanges is how many lines an operator's file may have.
const maxChanges = 1_000_000

// Change reads an operator's changes to the list of disposable domains: one domain a
// line, with an exclamation mark before those that are not disposable after all; what
// follows # is a comment.
func (l *Lists) Change(r io.Reader) error {
	changes := map[string]bool{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		domain, spared := strings.CutPrefix(strings.ToLower(strings.TrimSpace(line)), "!")
		if domain == "" && !spared {
			continue
		}
		if n > maxChanges || !strings.Contains(domain, ".") || strings.ContainsAny(domain, " \t@/*,;") {
			return fmt.Errorf("line %d: want one domain, such as example.com, or !example.com for one that is not disposable", n)
		}
		changes[domain] = !spared
	}
	l.changes = changes
	return lines.Err()
}

// Disposable says whether the domain, or one that it is part of, gives addresses to
// throw away. The longest name that a list has decides.
func (l *Lists) Disposable(domain string) bool {
	for name := strings.ToLower(domain); strings.Contains(name, "."); _, name, _ = strings.Cut(name, ".") {
		if listed, changed := l.changes[name]; changed {
			return listed
		}
		if l.disposable.has(name) {
			return true
		}
	}
	return false
}

// Webmail says whether the domain gives mailboxes to anyone.
func (l *Lists) Webmail(domain string) bool { return l.webmail.has(strings.ToLower(domain)) }

// domains is a sorted list.
type domains []string

func newDomains(text string) domains {
	list := strings.Fields(text[strings.LastIndex(text, "#\n")+2:])
	return slices.Clip(list)
}

func (d domains) has(name string) bool {
	_, found := slices.BinarySearch(d, name)
	return found
}
