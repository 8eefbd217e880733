package core

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/openrupt/openrupt/internal/wire"
)

// merged returns the settings with the fields of a JSON object in place of its own.
func (s Settings) merged(given wire.Raw) (Settings, error) {
	if len(given) == 0 {
		return s, nil
	}
	s.Texts = maps.Clone(s.Texts) // the decoder writes into it
	d := json.NewDecoder(bytes.NewReader(given))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return s, badSetting(err)
	}
	return s, s.check()
}

// badSetting says what is wrong by the setting's name, which is not a submitted value
// when it is one of ours.
func badSetting(err error) error {
	var mistyped *json.UnmarshalTypeError
	var ours *wire.Error
	switch {
	case errors.As(err, &ours):
		return ours
	case errors.As(err, &mistyped):
		return invalid("settings."+mistyped.Field, "This setting is of another type.")
	case strings.HasPrefix(err.Error(), "json: unknown field"):
		return invalid("settings", "There is no such setting."+meant(err.Error()))
	}
	return invalid("settings", "This must be a JSON object of settings.")
}

// meant is the setting that was probably meant, by what encoding/json says of one that is
// not known: json: unknown field "name".
func meant(unknown string) string {
	parts := strings.SplitN(unknown, `"`, 3)
	if len(parts) < 3 {
		return ""
	}
	if nearest, _ := nearestOf(settingNames(reflect.TypeFor[Settings](), true), parts[1]); nearest != "" {
		return " Did you mean " + nearest + "?"
	}
	return ""
}

// settingNames are the names of settings and, if deep, those of the fields of settings that
// are objects: the decoder says the last name alone.
func settingNames(t reflect.Type, deep bool) (names []string) {
	for field := range t.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		names = append(names, name)
		of := field.Type
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		if deep && of.Kind() == reflect.Struct {
			names = append(names, settingNames(of, true)...)
		}
	}
	return names
}

// NearestSetting returns the setting whose name is most like this one, "" when none is,
// and whether it is the same.
func NearestSetting(asked string) (nearest string, known bool) {
	return nearestOf(settingNames(reflect.TypeFor[Settings](), false), asked)
}

func nearestOf(names []string, asked string) (nearest string, known bool) {
	if asked = strings.ToLower(asked); len(asked) > maxAccount {
		return "", false
	}
	least := 1 + len(asked)/2
	for _, name := range names {
		if d := levenshtein.ComputeDistance(asked, name); d < least {
			nearest, least = name, d
		}
	}
	return nearest, least == 0
}

// check refuses settings that nobody can mean.
func (s Settings) check() error {
	for name, e := range map[string]Enforce{
		"enforce": s.Enforce, "concurrency": s.Concurrency, "impossible_travel": s.ImpossibleTravel, "repeat_trial": s.RepeatTrial,
	} {
		if !slices.Contains([]Enforce{"", EnforceOff, EnforceLog, EnforceOn}, e) {
			return invalid("settings."+name, "This is off, log or on.")
		}
	}
	for name, n := range map[string]int{"people_limit": s.PeopleLimit, "mobile_limit": s.MobileLimit, "tablet_limit": s.TabletLimit, "desktop_limit": s.DesktopLimit} {
		if n < 0 || n > maxLimit {
			return invalid("settings."+name, "A limit is a whole number from 1 to 10,000, or 0 for none.")
		}
	}
	switch {
	case s.DeviceLimit < 1 || s.DeviceLimit > maxLimit:
		return invalid("settings.device_limit", "A device limit is a whole number from 1 to 10,000.")
	case !slices.Contains([]wire.Tolerance{"", wire.ToleranceDefault, wire.ToleranceStrict, wire.ToleranceLenient}, s.Tolerance):
		return invalid("settings.tolerance", "The tolerance is default, strict or lenient, or empty for each call's own.")
	case s.AutoDetachSeconds != 0 && s.AutoDetachSeconds < int(autoDetachFloor.Seconds()):
		return invalid("settings.auto_detach_seconds", "This is at least 60, or 0 for the default of a week.")
	case s.FingerprintDays < 0 || s.FingerprintDays > 3650:
		return invalid("settings.fingerprint_days", "This is a number of days from 1 to 3,650, or 0 for the default of a year.")
	case s.LabelledPairs < 0 || s.LabelledPairs > maxPairs:
		return invalid("settings.labelled_pairs", "This is a number of pairs from 1 to 200,000, or 0 for the default of 20,000. For none at all set no_labelled_pairs.")
	case s.LabelledDays < 0 || s.LabelledDays > maxPairDays:
		return invalid("settings.labelled_days", "This is a number of days from 1 to 365, or 0 for the default of 90.")
	case s.GraceSeconds < 0:
		return invalid("settings.grace_seconds", "This is a number of seconds, or 0 for the default of a day.")
	}
	if err := s.Budgets.check(); err != nil {
		return err
	}
	if err := checkTheme(s.Theme); err != nil {
		return err
	}
	return checkWording(s.Texts)
}
