package dashboard

import (
	"bytes"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// settings are the project's.
func (q *request) settings() (s core.Settings, err error) {
	err = json.Unmarshal(q.project.Settings, &s)
	return s, err
}

type settingsData struct {
	Name, LogoURL, Origins string
	Groups                 []fieldGroup
	Budgets                string
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
	data.fill(func(f field) string { return f.filledIn(stored[f.Name]) })
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
			v, err := f.value()
			if err != nil {
				return nil, err
			}
			if v != nil {
				settings[f.Name] = v
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
