package jsonlite

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// decode turns a Value into what encoding/json would make of it.
func decode(v Value) any {
	switch v.Kind() {
	case Bool:
		return v.Bool()
	case Number:
		return json.Number(v.Raw())
	case String:
		return v.Text()
	case Array:
		list := []any{}
		for item := range v.Items {
			list = append(list, decode(item))
		}
		return list
	case Object:
		object := map[string]any{}
		for key, value := range v.Members {
			object[key] = decode(value)
		}
		return object
	}
	return nil
}

// depth is how deep text nests, by its brackets outside of strings.
func depth(text []byte) (deepest int) {
	open, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			open++
			deepest = max(deepest, open)
		case c == ']' || c == '}':
			open--
		}
	}
	return deepest
}

var texts = []string{
	`null`, `true`, ` false `, `0`, `-0`, `12`, `-1.5e+10`, `1E5`, `""`, `"a"`, `"\u00e9\n\"\\\/"`, `"\ud83d\ude00"`, `"\ud83d"`, `"\ude00x"`, `"\ud83dx\ude00"`,
	`[]`, `[1,2,[3]]`, `{}`, `{"a":1,"b":{"c":[null,true]},"a":2}`, " {\t\"k\" :\r\n[ 1 , 2 ] } ", `{"é":"ü"}`, "\"\xff\"", `{"__proto__":1}`,
	``, ` `, `nul`, `nulll`, `tru`, `01`, `-`, `1.`, `.5`, `1e`, `+1`, `0x1`, `NaN`, `"`, `"a`, `"\x"`, `"\u12"`, `"\u12g4"`, "\"\n\"", "\"\x00\"", `'a'`,
	`[`, `[1`, `[1,]`, `[,1]`, `{`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,}`, `{a:1}`, `{"a" 1}`, `1 2`, `[]]`, "\x00", `"a"b`, "\ufeff1", `//`, `{"a":1}}`,
}

func FuzzParse(f *testing.F) {
	for _, text := range texts {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		v, err := Parse(text)
		if errors.Is(err, ErrDepth) {
			if d := depth(text); d <= MaxDepth {
				t.Fatalf("%q is only %d deep", text, d)
			}
			return
		}
		if valid := json.Valid(text); valid != (err == nil) {
			t.Fatalf("%q: %v, encoding/json says %v", text, err, valid)
		}
		if err != nil {
			return
		}
		var want any
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.UseNumber()
		if err := decoder.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if got := decode(v); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: got %#v, want %#v", text, got, want)
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, text); err != nil {
			t.Fatal(err)
		}
		if got := Compact(v.Raw()); !bytes.Equal(got, compact.Bytes()) {
			t.Fatalf("%q: compact %q, want %q", text, got, compact.Bytes())
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "a", "é😀", "\"\\\n\x00\x1f\x7f", "\xff\xfe", "\u2028", "</script>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(AppendQuoted(nil, s), &got); err != nil {
			t.Fatal(err)
		}
		want := string([]rune(s)) // each bad byte is one U+FFFD
		if got != want {
			t.Fatalf("%q became %q, want %q", s, got, want)
		}
	})
}

func TestDepth(t *testing.T) {
	nested := func(n int) []byte { return []byte(strings.Repeat(`[{"a":`, n/2) + "1" + strings.Repeat("}]", n/2)) }
	if _, err := Parse(nested(MaxDepth)); err != nil {
		t.Errorf("%d deep: %v", MaxDepth, err)
	}
	if _, err := Parse(nested(MaxDepth + 2)); !errors.Is(err, ErrDepth) {
		t.Errorf("%d deep: %v", MaxDepth+2, err)
	}
	if _, err := Parse([]byte(strings.Repeat("[", 1<<20))); !errors.Is(err, ErrDepth) {
		t.Errorf("a million deep: %v", err)
	}
}

func TestAccessors(t *testing.T) {
	v, err := Parse([]byte(`{"s":"x","n":12,"f":1.5,"big":9223372036854775808,"t":true,"null":null,"o":{"k":[1]},"twice":1,"twice":2}`))
	if err != nil {
		t.Fatal(err)
	}
	if v.Get("s").Text() != "x" || v.Get("n").Text() != "" || v.Get("none").Text() != "" {
		t.Error("Text")
	}
	for key, want := range map[string]bool{"n": true, "f": false, "big": false, "s": false, "none": false, "twice": true} {
		if _, ok := v.Get(key).Int(); ok != want {
			t.Errorf("Int of %s: %v", key, ok)
		}
	}
	if n, _ := v.Get("twice").Int(); n != 2 {
		t.Errorf("of two members the first wins: %d", n)
	}
	if v.Get("f").Float() != 1.5 || v.Get("s").Float() != 0 {
		t.Error("Float")
	}
	if !v.Get("t").Bool() || v.Get("s").Bool() || v.Get("none").Bool() {
		t.Error("Bool")
	}
	if v.Get("null").Exists() || v.Get("none").Exists() || !v.Get("o").Exists() {
		t.Error("Exists")
	}
	if v.Get("null").Kind() != Null || v.Get("none").Kind() != None {
		t.Error("Kind")
	}
	if got := string(v.Get("o").Raw()); got != `{"k":[1]}` {
		t.Errorf("Raw %s", got)
	}
	if v.Get("s").Get("x").Exists() || v.Get("o").Get("k").Get("0").Exists() {
		t.Error("Get of what is no object")
	}
}

func TestWriter(t *testing.T) {
	var w Writer
	w.Open('{')
	w.Key("a").Text(`q"`)
	w.Key("b").Open('[')
	w.Int(-1)
	w.Bool(true)
	w.Raw(nil)
	w.Raw([]byte(`{"x":1}`))
	w.Open('{')
	w.Close('}')
	w.Text("{")
	w.Text("")
	w.Close(']')
	w.Optional("left out", "")
	w.Optional("c", "d")
	w.OptionalRaw("left out", nil)
	w.Close('}')
	const want = `{"a":"q\"","b":[-1,true,null,{"x":1},{},"{",""],"c":"d"}`
	if got := w.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
