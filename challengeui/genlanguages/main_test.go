package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The committed list is that of the files.
func TestListIsFresh(t *testing.T) {
	want, err := generate("..")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../languages_gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("stale: go generate ./challengeui makes\n%s", want)
	}
}

// Adding a language is adding a file.
func TestNewFileIsListed(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "en", `var english, englishLetters = 0, 0`, "want a variable")
	add(t, dir, "en", "var english = Texts{`en`, `English`}\nvar englishLetters = Letters{}", "&english,\n")
	add(t, dir, "sv", "var swedish = Texts{`sv`, `Svenska`}\nvar swedishLetters = Letters{}", "&english, &swedish,\n")
	add(t, dir, "da", "var danish = Texts{`da`, `Dansk`}\nvar danishLetters = Letters{}", "&englishLetters, &danishLetters, &swedishLetters,\n")
	add(t, dir, "is", "var icelandic = Texts{`is`}\nvar icelandicLetters = Letters{}", "1 texts")
	add(t, dir, "is", "var icelandic = Texts{`is`, name}\nvar icelandicLetters = Letters{}", "no literal")
	add(t, dir, "is", "var icelandic", "expected type")
}

// add writes a language's file and wants a text in the list, or in the error.
func add(t *testing.T, dir, code, source, want string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "texts_"+code+".go"), []byte("package challengeui\n\n"+source+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	list, err := generate(dir)
	if err != nil {
		list = []byte(err.Error())
	}
	if !strings.Contains(string(list), want) {
		t.Errorf("%s: no %q in %s", code, want, list)
	}
}
