package main

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"strings"
)

// integrityName is the file of the digests that pages pin the SDK by, as
// "integrity" attributes have them, by file name.
const integrityName = "integrity.json"

// integrity is the digest of text in the form of Subresource Integrity.
func integrity(text []byte) string {
	sum := sha512.Sum384(text)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// shortIntegrity is what rupt.js carries of its modules: digests do not compress.
func shortIntegrity(text []byte) string {
	sum := sha256.Sum256(text)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// integrities is the content of integrityName for files.
func integrities(files []file) ([]byte, error) {
	sums := map[string]string{}
	for _, f := range files {
		if !isTypes(f.name) {
			sums[f.name] = integrity(f.text)
		}
	}
	text, err := json.MarshalIndent(sums, "", "  ")
	return append(text, '\n'), err
}

// isTypes says that a file is read by compilers and never sent to a browser.
func isTypes(name string) bool {
	return strings.HasSuffix(name, ".d.ts") || strings.HasSuffix(name, ".d.cts")
}
