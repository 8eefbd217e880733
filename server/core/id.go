package core

import (
	"encoding/hex"
	"io"
	"math/big"
	"strings"

	"crypto/rand"
)

// newID returns 24 lower-case hexadecimal digits of 96 random bits. Nobody can guess
// the id of an access, a challenge or a device, and none tells when it was made.
func (s *Service) newID() (string, error) {
	var b [12]byte
	if _, err := io.ReadFull(s.random, b[:]); err != nil {
		return "", err
	}
	return hex.EncodeToString(b[:]), nil
}

// isID says whether s could be an id; others are not looked up.
func isID(s string) bool {
	if len(s) != 24 {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'f') })
}

// newCode returns six digits, each number as likely as another.
func (s *Service) newCode() (string, error) {
	n, err := rand.Int(s.random, big.NewInt(1_000_000))
	if err != nil {
		return "", err
	}
	digits := n.String()
	return strings.Repeat("0", codeDigits-len(digits)) + digits, nil
}
