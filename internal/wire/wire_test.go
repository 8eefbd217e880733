package wire

import (
	"encoding/json"
	"testing"
	"time"
)

func TestTime(t *testing.T) {
	for _, text := range []string{
		"1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.001Z", "2000-02-29T12:00:00.000Z",
		"2021-09-01T00:00:00.000Z", "2024-12-31T23:59:59.999Z", "2100-03-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z",
	} {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		if got := Time(at.UnixMilli()).String(); got != text {
			t.Errorf("Time(%s) = %s", text, got)
		}
	}
	if b, _ := json.Marshal(Time(0)); string(b) != "null" {
		t.Errorf("zero time = %s, want null", b)
	}
}

func FuzzTime(f *testing.F) {
	f.Add(int64(0))
	f.Add(int64(-1))
	f.Add(time.Date(2024, 2, 29, 23, 59, 59, 0, time.UTC).UnixMilli())
	f.Fuzz(func(t *testing.T, ms int64) {
		at := time.UnixMilli(ms).UTC()
		if at.Year() < 1 || at.Year() > 9999 {
			return // RFC 3339 has four digits for the year
		}
		if got, want := Time(ms).String(), at.Format("2006-01-02T15:04:05.000Z"); got != want {
			t.Errorf("Time(%d) = %s, want %s", ms, got, want)
		}
	})
}

func TestHashes(t *testing.T) {
	for text, want := range map[string]struct {
		current, last string
		bad           bool
	}{
		`"a"`:              {current: "a"},
		`null`:             {},
		`[]`:               {},
		`["a"]`:            {current: "a"},
		`[ "a" , "b" ]`:    {current: "a", last: "b"},
		`["a",null]`:       {current: "a"},
		`["a,]\"","b"]`:    {current: `a,]"`, last: "b"},
		`["a","b","c"]`:    {bad: true},
		`[["a"]]`:          {bad: true},
		`[1]`:              {bad: true},
		`7`:                {bad: true},
		`{"current":"a"}`:  {bad: true},
		`["\u00e9","\/b"]`: {current: "é", last: "/b"},
	} {
		var h Hashes
		err := json.Unmarshal([]byte(text), &h)
		if (err != nil) != want.bad {
			t.Errorf("%s: error %v, want bad=%v", text, err, want.bad)
		}
		if !want.bad && (h.Current() != want.current || h.Last() != want.last) {
			t.Errorf("%s = %q, %q", text, h.Current(), h.Last())
		}
	}
}

func TestGroupID(t *testing.T) {
	for text, want := range map[string]string{`"g"`: "g", `12`: "12", `-1.5`: "-1.5", `null`: "", `"\ud83d\ude00\n"`: "😀\n"} {
		var g GroupID
		if err := json.Unmarshal([]byte(text), &g); err != nil || string(g) != want {
			t.Errorf("%s = %q, %v; want %q", text, g, err, want)
		}
	}
	for _, text := range []string{`true`, `{}`, `[]`} {
		if err := json.Unmarshal([]byte(text), new(GroupID)); err == nil {
			t.Errorf("%s was accepted", text)
		}
	}
}

func FuzzUnquote(f *testing.F) {
	f.Add("plain")
	f.Add("\x00\"\\\u2028\U0001F600")
	f.Fuzz(func(t *testing.T, text string) {
		quoted, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		var want string
		if err := json.Unmarshal(quoted, &want); err != nil {
			t.Fatal(err)
		}
		if got := unquote(quoted); got != want {
			t.Errorf("unquote(%s) = %q, want %q", quoted, got, want)
		}
	})
}

func FuzzElements(f *testing.F) {
	f.Add(`["a", {"b":[1,2]}, null, -1.5e3 , "]"]`)
	f.Fuzz(func(t *testing.T, text string) {
		var want []json.RawMessage
		if json.Unmarshal([]byte(text), &want) != nil || want == nil {
			return
		}
		trimmed := []byte(text)
		for trimmed[0] != '[' {
			trimmed = trimmed[1:]
		}
		got := elements(trimRight(trimmed))
		if len(got) != len(want) {
			t.Fatalf("elements(%s) = %d, want %d", text, len(got), len(want))
		}
		for i := range got {
			if string(got[i]) != string(want[i]) {
				t.Errorf("element %d of %s = %s, want %s", i, text, got[i], want[i])
			}
		}
	})
}

func TestRawKeepsItsText(t *testing.T) {
	const text = `{"b":1,"a":[2,null],"c":1e400}`
	var in struct{ Metadata Raw }
	if err := json.Unmarshal([]byte(`{"Metadata":`+text+`}`), &in); err != nil {
		t.Fatal(err)
	}
	if got, _ := json.Marshal(in.Metadata); string(got) != text {
		t.Errorf("got %s", got)
	}
	if got, _ := json.Marshal(Raw(nil)); string(got) != "null" {
		t.Errorf("empty Raw = %s, want null", got)
	}
}
