package core

import (
	"cmp"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// Enforce says what a matched rule does.
type Enforce string

const (
	// EnforceOff: a matched rule is reported by a webhook and nothing else.
	EnforceOff Enforce = "off"
	// EnforceLog: a matched rule is reported and nobody is challenged (shadow mode).
	EnforceLog Enforce = "log"
	// EnforceOn: a matched rule raises a challenge.
	EnforceOn Enforce = "on"
)

// Settings are what a project decides. They are stored as JSON.
type Settings struct {
	// DeviceLimit is how many devices an account may have attached.
	DeviceLimit int `json:"device_limit"`
	// MobileLimit, TabletLimit and DesktopLimit bound one kind; 0 means no such bound.
	MobileLimit  int `json:"mobile_limit,omitempty"`
	TabletLimit  int `json:"tablet_limit,omitempty"`
	DesktopLimit int `json:"desktop_limit,omitempty"`
	// PeopleLimit is how many people may use an account; 0 means no such limit.
	PeopleLimit int `json:"people_limit,omitempty"`
	// Concurrency says what follows when two devices of one type are in use at once
	// at two addresses. Default: off.
	Concurrency Enforce `json:"concurrency,omitempty"`
	// ImpossibleTravel says what follows when two devices are in use too far apart;
	// it takes a GeoIP file. Default: on.
	ImpossibleTravel Enforce `json:"impossible_travel,omitempty"`
	// RepeatTrial says what follows when a trial starts in a browser in which another
	// account had one. Default: on.
	RepeatTrial Enforce `json:"repeat_trial,omitempty"`
	// NoticeNewDevice tells the owner when a device is new, by email or else by text.
	NoticeNewDevice bool `json:"notice_new_device,omitempty"`
	// Enforce says what a matched rule does, and bounds the three above. Default: on.
	Enforce Enforce `json:"enforce,omitempty"`
	// BlockOverUsage is passed on to pages: devices over the limit should be blocked.
	BlockOverUsage bool `json:"block_over_usage,omitempty"`
	// PublicDeviceList lets unsigned browsers list an account's devices.
	PublicDeviceList bool `json:"public_device_list,omitempty"`
	// SkipVerification lets those pass without a code of whom no contact is known.
	SkipVerification bool `json:"skip_verification,omitempty"`
	// FixedContacts keeps signed browsers from replacing an email or a phone, too, so
	// that only a back end does. A token proves the account and not the address, and
	// everybody who shares the account is given one.
	FixedContacts bool `json:"fixed_contacts,omitempty"`
	// FixedGroups keeps browsers, signed or not, from saying which groups an account is
	// in, so that only a back end does: set it before a policy spares a group.
	FixedGroups bool `json:"fixed_groups,omitempty"`
	// RequireSigned refuses browsers without a signed token for their account.
	RequireSigned bool `json:"require_signed,omitempty"`
	// Tolerance fixes how alike hashes must be; empty lets each call decide.
	Tolerance wire.Tolerance `json:"tolerance,omitempty"`
	// CanSkip, CanPostpone and CanNotify offer these ways out of a challenge.
	CanSkip     bool `json:"can_skip,omitempty"`
	CanPostpone bool `json:"can_postpone,omitempty"`
	CanNotify   bool `json:"can_notify,omitempty"`
	// AutoDetachSeconds is after how long unseen a device is detached. Default: 7
	// days; at least 60.
	AutoDetachSeconds int `json:"auto_detach_seconds,omitempty"`
	// FingerprintDays is for how long a fingerprint is kept that nobody shows and no
	// attached device has. Default: 365; at most 3,650.
	FingerprintDays int `json:"fingerprint_days,omitempty"`
	// NoLabelledPairs keeps none of the pairs that [Pair] describes.
	NoLabelledPairs bool `json:"no_labelled_pairs,omitempty"`
	// LabelledPairs is how many of them are kept, and LabelledDays for how long.
	// Default: 20,000 and 90 days; at most 200,000 and 365.
	LabelledPairs int `json:"labelled_pairs,omitempty"`
	LabelledDays  int `json:"labelled_days,omitempty"`
	// KeepSignals keeps with a pair the signals that an attach was sent with.
	KeepSignals bool `json:"keep_signals,omitempty"`
	// GraceSeconds is for how long a device that passed is left alone. Default: 24 h.
	GraceSeconds int `json:"grace_seconds,omitempty"`
	// Budgets bound codes and what unsigned browsers add.
	Budgets Budgets `json:"budgets,omitzero"`
	// Theme are the project's colours on the challenge and in mails. Default: ours.
	Theme wire.Theme `json:"theme,omitzero"`
	// Texts are the project's own words, set language by language.
	Texts wire.Wording `json:"texts,omitempty"`
}

// enforce is the setting with its default.
func (s Settings) enforce() Enforce {
	return cmp.Or(s.Enforce, EnforceOn)
}

// limits are the settings as a challenge keeps them.
func (s Settings) limits() Limits {
	return Limits{Overall: s.DeviceLimit, Mobile: s.MobileLimit, Tablet: s.TabletLimit, Desktop: s.DesktopLimit, People: s.PeopleLimit}
}

// AutoDetachAfter is how long a device may stay unseen.
func (s Settings) AutoDetachAfter() time.Duration {
	if s.AutoDetachSeconds == 0 {
		return autoDetachAfter
	}
	return max(time.Duration(s.AutoDetachSeconds)*time.Second, autoDetachFloor)
}

// Grace is for how long a device is left alone after its challenge.
func (s Settings) Grace() time.Duration {
	if s.GraceSeconds == 0 {
		return grace
	}
	return time.Duration(s.GraceSeconds) * time.Second
}

// fingerprintsFor is how long an unseen fingerprint is kept.
func (s Settings) fingerprintsFor() time.Duration {
	return time.Duration(cmp.Or(s.FingerprintDays, fingerprintDays)) * day
}

// pairsKept is how many labelled pairs are kept.
func (s Settings) pairsKept() int {
	if s.NoLabelledPairs {
		return 0
	}
	return cmp.Or(s.LabelledPairs, labelledPairs)
}

// pairsFor is how long a labelled pair is kept.
func (s Settings) pairsFor() time.Duration {
	return time.Duration(cmp.Or(s.LabelledDays, labelledDays)) * day
}
