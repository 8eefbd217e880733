package core

import (
	"net/url"
	"slices"
	"testing"
)

func TestRedirects(t *testing.T) {
	p := &Project{Origins: []string{"https://shop.example", "http://intranet.example:8080", "*"}}
	s := &Service{publicURL: "https://rupt.example"}
	for target, want := range map[string]bool{
		"https://shop.example": true, "https://shop.example/a?b#c": true, "https://SHOP.example:443/": true, "http://intranet.example:8080/x": true,
		"https://rupt.example/challenge": true,
		"":                               false, "/path": false, "//shop.example": false, "http://shop.example": false, "https://shop.example:8443": false,
		"https://shop.example.evil.example": false, "https://evil.example/https://shop.example": false, "https://evil-shop.example": false,
		"https://shop.example@evil.example": false, "https://user@shop.example": false, `https://evil.example\@shop.example`: false,
		`https:\\shop.example`: false, "https://shop.example%2eevil.example": false, "javascript:alert(1)//https://shop.example": false,
		"data:text/html,x": false, "https:shop.example": false, " https://shop.example": false, "https://shop.example\t.evil.example": false,
		"https://shop.example:": false, "https://ѕhop.example": false, "http://localhost:3000": false, "https:///shop.example": false,
	} {
		if got := s.RedirectAllowed(p, target); got != want {
			t.Errorf("RedirectAllowed(%q) = %v", target, got)
		}
	}
	dev := &Service{dev: true}
	for target, want := range map[string]bool{
		"http://localhost:3000/x": true, "http://127.0.0.1:8787": true, "http://[::1]:8787/": true, "http://shop.localhost": true,
		"http://localhost.evil.example": false, "http://127.0.0.1.evil.example": false,
	} {
		if got := dev.RedirectAllowed(p, target); got != want {
			t.Errorf("in development RedirectAllowed(%q) = %v", target, got)
		}
	}
}

func TestOrigins(t *testing.T) {
	s := &Service{}
	p := &Project{Origins: []string{"https://shop.example", LocalhostOrigins}}
	for origin, want := range map[string]bool{
		"https://shop.example": true, "http://localhost:3000": true, "http://127.0.0.1": true,
		"http://shop.example": false, "https://shop.example:444": false, "null": false, "": false, "https://shop.example/": false, "https://x.shop.example": false,
	} {
		if got := s.OriginAllowed(p, origin); got != want {
			t.Errorf("OriginAllowed(%q) = %v", origin, got)
		}
	}
	if !s.OriginAllowed(&Project{Origins: []string{"*"}}, "https://any.example") {
		t.Error("* allows every origin")
	}
}

func FuzzRedirect(f *testing.F) {
	f.Add("https://shop.example/a")
	f.Add(`https://evil.example\@shop.example`)
	p, s := &Project{Origins: []string{"https://shop.example"}}, &Service{}
	f.Fuzz(func(t *testing.T, target string) {
		if !s.RedirectAllowed(p, target) {
			return
		}
		u, err := url.Parse(target)
		if err != nil || u.Scheme != "https" || u.User != nil || !slices.Contains([]string{"", "443"}, u.Port()) {
			t.Fatalf("accepted %q", target)
		}
		if got, _ := OriginOf(target); got != "https://shop.example" {
			t.Fatalf("accepted %q as %q", target, got)
		}
	})
}
