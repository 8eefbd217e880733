package core

import (
	"net/mail"
	"strings"
	"testing"
)

func TestMasks(t *testing.T) {
	for in, want := range map[string]string{
		"abdul@rupt.dev": "ab*****@rupt.dev", "ab@rupt.dev": "a*****@rupt.dev", "a@rupt.dev": "a*****@rupt.dev", "": "", "üöä@rupt.dev": "üö*****@rupt.dev",
	} {
		if got := maskEmail(in); got != want {
			t.Errorf("maskEmail(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"+15551234534": "******34", "": ""} {
		if got := maskPhone(in); got != want {
			t.Errorf("maskPhone(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestValidContacts(t *testing.T) {
	for in, want := range map[string]bool{
		"user@example.com": true, "first.last+tag@sub.example.co": true, "üser@example.com": true, "user@münchen.example": true,
		"": false, "user": false, "@example.com": false, "user@": false, "user@localhost": false, "user@example..com": false, "user@-example.com": false,
		"a b@example.com": false, "user@example.com ": false, "<user@example.com>": false, "User <user@example.com>": false, "user@example.com,b@example.com": false,
		"user@example.com\n": false, "user@[127.0.0.1]": false, `"a b"@example.com`: false, strings.Repeat("a", 65) + "@example.com": false,
		"user@" + strings.Repeat("a.", 125) + "com": false,
	} {
		if got := validEmail(in); got != want {
			t.Errorf("validEmail(%q) = %v", in, got)
		}
	}
	for in, want := range map[string]bool{
		"+15551234567": true, "+1234567890": true, "+4915112345678": true, "+123456789012345": true,
		"": false, "+": false, "15551234567": false, "+0123456789": false, "+1 555 1234567": false, "+123456": false, "+1234567890123456": false, "+1555123456a": false, "+١٢٣٤٥٦٧٨": false,
	} {
		if got := validPhone(in); got != want {
			t.Errorf("validPhone(%q) = %v", in, got)
		}
	}
}

func FuzzEmail(f *testing.F) {
	f.Add("user@example.com")
	f.Add("a@b.c\r\nBcc: d@e.f")
	f.Fuzz(func(t *testing.T, s string) {
		if !validEmail(s) {
			return
		}
		if strings.ContainsAny(s, "\r\n\x00 ,;<>") || strings.Count(maskEmail(s), "*") < 5 {
			t.Fatalf("accepted %q, masked %q", s, maskEmail(s))
		}
		if a, err := mail.ParseAddress(s); err != nil || a.Address != s {
			t.Fatalf("accepted %q, which reads as %v, %v", s, a, err)
		}
	})
}

func FuzzPhone(f *testing.F) {
	f.Add("+15551234567")
	f.Fuzz(func(t *testing.T, s string) {
		if validPhone(s) && (s[0] != '+' || strings.Trim(s[1:], "0123456789") != "" || len(s) > 16) {
			t.Fatalf("accepted %q", s)
		}
	})
}
