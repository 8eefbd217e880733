package challengeui

import "testing"

func TestDigits(t *testing.T) {
	for in, want := range map[string]string{
		"":                             "",
		"123456":                       "123456",
		"123 456":                      "123456",
		" 12-34.56 ":                   "123456",
		"Your code is 123456.":         "123456",
		"1234567890":                   "123456",
		"١٢٣٤٥٦":                       "123456",
		"۱۲۳۴۵۶":                       "123456",
		"１２３４５６":                       "123456",
		"१२३४५६":                       "123456",
		"\u202a123456\u202c":           "123456",
		"12\ufffd\xff34":               "1234",
		"½²③":                          "",
		"no digits":                    "",
		"1\n2\t3\u00a04\u20075\u200b6": "123456",
	} {
		if got := Digits(in); got != want {
			t.Errorf("Digits(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzDigits(f *testing.F) {
	for _, s := range []string{"123 456", "١٢٣", "１２３", "\xff", "a1b2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := Digits(s)
		if len(d) > CodeLength {
			t.Fatalf("Digits(%q) = %q is longer than a code", s, d)
		}
		for _, r := range d {
			if r < '0' || r > '9' {
				t.Fatalf("Digits(%q) = %q has something else than digits", s, d)
			}
		}
		if again := Digits(d); again != d {
			t.Errorf("Digits(%q) = %q", d, again)
		}
		if mixed := Digits("x" + s + " "); mixed != d {
			t.Errorf("what surrounds the digits changes them: %q, %q", mixed, d)
		}
	})
}
