package httpapi

import (
	"encoding/base64"
	"strings"
	"testing"
)

const testClient = "11111111-1111-4111-8111-111111111111"

func TestParseCredential(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString
	basic := func(id, secret string) credential { return credential{schemeBasic, id, secret} }
	for name, tt := range map[string]struct {
		header string
		want   credential
		ok     bool
	}{
		"none":                        {"", credential{}, true},
		"plain":                       {"Basic " + testClient + ":s3cret", basic(testClient, "s3cret"), true},
		"plain, secret empty":         {"Basic " + testClient + ":", basic(testClient, ""), true},
		"plain, colon missing":        {"Basic " + testClient, basic(testClient, ""), true},
		"plain, colons in secret":     {"Basic a:b:c", basic("a", "b:c"), true},
		"plain, signed token":         {"Basic a:eyJh.eyJz.c2ln", basic("a", "eyJh.eyJz.c2ln"), true},
		"scheme in lower case":        {"basic a:b", basic("a", "b"), true},
		"more than one space":         {"Basic   a:b ", basic("a", "b"), true},
		"base64":                      {"Basic " + b64([]byte(testClient+":s")), basic(testClient, "s"), true},
		"base64, secret empty":        {"Basic " + b64([]byte(testClient+":")), basic(testClient, ""), true},
		"base64, padding missing":     {"Basic " + strings.TrimRight(b64([]byte("ab:c")), "="), basic("ab", "c"), true},
		"hex id that is valid base64": {"Basic 632f6444952b1dbf850fd6f9", basic("632f6444952b1dbf850fd6f9", ""), true},
		"bearer":                      {"Bearer sk_dev_demo", credential{scheme: schemeBearer, id: "sk_dev_demo"}, true},
		"challenge":                   {"Challenge abc", credential{scheme: schemeChallenge, id: "abc"}, true},
		"unknown scheme":              {"Digest abc", credential{}, false},
		"scheme alone":                {"Basic", credential{}, false},
		"bearer, empty":               {"Bearer  ", credential{}, false},
		"basic, id empty":             {"Basic :secret", credential{}, false},
		"control character":           {"Bearer a\x00b", credential{}, false},
		"not ASCII":                   {"Basic é:b", credential{}, false},
		"too long":                    {"Bearer " + strings.Repeat("x", maxCredential+1), credential{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := parseCredential(tt.header)
			if got != tt.want || ok != tt.ok {
				t.Errorf("parseCredential(%q) = %+v, %v; want %+v, %v", tt.header, got, ok, tt.want, tt.ok)
			}
		})
	}
}

func FuzzParseCredential(f *testing.F) {
	for _, s := range []string{"", "Basic a:b", "Basic YTpi", "Bearer x", "Challenge y", "Basic :", "basic\ta"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, header string) {
		c, ok := parseCredential(header)
		switch {
		case !ok && c != credential{}:
			t.Errorf("refused %q but returned %+v", header, c)
		case ok && c.scheme != schemeNone && (c.id == "" || !printable(c.id+c.secret)):
			t.Errorf("accepted %q as %+v", header, c)
		case ok && c.scheme != schemeBasic && c.secret != "":
			t.Errorf("%q: a secret beside the id of another scheme: %+v", header, c)
		}
		// What is accepted says the same when it is written out again.
		if ok && c.scheme == schemeBasic {
			if again, ok := parseCredential("Basic " + c.id + ":" + c.secret); ok && again.id != c.id {
				t.Errorf("%q: %+v, written out again: %+v", header, c, again)
			}
		}
	})
}
