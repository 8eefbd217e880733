package core

import (
	"net/mail"
	"strings"
	"unicode/utf8"

	"github.com/openrupt/openrupt/internal/wire"
)

// validEmail says whether s is a bare address that mail can be sent to: RFC 5322 as
// net/mail reads it, without a display name, comments or a quoted local part, within
// the lengths of RFC 5321.
func validEmail(s string) bool {
	at := strings.LastIndexByte(s, '@')
	if len(s) > 254 || at < 1 || at > 64 || strings.ContainsAny(s, "\"()<>,;:\\ \t\r\n") {
		return false
	}
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && a.Name == "" && validDomain(s[at+1:])
}

// validDomain wants two labels at least: nobody's customers live at user@localhost.
func validDomain(s string) bool {
	if len(s) > 253 || !strings.Contains(s, ".") {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' || strings.ContainsAny(label, "[]!#$%&'*+/=?^_`{|}~") {
			return false
		}
	}
	return true
}

// validPhone says whether s has the form of E.164: a plus sign and 7 to 15 digits, the
// first of which is not 0.
//
// No numbering plans are consulted: they change monthly, cost some 5 MB of binary, and
// refuse numbers that their carrier would ring. The carrier is who knows.
func validPhone(s string) bool {
	if len(s) < 8 || len(s) > 16 || s[0] != '+' || s[1] == '0' {
		return false
	}
	for _, c := range []byte(s[1:]) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// checkContacts refuses what no message could be sent to; empty means not given.
func checkContacts(email, phone string) error {
	if email != "" && !validEmail(email) {
		return invalid("email", "This is not an email address. Send a bare address such as user@example.com, or leave the field out.")
	}
	if phone != "" && !validPhone(phone) {
		return invalid("phone", "This is not a phone number in E.164. Send a plus sign, the country code and the number, digits only, such as +15551234567, or leave the field out.")
	}
	return nil
}

// maskEmail shows the first two characters of the local part and the domain, with five
// stars for whatever is between: ab*****@rupt.dev. Of a local part of one or two
// characters it shows the first.
func maskEmail(s string) string {
	at := strings.LastIndexByte(s, '@')
	if at < 1 {
		return ""
	}
	shown := 2
	if utf8.RuneCountInString(s[:at]) <= 2 {
		shown = 1
	}
	runes := []rune(s[:at])
	return string(runes[:shown]) + "*****" + s[at:]
}

// maskPhone shows the last two digits: ******34.
func maskPhone(s string) string {
	if len(s) < 2 {
		return ""
	}
	return "******" + s[len(s)-2:]
}

// destination is where a challenge's codes go by a channel; empty when they cannot.
func (c *Challenge) destination(ch wire.Channel) string {
	switch ch {
	case wire.ChannelEmail:
		return c.Email
	case wire.ChannelText:
		return c.Phone
	}
	return ""
}

// channels are the ways that the challenge's codes can go.
func (c *Challenge) channels() []wire.Channel {
	list := []wire.Channel{}
	for _, ch := range []wire.Channel{wire.ChannelText, wire.ChannelEmail} {
		if c.destination(ch) != "" {
			list = append(list, ch)
		}
	}
	return list
}
