package httpapi

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

func read(body, contentType string, limit int64) ([]byte, error) {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return readBody(httptest.NewRecorder(), r, limit)
}

func TestReadBody(t *testing.T) {
	const asJSON = "application/json"
	nested := func(n int) string { return `{"a":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}` }
	for name, tt := range map[string]struct {
		body, contentType string
		want              wire.Code
	}{
		"object":                     {`{"a":1}`, asJSON, ""},
		"charset":                    {`{"a":1}`, "application/json; charset=utf-8", ""},
		"upper case":                 {`{"a":1}`, "Application/JSON", ""},
		"suffix":                     {`{"a":1}`, "application/vnd.api+json", ""},
		"white space around":         {" \n{}\t ", asJSON, ""},
		"nothing":                    {"", "", ""},
		"no type":                    {`{}`, "", wire.CodeUnsupportedMedia},
		"form":                       {`a=1`, "application/x-www-form-urlencoded", wire.CodeUnsupportedMedia},
		"text":                       {`{}`, "text/plain", wire.CodeUnsupportedMedia},
		"cut off":                    {`{"a":`, asJSON, wire.CodeInvalidJSON},
		"two objects":                {`{}{}`, asJSON, wire.CodeInvalidJSON},
		"array":                      {`[]`, asJSON, wire.CodeInvalidJSON},
		"null":                       {`null`, asJSON, wire.CodeInvalidJSON},
		"string":                     {`"a"`, asJSON, wire.CodeInvalidJSON},
		"only white space":           {"  ", asJSON, wire.CodeInvalidJSON},
		"invalid UTF-8":              {"{\"a\":\"\xff\"}", asJSON, wire.CodeInvalidJSON},
		"as deep as allowed":         {nested(maxDepth - 1), asJSON, ""},
		"too deep":                   {nested(maxDepth), asJSON, wire.CodeInvalidJSON},
		"brackets in a string":       {`{"a":"` + strings.Repeat("[", 99) + `\"["}`, asJSON, ""},
		"as large as allowed":        {`{"a":"` + strings.Repeat("x", 200-8) + `"}`, asJSON, ""},
		"too large":                  {`{"a":"` + strings.Repeat("x", 200-7) + `"}`, asJSON, wire.CodePayloadTooLarge},
		"too large comes before 415": {strings.Repeat("x", 300), "text/plain", wire.CodePayloadTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := read(tt.body, tt.contentType, 200)
			if tt.want == "" {
				if err != nil || !json.Valid(b) {
					t.Errorf("%q: %v", b, err)
				}
				return
			}
			var e *wire.Error
			if !errors.As(err, &e) || e.Code != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestHalvesOfCharacters(t *testing.T) {
	for body, want := range map[string]string{
		`{"a":"\ud83d\ude00 \uD83D\uDE00"}`: `{"a":"\ud83d\ude00 \uD83D\uDE00"}`,
		`{"a":"\ud83d"}`:                    `{"a":"\ufffd"}`,
		`{"a":"\ude00\ud83d"}`:              `{"a":"\ufffd\ufffd"}`,
		`{"a":"\ud83d\ud83d\ude00"}`:        `{"a":"\ufffd\ud83d\ude00"}`,
		`{"a":"\ud83dx\ude00"}`:             `{"a":"\ufffdx\ufffd"}`,
		`{"a":"\\ud83d"}`:                   `{"a":"\\ud83d"}`,
		`{"a":"\\\ud83d"}`:                  `{"a":"\\\ufffd"}`,
		`{"\udfff":"\u0000\n\""}`:           `{"\ufffd":"\u0000\n\""}`,
		`{"a":"ud83d"}`:                     `{"a":"ud83d"}`,
	} {
		if b, err := read(body, "application/json", 200); err != nil || string(b) != want {
			t.Errorf("%s: %s, %v, want %s", body, b, err, want)
		}
	}
}

func TestDecode(t *testing.T) {
	for name, tt := range map[string]struct {
		body, param string
		check       func(wire.AttachRequest) bool
	}{
		"unknown fields are ignored":     {`{"nonsense":{"a":[1]},"account":"a"}`, "", func(r wire.AttachRequest) bool { return r.Account == "a" }},
		"of two the last counts":         {`{"account":"a","account":"b"}`, "", func(r wire.AttachRequest) bool { return r.Account == "b" }},
		"opaque JSON is kept as it came": {`{"metadata":{"b":1, "a":2}}`, "", func(r wire.AttachRequest) bool { return string(r.Metadata) == `{"b":1, "a":2}` }},
		"a counted account":              {`{"account":12345678901234567890}`, "", func(r wire.AttachRequest) bool { return r.Account == "12345678901234567890" }},
		"a counted account and more":     {`{"account":5,"user":6,"page":7}`, "page", nil},
		"string":                         {`{"account":true}`, "account", nil},
		"object":                         {`{"limit_config":"x"}`, "limit_config", nil},
		"nested":                         {`{"limit_config":{"overall_device_limit":"4111111111111111"}}`, "limit_config.overall_device_limit", nil},
		"too large a number":             {`{"limit_config":{"overall_device_limit":99999999999999999999}}`, "limit_config.overall_device_limit", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var r wire.AttachRequest
			err := decode([]byte(tt.body), &r)
			if tt.param == "" {
				if err != nil || !tt.check(r) {
					t.Errorf("%+v, %v", r, err)
				}
				return
			}
			var e *wire.Error
			if !errors.As(err, &e) || e.Code != wire.CodeInvalidParameter || e.Param != tt.param {
				t.Fatalf("got %#v, want invalid_parameter of %s", err, tt.param)
			}
			if strings.ContainsAny(e.Message, "0123456789") {
				t.Errorf("the message repeats what was sent: %s", e.Message)
			}
		})
	}
}

func FuzzBody(f *testing.F) {
	for _, s := range []string{`{}`, `{"account":"a"}`, `{"groups":[{"id":1}]}`, `{"fingerprint":["a",null]}`, `[`, "{\"\xff\":1}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		b, err := read(body, "application/json", smallBody)
		if err != nil {
			return
		}
		for _, v := range []any{new(wire.AttachRequest), new(wire.EvaluateRequest), new(wire.UserUpdate)} {
			var e *wire.Error
			if err := decode(b, v); err != nil && !errors.As(err, &e) {
				t.Errorf("not an error for callers: %v", err)
			}
		}
	})
}
