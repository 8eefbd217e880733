package dashboard

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// settings are the project's.
func (q *request) settings() (s core.Settings, err error) {
	return s, json.Unmarshal(q.project.Settings, &s)
}

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

// fieldGroups are all settings; a test holds them to those of core.
var fieldGroups = []struct {
	Name   string
	Fields []field
}{
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

type settingsData struct {
	Name, LogoURL, Origins string
	Groups                 []fieldGroup
	Budgets                string
}

type fieldGroup struct {
	Name   string
	Fields []field
}

// showSettings is the form, with what is stored or what was filled in.
func (d *Dashboard) showSettings(q *request) error {
	stored := map[string]any{}
	if err := json.Unmarshal(q.project.Settings, &stored); err != nil {
		return err
	}
	data := settingsData{Name: q.project.Name, LogoURL: q.project.LogoURL, Origins: strings.Join(q.project.Origins, "\n")}
	if budgets, ok := stored["budgets"]; ok {
		text, err := json.MarshalIndent(budgets, "", "  ")
		if err != nil {
			return err
		}
		data.Budgets = string(text)
	}
	data.fill(func(f field) string {
		switch v := stored[f.Name].(type) {
		case nil:
			return map[string]string{"number": "0"}[f.Kind]
		case map[string]any:
			text, _ := json.MarshalIndent(v, "", "  ") // it was JSON a moment ago
			return string(text)
		case float64:
			return strconv.FormatFloat(v, 'f', -1, 64)
		default:
			return fmt.Sprint(v)
		}
	})
	return q.renderSettings(http.StatusOK, data, "")
}

func (s *settingsData) fill(value func(field) string) {
	for _, g := range fieldGroups {
		group := fieldGroup{Name: g.Name}
		for _, f := range g.Fields {
			f.Value = value(f)
			group.Fields = append(group.Fields, f)
		}
		s.Groups = append(s.Groups, group)
	}
}

func (q *request) renderSettings(status int, data settingsData, problem string) error {
	return q.render(status, page{Title: "Settings", Section: "settings", template: "settings", Notice: q.done(), Problem: problem, Data: data})
}

// saveSettings changes what the form has; a mistake leaves everything as it was, and
// what was filled in on the page.
func (d *Dashboard) saveSettings(q *request) error {
	given := q.r.PostFormValue
	data := settingsData{Name: given("name"), LogoURL: given("logo_url"), Origins: given("origins"), Budgets: given("budgets")}
	data.fill(func(f field) string { return given("s." + f.Name) })
	request, err := data.request()
	if err == nil {
		_, err = d.Core.ChangeProject(q.ctx(), q.project.ID, request)
	}
	q.audit("change settings", err)
	if problem, ok := mistake(err); ok {
		return q.renderSettings(http.StatusBadRequest, data, problem)
	}
	if err != nil {
		return err
	}
	return q.to(q.path("/settings") + "?done=saved")
}

// request is the change that the form means.
func (s *settingsData) request() (*wire.ProjectRequest, error) {
	settings := map[string]any{}
	for _, g := range s.Groups {
		for _, f := range g.Fields {
			switch f.Kind {
			case "switch":
				settings[f.Name] = f.Value == "true"
			case "number":
				n, err := strconv.Atoi(strings.TrimSpace(f.Value))
				if err != nil {
					return nil, &wire.Error{Code: wire.CodeInvalidParameter, Param: f.Label, Message: "This is a whole number."}
				}
				settings[f.Name] = n
			case "json":
				if text := strings.TrimSpace(f.Value); text != "" && !json.Valid([]byte(text)) {
					return nil, &wire.Error{Code: wire.CodeInvalidParameter, Param: f.Label, Message: "This is not JSON."}
				} else if text != "" {
					settings[f.Name] = json.RawMessage(text)
				}
			default:
				settings[f.Name] = f.Value
			}
		}
	}
	budgets, err := s.budgets()
	if err != nil {
		return nil, err
	}
	settings["budgets"] = budgets
	text, err := json.Marshal(settings)
	origins := strings.Fields(s.Origins)
	if origins == nil {
		origins = []string{}
	}
	return &wire.ProjectRequest{Name: &s.Name, LogoURL: &s.LogoURL, Origins: &origins, Settings: bytes.Clone(text)}, err
}

// budgets are all of them, those that the form leaves out with their defaults: what a
// request leaves out would stay as it was.
func (s *settingsData) budgets() (map[string]any, error) {
	all := map[string]any{}
	for f := range reflect.TypeFor[core.Budgets]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		all[name] = map[string]int{"hour": 0, "day": 0}
	}
	if strings.TrimSpace(s.Budgets) == "" {
		return all, nil
	}
	var given map[string]json.RawMessage
	if json.Unmarshal([]byte(s.Budgets), &given) != nil {
		return nil, &wire.Error{Code: wire.CodeInvalidParameter, Param: "budgets", Message: "This is a JSON object of budgets."}
	}
	for name, budget := range given {
		both := map[string]json.RawMessage{"hour": json.RawMessage("0"), "day": json.RawMessage("0")}
		if json.Unmarshal(budget, &both) != nil {
			return nil, &wire.Error{Code: wire.CodeInvalidParameter, Param: "budgets", Message: "Each is an object with hour and day."}
		}
		all[name] = both
	}
	return all, nil
}

func (d *Dashboard) settingsActions() map[string]handler {
	return map[string]handler{"/settings": d.saveSettings}
}
