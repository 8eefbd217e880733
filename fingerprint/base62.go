package fingerprint

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// putDigits writes the low digits of n in base 62, the lowest first. One 64-bit
// number gives ten good digits, which is why no part of a segment is wider.
func putDigits(dst []byte, n uint64) {
	for i := range dst {
		dst[i] = digits[n%62]
		n /= 62
	}
}

// digitsValue is the inverse of putDigits.
func digitsValue(s string) uint64 {
	n := uint64(0)
	for i := len(s) - 1; i >= 0; i-- {
		n = n*62 + uint64(digitValue(s[i]))
	}
	return n
}

// digitValue is the value of a base62 digit, or -1.
func digitValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 36
	}
	return -1
}

func isDigit(c byte) bool { return digitValue(c) >= 0 }
