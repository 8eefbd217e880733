package fingerprint

import "github.com/cespare/xxhash/v2"

// Digest is the raw value of signals that are bulk data, such as pixels: the
// 64-bit xxHash of b as 16 lower-case hexadecimal digits.
func Digest(b []byte) string {
	const hex = "0123456789abcdef"
	sum := xxhash.Sum64(b)
	var text [16]byte
	for i := range text {
		text[i] = hex[sum>>(60-4*i)&15]
	}
	return string(text[:])
}

// seededSum is the 64-bit xxHash of text. The seed keeps equal values of
// different segments from looking alike.
func seededSum(seed uint64, text string) uint64 {
	var d xxhash.Digest
	d.ResetWithSeed(seed)
	_, _ = d.WriteString(text) // never fails
	return d.Sum64()
}
