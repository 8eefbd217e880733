package core

import (
	"errors"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// TestSharingSettings: what an operator may set of the rules of account sharing.
func TestSharingSettings(t *testing.T) {
	for text, ok := range map[string]bool{
		`{"people_limit":3,"concurrency":"on","impossible_travel":"off","repeat_trial":"log","notice_new_device":true}`: true,
		`{"concurrency":""}`:          true,
		`{"concurrency":"sometimes"}`: false,
		`{"impossible_travel":"On"}`:  false,
		`{"repeat_trial":true}`:       false,
		`{"people_limit":-1}`:         false,
		`{"people_limit":10001}`:      false,
		`{"notice_new_device":"yes"}`: false,
		`{"labelled_pairs":200000,"labelled_days":365,"keep_signals":true}`: true,
		`{"fingerprint_days":3650}`:                                         true,
		`{"fingerprint_days":3651}`:                                         false,
		`{"labelled_pairs":200001}`:                                         false,
		`{"labelled_pairs":-1}`:                                             false,
		`{"labelled_days":366}`:                                             false,
		`{"labelled_days":-1}`:                                              false,
	} {
		s, err := Settings{DeviceLimit: 1}.merged(wire.Raw(text))
		if (err == nil) != ok {
			t.Errorf("%s: %v", text, err)
		}
		if ok && s.DeviceLimit != 1 {
			t.Errorf("%s: %+v", text, s)
		}
	}
}

// TestPeopleLimitFor: the signed limit counts before the body's, and that before the
// project's; a project that requires signed tokens ignores the body.
func TestPeopleLimitFor(t *testing.T) {
	of := func(n int) *wire.LimitConfig { return &wire.LimitConfig{PeopleLimit: &n} }
	for name, tt := range map[string]struct {
		class        Class
		require      bool
		body, signed *wire.LimitConfig
		want         int
	}{
		"the project's":           {Browser, false, nil, nil, 1},
		"the body's":              {Browser, false, of(2), nil, 2},
		"the token's":             {Browser, false, of(2), of(3), 3},
		"an unsigned body's":      {Browser, true, of(2), nil, 1},
		"a back end's":            {Server, true, of(2), nil, 2},
		"a token's, required":     {Browser, true, of(2), of(3), 3},
		"a token of device limit": {Browser, false, nil, &wire.LimitConfig{}, 1},
	} {
		c := Caller{Class: tt.class, SignedLimit: tt.signed, Project: &Project{Settings: Settings{PeopleLimit: 1, RequireSigned: tt.require}}}
		if got := c.limitsFor(tt.body).People; got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
	}
}

// TestMisspeltSetting: what was probably meant is named, and what was sent is not.
func TestMisspeltSetting(t *testing.T) {
	for text, want := range map[string]string{
		`{"device_limt":3}`:                      "There is no such setting. Did you mean device_limit?",
		`{"enforced":"on"}`:                      "There is no such setting. Did you mean enforce?",
		`{"x":1}`:                                "There is no such setting.",
		`{"budgets":{"sends_projct":{}}}`:        "There is no such setting. Did you mean sends_project?",
		`{"budgets":{"tries_user":{"hours":1}}}`: "There is no such setting. Did you mean hour?",
		`{"theme":{"ligth":{}}}`:                 "There is no such setting. Did you mean light?",
		`{"":1}`:                                 "There is no such setting.",
		`{"a\"b":1}`:                             "There is no such setting.",
	} {
		_, err := Settings{DeviceLimit: 1}.merged(wire.Raw(text))
		if e, ok := errors.AsType[*wire.Error](err); !ok || e.Message != want || e.Param != "settings" {
			t.Errorf("%s: %v", text, err)
		}
	}
}
