package challengeui

import (
	"reflect"
	"regexp"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// What no text of a language may have in it, by its typography.
var slips = map[string]*regexp.Regexp{
	"":        regexp.MustCompile(`["'´]|\.\.\.|  |[ \x{a0}\x{202f}]$| [.,…)]`),
	"fr":      regexp.MustCompile(`[^\x{202f}][?!;]|[^\x{a0}]:`),
	"es":      regexp.MustCompile(`^[^¿]*\?|^[^¡]*!`),
	"de":      regexp.MustCompile(`[^\x{a0}]…|“[^”]*”`),
	"pt-BR":   regexp.MustCompile(` [?!;:]`),
	"ar":      regexp.MustCompile(`[0-9?,;%]`),
	"ja":      regexp.MustCompile(`[?!,;:.()]|[。、] |\{n\} |[0-9] `),
	"zh-Hans": regexp.MustCompile(`[?!,;:.()]|[。，] |\{n\}[^ ]|[0-9][^ ]`),
}

func TestTypography(t *testing.T) {
	for _, l := range Languages {
		for f := range fieldsOf() {
			value := reflect.ValueOf(*l).FieldByIndex(f.Index)
			texts := []string{value.String()}
			if forms, ok := value.Interface().(Forms); ok {
				texts = []string{forms.Zero, forms.One, forms.Two, forms.Few, forms.Many, forms.Other}
			}
			for _, s := range texts {
				if s == "It's my account" || value.Kind() != reflect.String && value.Kind() != reflect.Struct {
					continue // the name of that button is part of the interface
				}
				for _, tag := range []string{"", l.Tag} {
					if slip := slips[tag]; slip != nil && slip.MatchString(s) {
						t.Errorf("%s %s: %q has %q", l.Tag, f.Name, s, slip.FindString(s))
					}
				}
			}
		}
	}
}

// A name is set off by spaces from Chinese and Japanese, unless it is of their kind.
func TestSpacesAroundAName(t *testing.T) {
	for _, c := range []struct{ format, name, want string }{
		{"返回 {project} 重试。", "Demo", "返回 Demo 重试。"},
		{"返回 {project} 重试。", "小店", "返回小店重试。"},
		{"返回 {project} 重试。", "小店 24", "返回小店 24 重试。"},
		{"{project} に戻る", "このサイト", "このサイトに戻る"},
		{"{project}", "小店", "小店"},
		{"返回 {project}", "", "返回 "},
		{"Go back to {project} to continue.", "小店", "Go back to 小店 to continue."},
	} {
		if got := plain(fill(c.format, "project", name(c.name))); got != c.want {
			t.Errorf("%q with %q = %q, want %q", c.format, c.name, got, c.want)
		}
	}
}

// Without a name the title is the heading alone.
func TestTitleWithoutAName(t *testing.T) {
	s := New()
	s.Screen = ScreenSuspended
	if got := Title(s, &german); got != german.SuspendedHeading {
		t.Errorf("title %q", got)
	}
	if s.Project = (&wire.ChallengeProject{Name: "Demo"}); Title(s, &german) != german.SuspendedHeading+" · Demo" {
		t.Errorf("title %q", Title(s, &german))
	}
}
