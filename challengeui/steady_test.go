package challengeui

import (
	"regexp"
	"testing"
)

func TestSteady(t *testing.T) {
	for css, want := range map[string]string{
		"":                              "",
		"a{b:1rem}":                     "a{b:calc(1rem*var(--rem))}",
		"a{b:.5rem 2.25rem}":            "a{b:calc(.5rem*var(--rem)) calc(2.25rem*var(--rem))}",
		"a{b:calc((23.5rem + 4px)/6)}":  "a{b:calc((calc(23.5rem*var(--rem)) + 4px)/6)}",
		"@media (max-width:30rem){a{}}": "@media (max-width:30rem){a{}}",
		".remote{b:1em;--rem:2}":        ".remote{b:1em;--rem:2}",
	} {
		if got := Steady(css); got != want {
			t.Errorf("%s: %s", css, got)
		}
	}
	left := regexp.MustCompile(`(?:^|[^(\d.])[\d.]+rem`).FindAllString(Steady(CSS), -1)
	for _, rem := range left {
		if rem != ":30rem" {
			t.Errorf("%s is still the page's", rem)
		}
	}
	if negative := regexp.MustCompile(`-[\d.]+rem`).FindString(CSS); negative != "" {
		t.Errorf("%s: write calc(-1*…), since -calc() is no length", negative)
	}
}
