package main

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestPin(t *testing.T) {
	for _, tt := range []struct{ what, text, want, fails string }{
		{what: "built", text: `{"rupt.js": "sha384-abc", "rupt.mjs": "sha384-def"}`, want: ` integrity="sha384-abc" crossorigin="anonymous"`},
		{what: "not built", fails: "not part of this binary"},
		{what: "broken", text: "{", fails: "unexpected end"},
	} {
		files := fstest.MapFS{}
		if tt.text != "" {
			files["dist/integrity.json"] = &fstest.MapFile{Data: []byte(tt.text)}
		}
		got, err := pin(files)
		if got != tt.want || (err == nil) != (tt.fails == "") || err != nil && !strings.Contains(err.Error(), tt.fails) {
			t.Errorf("%s: %q, %v", tt.what, got, err)
		}
	}
}
