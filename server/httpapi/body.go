package httpapi

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/openrupt/openrupt/internal/wire"
)

// Largest bodies, in bytes.
const (
	smallBody = 4 << 10
	largeBody = 64 << 10 // signals, metadata, and two hashes of the npm package rupt
)

// maxDepth bounds nesting: deep JSON costs a parser more than its bytes do.
const maxDepth = 32

var errInvalidJSON = &wire.Error{Code: wire.CodeInvalidJSON, Message: "The body must be one JSON object in UTF-8, nested at most 32 deep."}

// readBody returns the request's body, a JSON object; no body at all is {}.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	b, err := readAll(w, r, limit, errInvalidJSON)
	switch {
	case err != nil:
		return nil, err
	case len(b) == 0:
		return []byte("{}"), nil
	case r.Header.Get("Content-Encoding") != "":
		return nil, &wire.Error{Code: wire.CodeUnsupportedMedia, Message: "Send the body as it is, without Content-Encoding: nothing is unpacked here."}
	case !isJSON(r.Header.Get("Content-Type")):
		return nil, &wire.Error{Code: wire.CodeUnsupportedMedia, Message: "Send the body as Content-Type: application/json."}
	case !utf8.Valid(b) || !shallow(b) || !isObject(b):
		return nil, errInvalidJSON
	}
	pairSurrogates(b)
	return b, nil
}

var errInvalidForm = &wire.Error{Code: wire.CodeInvalidParameter, Message: "The body must be a form."}

// readForm returns the request's body, a form.
func readForm(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != formType {
		return nil, &wire.Error{Code: wire.CodeUnsupportedMedia, Message: "Send the body as Content-Type: " + formType + "."}
	}
	return readAll(w, r, limit, errInvalidForm)
}

const formType = "application/x-www-form-urlencoded"

// readAll returns the request's body; broken is the error for one that ends early.
func readAll(w http.ResponseWriter, r *http.Request, limit int64, broken error) ([]byte, error) {
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, &wire.Error{Code: wire.CodePayloadTooLarge, Message: "The body is larger than this endpoint accepts."}
	case err != nil:
		return nil, broken
	}
	// The deadline was the body's; what follows may take longer.
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
	return b, nil
}

func isJSON(contentType string) bool {
	media, _, err := mime.ParseMediaType(contentType)
	return err == nil && (media == "application/json" ||
		strings.HasPrefix(media, "application/") && strings.HasSuffix(media, "+json"))
}

// isObject is true for exactly one JSON object and nothing after it.
func isObject(b []byte) bool {
	for _, c := range b {
		switch c {
		case ' ', '\t', '\r', '\n':
			continue
		}
		return c == '{' && json.Valid(b)
	}
	return false
}

// shallow is false for what nests deeper than maxDepth. It runs before the parser,
// so it must not mind broken JSON.
func shallow(b []byte) bool {
	depth, inString := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return false
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return true
}

// decode fills v from an object that readBody returned. Unknown fields are ignored,
// and of a field that comes twice the last one counts.
func decode(b []byte, v any) error {
	err := json.Unmarshal(b, v)
	var mistyped *json.UnmarshalTypeError
	if errors.As(err, &mistyped) && (isAccount(mistyped.Field) || mistyped.Field == "groups") {
		if b, err = withForms(b); err == nil {
			err = json.Unmarshal(b, v)
		}
	}
	var ours *wire.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ours):
		return ours
	case errors.As(err, &mistyped):
		return &wire.Error{
			Code:    wire.CodeInvalidParameter,
			Param:   mistyped.Field,
			Message: "This field must be " + jsonType(mistyped.Type.Kind()) + ".",
		}
	}
	return errInvalidJSON
}

// isAccount says whether a field is an account's id, which many databases count.
func isAccount(field string) bool { return field == "user" || field == "account" }

// withForms writes what callers may say in two ways in the one that we read: accounts that
// are numbers as the texts that they print as, and one group as an array.
func withForms(b []byte) ([]byte, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return nil, err
	}
	for name, value := range fields {
		switch {
		case isAccount(name) && (value[0] == '-' || value[0] >= '0' && value[0] <= '9'):
			fields[name] = json.RawMessage(`"` + string(value) + `"`)
		case name == "groups" && value[0] == '{':
			fields[name] = json.RawMessage("[" + string(value) + "]")
		}
	}
	return json.Marshal(fields)
}

// jsonType names a Go kind as callers know it.
func jsonType(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "an array"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Float32, reflect.Float64:
		return "a number"
	}
	return "a whole number"
}
