package wire

import "strconv"

// Raw is JSON text that is passed on as it came: metadata, groups' metadata,
// signals. An empty Raw is written as null.
type Raw []byte

// MarshalJSON returns r itself.
func (r Raw) MarshalJSON() ([]byte, error) {
	if len(r) == 0 {
		return []byte("null"), nil
	}
	return r, nil
}

// UnmarshalJSON keeps a copy of b.
func (r *Raw) UnmarshalJSON(b []byte) error {
	*r = append((*r)[:0], b...)
	return nil
}

// Time is a moment in milliseconds since 1970-01-01T00:00:00Z, written in JSON as
// RFC 3339 with milliseconds in UTC. The zero Time is written as null.
type Time int64

// String returns t as "2021-09-01T00:00:00.000Z".
func (t Time) String() string { return string(t.append(nil)) }

// MarshalJSON writes t quoted, or null for the zero Time.
func (t Time) MarshalJSON() ([]byte, error) {
	if t == 0 {
		return []byte("null"), nil
	}
	b := append(make([]byte, 0, 26), '"')
	return append(t.append(b), '"'), nil
}

// append writes the date by Howard Hinnant's days-to-civil algorithm, since the
// time package costs the browser some 40 kB.
func (t Time) append(b []byte) []byte {
	const day = 24 * 60 * 60 * 1000
	days, ms := int64(t)/day, int64(t)%day
	if ms < 0 {
		days, ms = days-1, ms+day
	}
	z := days + 719468
	era := z / 146097
	if z < 0 {
		era = (z - 146096) / 146097
	}
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d := doy - (153*mp+2)/5 + 1
	m := mp + 3
	if m > 12 {
		m -= 12
	}
	y := yoe + era*400
	if m <= 2 {
		y++
	}
	b = pad(b, y, 4, '-')
	b = pad(b, m, 2, '-')
	b = pad(b, d, 2, 'T')
	b = pad(b, ms/3600000, 2, ':')
	b = pad(b, ms/60000%60, 2, ':')
	b = pad(b, ms/1000%60, 2, '.')
	return pad(b, ms%1000, 3, 'Z')
}

func pad(b []byte, n int64, width int, after byte) []byte {
	digits := strconv.Itoa(int(n))
	for i := len(digits); i < width; i++ {
		b = append(b, '0')
	}
	return append(append(b, digits...), after)
}
