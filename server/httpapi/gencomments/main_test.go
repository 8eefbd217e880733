package main

import (
	"os"
	"strings"
	"testing"
)

func TestCommittedFileIsFresh(t *testing.T) {
	want, err := generate("../../../internal/wire")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../comments_gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("comments_gen.go is not what internal/wire says. Run: go generate ./server/httpapi")
	}
	for _, entry := range []string{`"AttachRequest.Email":`, `"Channel":`, `"Code=rate_limited":`} {
		if !strings.Contains(string(want), entry) {
			t.Errorf("no entry %s", entry)
		}
	}
}
