package wire

import (
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	for _, text := range []string{
		"1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.001Z", "2000-02-29T23:59:59.999Z", "2021-09-01T12:34:56.789Z",
		"1969-12-31T23:59:59.000Z", "2100-03-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "2024-02-29T00:00:00Z",
	} {
		want, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := ParseTime(text); !ok || int64(got) != want.UnixMilli() {
			t.Errorf("ParseTime(%q) = %d, %v; want %d", text, got, ok, want.UnixMilli())
		}
	}
	for _, text := range []string{"", "null", "2021-09-01", "2021-09-01T12:34:56.789+02:00", "2021-09-01 12:34:56.789Z", "2021-09-01T12:34:56,789Z", "x021-09-01T12:34:56.789Z"} {
		if got, ok := ParseTime(text); ok {
			t.Errorf("ParseTime(%q) = %d; want none", text, got)
		}
	}
}

func FuzzTimeRoundTrip(f *testing.F) {
	f.Add(int64(1))
	f.Add(int64(1630499696789))
	f.Fuzz(func(t *testing.T, ms int64) {
		ms %= 253402300799999 // up to the year 9999
		if ms < 0 {
			ms = -ms
		}
		if got, ok := ParseTime(Time(ms).String()); !ok || int64(got) != ms {
			t.Errorf("%d became %q and %d, %v", ms, Time(ms), got, ok)
		}
	})
}

func TestTimeReadsItsOwnJSON(t *testing.T) {
	for _, want := range []Time{0, 1, 1_630_454_400_000, -1} {
		b, err := want.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		got := Time(7)
		if err := got.UnmarshalJSON(b); err != nil || got != want {
			t.Errorf("%s was read as %d (%v), want %d", b, got, err, want)
		}
	}
	for _, bad := range []string{`5`, `""`, `"yesterday"`, `"`, `true`} {
		if err := new(Time).UnmarshalJSON([]byte(bad)); err == nil {
			t.Errorf("%s was read as a time", bad)
		}
	}
}
