package fingerprint

import (
	"strconv"
	"strings"
)

// natural reads a whole number from 0 to 999,999,999,999.
func natural(s string) (int64, bool) {
	if s == "" || len(s) > 12 {
		return 0, false
	}
	n := int64(0)
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}

// fixed reads a decimal number such as "-12.75" as a whole number of 10^-places,
// rounded half away from zero. It is exact, and the same in Go on a server and in
// a browser; no exponents.
func fixed(s string, places int) (int64, bool) {
	s, negative := strings.CutPrefix(s, "-")
	whole, fraction, _ := strings.Cut(s, ".")
	if len(whole) > 9 {
		return 0, false
	}
	n, ok := natural(whole)
	if !ok {
		return 0, false
	}
	up := int64(0)
	for i := range max(places, len(fraction)) {
		digit := int64(0)
		if i < len(fraction) {
			if digit = int64(fraction[i]) - '0'; digit < 0 || digit > 9 {
				return 0, false
			}
		}
		if i < places {
			n = n*10 + digit
		} else if i == places && digit >= 5 {
			up = 1
		}
	}
	n += up
	if negative {
		n = -n
	}
	return n, true
}

// micro reads a decimal number in millionths.
func micro(s string) (int64, bool) { return fixed(spaced(s), 6) }

const million = 1_000_000

// steps divides, rounding half up, which is what Math.round does.
func steps(value, step int64) int64 { return floorDiv(2*value+step, 2*step) }

// floorDiv divides, rounding towards minus infinity.
func floorDiv(value, step int64) int64 {
	q := value / step
	if value%step != 0 && (value < 0) != (step < 0) {
		q--
	}
	return q
}

// numberList is for numbers whose order matters. Numbers are kept as texts, since
// only equality counts; a name such as "null" or "NaN" is a value, too.
func numberList(raw string) [2]string {
	items := strings.Split(raw, ",")
	for i, item := range items {
		items[i] = fold(item)
	}
	return one(strings.Join(items, ","))
}

// numberBar is for a few whole numbers separated by "|".
func numberBar(raw string) [2]string {
	items := strings.Split(raw, "|")
	for i, item := range items {
		n, ok := natural(spaced(item))
		if !ok {
			return [2]string{}
		}
		items[i] = strconv.FormatInt(n, 10)
	}
	return one(strings.Join(items, "|"))
}

// quantised is for lists of decimals: each in millionths, divided by divide.
func quantised(raw string, divide func(micro int64) int64) [2]string {
	items := strings.Split(raw, ",")
	for i, item := range items {
		n, ok := micro(item)
		if !ok {
			return [2]string{}
		}
		items[i] = strconv.FormatInt(divide(n), 10)
	}
	return one(strings.Join(items, ","))
}
