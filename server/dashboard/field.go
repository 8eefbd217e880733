package dashboard

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// field is a setting as the form shows it.
type field struct {
	// Name is the setting's in JSON.
	Name, Label, Hint string
	// Kind is number, switch, choice or json.
	Kind string
	// Options are what a choice may be; "" stands for the default.
	Options []option
	// Value is what it is now, in the words of the form.
	Value string
}

type option struct{ Value, Label string }

var (
	modes      = []option{{"", "Default"}, {"off", "Off"}, {"log", "Only report"}, {"on", "On"}}
	tolerances = []option{{"", "Each call's own"}, {"strict", "Strict"}, {"default", "Default"}, {"lenient", "Lenient"}}
)

// fieldGroup are settings of one kind, with a heading.
type fieldGroup struct {
	Name   string
	Fields []field
}

// fieldGroups are all settings; a test holds them to those of core.
var fieldGroups = []fieldGroup{
	{"What follows", []field{
		{Name: "enforce", Label: "Enforce", Hint: "On challenges people; only report and off send webhooks. Default: on.", Kind: "choice", Options: modes},
		{Name: "concurrency", Label: "Two devices at once", Hint: "Two devices of one type in use at two addresses. Default: off.", Kind: "choice", Options: modes},
		{Name: "impossible_travel", Label: "Impossible travel", Hint: "Too far apart for one person; takes a GeoIP file. Default: on.", Kind: "choice", Options: modes},
		{Name: "repeat_trial", Label: "Repeated trial", Hint: "A trial in a browser in which another account had one. Default: on.", Kind: "choice", Options: modes},
		{Name: "grace_seconds", Label: "Left alone after passing", Hint: "Seconds; 0 is a day.", Kind: "number"},
		{Name: "auto_detach_seconds", Label: "Detached when unseen for", Hint: "Seconds, at least 60; 0 is a week.", Kind: "number"},
	}},
	{"Limits", []field{
		{Name: "device_limit", Label: "Devices an account may have", Kind: "number"},
		{Name: "mobile_limit", Label: "of them phones", Hint: "0 is no such limit.", Kind: "number"},
		{Name: "tablet_limit", Label: "of them tablets", Kind: "number"},
		{Name: "desktop_limit", Label: "of them desktops", Kind: "number"},
		{Name: "people_limit", Label: "People who may use an account", Hint: "An estimate; 0 does not look.", Kind: "number"},
		{Name: "block_over_usage", Label: "Tell pages to block devices over the limit", Kind: "switch"},
	}},
	{"Challenges", []field{
		{Name: "can_skip", Label: "People may skip one, once", Kind: "switch"},
		{Name: "can_postpone", Label: "People may postpone one, once", Kind: "switch"},
		{Name: "can_notify", Label: "People may ask an administrator", Kind: "switch"},
		{Name: "skip_verification", Label: "Let those pass without a code of whom no contact is known", Kind: "switch"},
		{Name: "notice_new_device", Label: "Tell the owner of new devices", Kind: "switch"},
	}},
	{"Trust", []field{
		{Name: "require_signed", Label: "Refuse browsers without a signed token", Kind: "switch"},
		{Name: "fixed_contacts", Label: "Only back ends replace an email or a phone", Kind: "switch"},
		{Name: "fixed_groups", Label: "Only back ends say which groups an account is in", Kind: "switch"},
		{Name: "public_device_list", Label: "Unsigned browsers may list an account's devices", Kind: "switch"},
		{Name: "tolerance", Label: "How alike fingerprints must be", Kind: "choice", Options: tolerances},
	}},
	{"Looks", []field{
		{Name: "theme", Label: "Colours, as JSON", Hint: "What is left out stays as it is; an empty text takes a colour back.", Kind: "json"},
		{Name: "texts", Label: "Own words, as JSON", Hint: "By language and text. What is left out stays as it is; null takes a language back.", Kind: "json"},
	}},
	{"Research", []field{
		{Name: "no_labelled_pairs", Label: "Keep no pairs of fingerprints for calibration", Kind: "switch"},
		{Name: "labelled_pairs", Label: "Pairs kept", Hint: "0 is the default.", Kind: "number"},
		{Name: "labelled_days", Label: "for days", Hint: "0 is the default.", Kind: "number"},
		{Name: "keep_signals", Label: "Keep the signals that browsers sent with them", Kind: "switch"},
		{Name: "fingerprint_days", Label: "Days that an unseen fingerprint is kept", Hint: "0 is a year.", Kind: "number"},
	}},
}

// filledIn is a stored value in the words of the form; nil is one that is not stored.
func (f field) filledIn(stored any) string {
	switch v := stored.(type) {
	case nil:
		if f.Kind == "number" {
			return "0"
		}
		return ""
	case map[string]any:
		text, _ := json.MarshalIndent(v, "", "  ") // it was JSON a moment ago
		return string(text)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	default:
		return fmt.Sprint(v)
	}
}

// value is what the form says as a value of JSON; nil leaves the setting as it is.
func (f field) value() (any, error) {
	text := strings.TrimSpace(f.Value)
	switch f.Kind {
	case "switch":
		return f.Value == "true", nil
	case "number":
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, &wire.Error{Code: wire.CodeInvalidParameter, Param: f.Label, Message: "This is a whole number."}
		}
		return n, nil
	case "json":
		switch {
		case text == "":
			return nil, nil
		case !json.Valid([]byte(text)):
			return nil, &wire.Error{Code: wire.CodeInvalidParameter, Param: f.Label, Message: "This is not JSON."}
		}
		return json.RawMessage(text), nil
	}
	return f.Value, nil
}
