package main

import (
	"slices"
	"testing"
)

func TestStrays(t *testing.T) {
	for name, want := range map[string]string{
		"RUPT_PULIC_URL":          "nothing reads RUPT_PULIC_URL; did you mean RUPT_PUBLIC_URL?",
		"RUPT_TRUSTED_PROXY":      "nothing reads RUPT_TRUSTED_PROXY; did you mean RUPT_TRUSTED_PROXIES?",
		"RUPT_MASTERKEY_FILE":     "nothing reads RUPT_MASTERKEY_FILE; did you mean RUPT_MASTER_KEY?",
		"RUPT_SMTP_HOST":          "nothing reads RUPT_SMTP_HOST; did you mean RUPT_SMTP?",
		"RUPT_SMTP_PASS":          "nothing reads RUPT_SMTP_PASS; did you mean RUPT_SMTP_PASSWORD?",
		"RUPT_DB_URL":             "nothing reads RUPT_DB_URL; did you mean RUPT_DB?",
		"RUPT_API_SECRET":         "nothing reads RUPT_API_SECRET",
		"RUPT_PROJECT":            "",
		"RUPT_MASTER_KEY_FILE":    "",
		"RUPT_SMTP_PASSWORD_FILE": "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, "")
			found := strays()
			i := slices.IndexFunc(found, func(s stray) bool { return s.name == name })
			if got := ""; i >= 0 {
				if got = found[i].String(); got != want {
					t.Errorf("%q, want %q", got, want)
				}
			} else if want != "" {
				t.Errorf("not found, want %q", want)
			}
		})
	}
}
