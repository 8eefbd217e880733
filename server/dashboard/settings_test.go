package dashboard_test

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// Every setting is on the form, and saving the form as it is changes none.
func TestSettingsAreComplete(t *testing.T) {
	w := operator(t)
	before := w.project("Demo")
	w.follow("Settings")
	for f := range reflect.TypeFor[core.Settings]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		found := false
		for n := range w.page.Descendants() {
			found = found || attr(n, "name") == "s."+name || attr(n, "name") == name
		}
		if !found && !elsewhere[name] {
			t.Errorf("no field for %s", name)
		}
	}
	w.press("Save")
	w.sees("Saved")
	after := w.project("Demo")
	if before.UpdatedAt, after.UpdatedAt = 0, 0; !reflect.DeepEqual(before, after) {
		t.Errorf("%+v, was %+v", after, before)
	}
}

// elsewhere are settings that have a page of their own.
var elsewhere = map[string]bool{}

func TestSettings(t *testing.T) {
	w := operator(t)
	w.follow("Settings")
	w.fill("name", "Shop").fill("origins", "https://shop.example\nhttps://www.shop.example").fill("s.enforce", "log").fill("s.device_limit", "5").
		fill("s.can_skip", "true").fill("s.tolerance", "strict").fill("budgets", `{"sends_user": {"hour": 3}}`).press("Save")
	w.sees("Saved", "Shop")
	p := w.project("Shop")
	if s := p.Settings; s.Enforce != core.EnforceLog || s.DeviceLimit != 5 || !s.CanSkip || s.Tolerance != wire.ToleranceStrict || s.Budgets.SendsUser.Hour != 3 || len(p.Origins) != 2 {
		t.Errorf("%+v", p)
	}
	w.fill("s.theme", `{"light": {"accent": "#0b6b50"}, "dark": {"accent": "#7fe0bd"}}`).press("Save")
	w.sees("Saved")
	if got := w.project("Shop").Settings.Theme.Light.Accent; got != "#0b6b50" {
		t.Errorf("accent %q", got)
	}
	w.fill("budgets", "").press("Save")
	if got := w.project("Shop").Settings.Budgets; got != (core.Budgets{}) {
		t.Errorf("budgets: %+v", got)
	}
	for name, value := range map[string]string{"s.device_limit": "0", "s.people_limit": "many", "origins": "shop.example", "logo_url": "javascript:alert(1)", "name": " ", "budgets": "[]", "s.theme": "{", "s.texts": `{"en": 1}`} {
		w.follow("Settings")
		w.fill("s.grace_seconds", "77").fill(name, value).press("Save")
		w.wants(http.StatusBadRequest)
		if w.project("Shop").Settings.GraceSeconds != 0 {
			t.Errorf("%s %q: saved", name, value)
		}
		if fields(form(w.page, "settings")).Get("s.grace_seconds") != "77" {
			t.Errorf("%s %q: what was filled in is gone", name, value)
		}
	}
}

// project is one as it is stored.
func (w *world) project(name string) core.Project {
	w.t.Helper()
	p, err := w.Core().FindProject(w.t.Context(), name)
	if err != nil {
		w.t.Fatal(err)
	}
	return *p
}

// A key is shown once, works, and is revoked; the last one is not.
func TestKeys(t *testing.T) {
	w := operator(t)
	w.follow("Keys")
	w.sees("The last key cannot be revoked")
	w.press("Make a key")
	secret := ""
	for n := range w.page.Descendants() {
		if text := textOf(n); attr(n, "class") == "secret" && strings.HasPrefix(text, "sk_") {
			secret = text
		}
	}
	if _, err := w.Core().AuthenticateServer(t.Context(), secret); err != nil {
		t.Errorf("%q: %v", secret, err)
	}
	w.follow("Keys")
	if strings.Contains(w.text(), secret) || len(w.rows("All keys")) != 2 {
		t.Errorf("%q", w.rows("All keys"))
	}
	w.press("Revoke this key")
	w.sees("The key was revoked", "Revoked", "The last key cannot be revoked")
}
