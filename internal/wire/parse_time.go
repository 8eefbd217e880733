package wire

import "strconv"

// ParseTime reads what [Time.String] writes, with or without milliseconds. Any other
// form is not ok.
func ParseTime(s string) (t Time, ok bool) {
	const layout = "dddd-dd-ddTdd:dd:dd.dddZ"
	if len(s) == len("dddd-dd-ddTdd:dd:ddZ") && s[len(s)-1] == 'Z' {
		s = s[:len(s)-1] + ".000Z"
	}
	if len(s) != len(layout) {
		return 0, false
	}
	for i := range len(layout) {
		if digit := '0' <= s[i] && s[i] <= '9'; digit != (layout[i] == 'd') || !digit && s[i] != layout[i] {
			return 0, false
		}
	}
	field := func(from, to int) int64 {
		n, _ := strconv.Atoi(s[from:to])
		return int64(n)
	}
	days := daysOf(field(0, 4), field(5, 7), field(8, 10))
	seconds := (days*24+field(11, 13))*3600 + field(14, 16)*60 + field(17, 19)
	return Time(seconds*1000 + field(20, 23)), true
}

// daysOf is the inverse of the algorithm in [Time.append]: days since 1970-01-01.
func daysOf(y, m, d int64) int64 {
	if m <= 2 {
		y--
		m += 12
	}
	era := y / 400
	yoe := y - era*400
	doy := (153*(m-3)+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return era*146097 + doe - 719468
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Time) UnmarshalJSON(b []byte) error {
	*t = 0
	if string(b) == "null" {
		return nil
	}
	if n := len(b); n > 2 && b[0] == '"' && b[n-1] == '"' {
		if at, ok := ParseTime(string(b[1 : n-1])); ok {
			*t = at
			return nil
		}
	}
	return &Error{Code: CodeInvalidParameter, Message: "A time must look like 2021-09-01T00:00:00.000Z, in UTC."}
}
