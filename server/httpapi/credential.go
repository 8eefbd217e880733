package httpapi

import (
	"encoding/base64"
	"strings"
)

// scheme says how a request proves itself.
type scheme int

const (
	schemeNone      scheme = iota
	schemeBasic            // a client id, and a signed token where there is one
	schemeBearer           // an API secret
	schemeChallenge        // a challenge session
)

// credential is what a request proves itself with, not yet checked.
type credential struct {
	scheme scheme
	// id is the client id of Basic, the API secret of Bearer or the session of
	// Challenge.
	id string
	// secret is Basic's signed token, or "".
	secret string
}

// maxCredential bounds what is looked at; a signed token is some 300 bytes.
const maxCredential = 4096

// parseCredential reads an Authorization header or the stream's auth parameter.
// It is false when there is something that is no credential of ours.
func parseCredential(header string) (credential, bool) {
	header = strings.TrimSpace(header)
	if header == "" {
		return credential{}, true
	}
	name, value, _ := strings.Cut(header, " ")
	value = strings.TrimSpace(value)
	if value == "" || len(value) > maxCredential || !printable(value) {
		return credential{}, false
	}
	switch strings.ToLower(name) {
	case "basic":
		return parseBasic(value)
	case "bearer":
		return credential{scheme: schemeBearer, id: value}, true
	case "challenge":
		return credential{scheme: schemeChallenge, id: value}, true
	}
	return credential{}, false
}

// parseBasic reads CLIENT_ID:SECRET as plain text, which is what the SDKs send, or
// as base64, which is what RFC 7617 says. The two cannot be taken for each other:
// base64 text has no colon, and what it encodes always has one.
func parseBasic(value string) (credential, bool) {
	if !strings.Contains(value, ":") {
		if plain, ok := decodeBasic(value); ok {
			value = plain
		}
	}
	id, secret, _ := strings.Cut(value, ":")
	if id == "" {
		return credential{}, false
	}
	return credential{scheme: schemeBasic, id: id, secret: secret}, true
}

func decodeBasic(value string) (string, bool) {
	b, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(value, "="))
	if err != nil || !printable(string(b)) || !strings.Contains(string(b), ":") {
		return "", false
	}
	return string(b), true
}

// printable is true for text of visible ASCII characters and spaces.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
