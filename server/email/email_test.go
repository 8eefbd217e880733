package email

import (
	"slices"
	"strings"
	"testing"
)

func TestLists(t *testing.T) {
	l := Builtin()
	for domain, want := range map[string]struct{ disposable, webmail bool }{
		"mailinator.com":       {true, false},
		"MAILINATOR.com":       {true, false},
		"inbox.mailinator.com": {true, false},
		"xmailinatorx.com":     {false, false},
		"gmail.com":            {false, true},
		"gmx.de":               {false, true},
		"proton.me":            {false, true},
		"mail.gmail.com":       {false, false},
		"example.com":          {false, false},
		"com":                  {false, false},
		"":                     {false, false},
	} {
		if d, w := l.Disposable(domain), l.Webmail(domain); d != want.disposable || w != want.webmail {
			t.Errorf("%q: disposable %v, webmail %v", domain, d, w)
		}
	}
}

func TestListsAreSorted(t *testing.T) {
	for name, text := range map[string]string{"disposable": disposable, "webmail": webmail} {
		list := newDomains(text)
		if len(list) < 1000 || !slices.IsSorted(list) || strings.Contains(text, "\r") {
			t.Errorf("%s: %d domains", name, len(list))
		}
		for _, d := range list {
			if !strings.Contains(d, ".") || d != strings.ToLower(d) || strings.ContainsAny(d, " #@/") {
				t.Errorf("%s: %q", name, d)
			}
		}
	}
}

func TestChange(t *testing.T) {
	l := Builtin()
	if err := l.Change(strings.NewReader("# ours\n\nThrow.Away.example # a note\n!inbox.mailinator.com\n")); err != nil {
		t.Fatal(err)
	}
	for domain, want := range map[string]bool{
		"throw.away.example": true, "x.throw.away.example": true, "away.example": false,
		"inbox.mailinator.com": false, "a.inbox.mailinator.com": false, "mailinator.com": true,
	} {
		if l.Disposable(domain) != want {
			t.Errorf("%s: %v", domain, !want)
		}
	}
	if Builtin().Disposable("throw.away.example") {
		t.Error("the built-in lists changed")
	}
	for _, wrong := range []string{"x@example.com", "com", "!", "a.com b.com", "ok.com\n*.example.com"} {
		if err := l.Change(strings.NewReader(wrong)); err == nil || !strings.Contains(err.Error(), "line") {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func TestGibberish(t *testing.T) {
	for _, name := range []string{
		"ann", "ann.lee", "john_smith1984", "j.r.r.tolkien", "hirschsprung", "wolfgang.schwartzkopf", "krzysztof.brzeczyszczykiewicz",
		"nguyen.thi", "mcknight", "schmidt", "xavier", "info", "no-reply", "a1b2", "support2024", "łukasz", "李小龙", "dvorak", "ng", "hr", "qa-team",
		"ann+xkqzvw", "lynch", "rhythm", "strengths", "mary2jane", "kjell.bjork", "bernhardt99",
	} {
		if Gibberish(name) {
			t.Errorf("%s is a name", name)
		}
	}
	for _, name := range []string{"xkqzvwpt", "asdfghjkl", "qwrtplkjh", "a8f3k2m9x", "zxcvbnmq", "hjkdfghqx", "john.xkqzvwpt"} {
		if !Gibberish(name) {
			t.Errorf("%s is no name", name)
		}
	}
}

func FuzzChange(f *testing.F) {
	f.Add("example.com\n!a.example.com # x")
	f.Fuzz(func(t *testing.T, text string) {
		l := Builtin()
		if l.Change(strings.NewReader(text)) != nil {
			return
		}
		for domain, listed := range l.changes {
			if l.Disposable(domain) != listed {
				t.Errorf("%q", domain)
			}
		}
	})
}

func FuzzGibberish(f *testing.F) {
	f.Add("ann.lee+x")
	f.Fuzz(func(t *testing.T, local string) { Gibberish(local) })
}
