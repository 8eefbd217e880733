package sitecheck

import (
	"fmt"
	"regexp"
	"strings"
)

// rule finds something in a line. unless are lines that look like it and are not.
type rule struct {
	name     string
	must     bool
	pattern  *regexp.Regexp
	unless   *regexp.Regexp
	what, do string
}

var (
	never   = regexp.MustCompile(`[^\s\S]`)
	aliased = regexp.MustCompile(`npm:@?openrupt`)
	// hosted are the hosts of the service that the npm package talks to.
	hosted = `(?:[\w-]+\.)*rupt\.(?:dev|io)`
)

// rules are tried in this order, and the first that fits a line of its kind wins.
var rules = []rule{
	{"script", true, regexp.MustCompile(`https?://` + hosted + `/[\w./-]*rupt[\w.-]*\.js`), never,
		"the SDK of the hosted service", "Load /rupt.js from your server; with integrity=, take the digest from its /integrity.json."},
	{"host", true, regexp.MustCompile(`\b` + hosted + `\b`), regexp.MustCompile(`[\w.+*-]@` + hosted),
		"a host of the hosted service", "Name your server: api_url in the browser, baseUrl in a back end, its origin in policies."},
	{"package", true, regexp.MustCompile(`"(?:rupt|@ruptjs/core)"\s*:\s*"`), aliased,
		"a dependency on the old package", "npm install rupt@npm:openrupt, or @ruptjs/core@npm:@openrupt/core: imports stay as they are."},
	{"core", false, regexp.MustCompile(`(?:from|import|require)\s*\(?\s*["']@ruptjs/core["']`), never,
		"the back-end package", "It stays with the alias @ruptjs/core@npm:@openrupt/core. Pass {baseUrl: your server}."},
	{"import", false, regexp.MustCompile(`(?:from|import|require)\s*\(?\s*["']rupt["']`), never,
		"the browser package", "It stays with the alias rupt@npm:openrupt. Give calls api_url: a bundle does not know your server."},
	{"webhook", false, regexp.MustCompile(`(?i)["'\x60/][\w/-]*(?:rupt[\w/-]*webhooks?|(?:webhooks?|hooks)/[\w/-]*rupt)\b`), never,
		"a receiver of webhooks", "Register its URL with rupt webhook add, and check the signature: verifyWebhook of @openrupt/core."},
}

// line finds what one line has.
func line(file string, number int, text string) []Finding {
	for _, r := range rules {
		found := r.pattern.FindString(text)
		if found != "" && !r.unless.MatchString(text) {
			return []Finding{{File: file, Line: number, Rule: r.name, Must: r.must, What: r.what + ": " + strings.TrimSpace(found), Do: r.do}}
		}
	}
	return nil
}

var directive = regexp.MustCompile(`(?i)\b(script-src|default-src|connect-src)\s+([^;"\n]*)`)

// policy finds what a content security policy lacks. server is the origin that pages talk to, "" when it is not known.
func policy(file string, number int, text, server string) []Finding {
	sources := map[string]string{}
	for _, m := range directive.FindAllStringSubmatch(text, -1) {
		sources[strings.ToLower(m[1])] = m[2]
	}
	var found []Finding
	lacks := func(name, source, why string) {
		list, ok := sources[name]
		if !ok {
			name = "default-src"
			list, ok = sources[name]
		}
		if ok && !allows(list, source) {
			found = append(found, Finding{File: file, Line: number, Rule: "csp", Must: true, What: name + " without " + source, Do: why})
		}
	}
	if len(sources) == 0 {
		return nil
	}
	lacks("script-src", "'wasm-unsafe-eval'", "Add it to script-src: the module cannot start without it, and attach resolves to null.")
	if server != "" {
		lacks("script-src", server, "Add it to script-src, for rupt.js.")
		lacks("connect-src", server, fmt.Sprintf("Add it to connect-src: the SDK talks to %s.", server))
	}
	return found
}

func allows(list, source string) bool {
	for _, given := range strings.Fields(list) {
		given = strings.TrimRight(given, "/")
		if given == source || source == "'wasm-unsafe-eval'" && given == "'unsafe-eval'" || strings.HasPrefix(source, "http") && (given == "*" || given == "https:" && strings.HasPrefix(source, "https:")) {
			return true
		}
	}
	return false
}
