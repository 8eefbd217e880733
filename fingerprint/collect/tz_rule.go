//go:build js && wasm

package collect

import "strconv"

// tzRule reads the offsets of the zone in January and in July, which say its standard
// time and whether it has summer time, and so tell zones with one clock apart from
// those that only share its name. The year is fixed: rules change from year to year.
func tzRule(b *browser) (string, error) {
	january, july := b.offset(2024, 0), b.offset(2024, 6)
	return strconv.Itoa(january) + "," + strconv.Itoa(july), nil
}

// offset is how many minutes local time is east of UTC on the first of a month.
func (b *browser) offset(year, month int) int {
	date := construct(get(b.window, "Date"), year, month, 1)
	return -int(call(date, "getTimezoneOffset").Float())
}
