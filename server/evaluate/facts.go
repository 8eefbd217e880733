package evaluate

import "github.com/openrupt/openrupt/internal/wire"

// Facts are what rules may ask for. The comment of each field is its entry in
// docs/policy.md; the tag is its name.
type Facts struct {
	// What the visitor is about to do: "signup" or "login".
	Action string `expr:"action" json:"action"`
	// This is a development server, where tests drive browsers and everyone has one address.
	Development bool `expr:"development" json:"development"`
	// The account was attached before.
	KnownUser bool `expr:"known_user" json:"known_user"`
	// An operator suspended the user.
	Suspended bool `expr:"suspended" json:"suspended"`
	// Ids of the groups that the user belongs to.
	Groups []string `expr:"groups" json:"groups"`
	// A phone number was given, or is known of the user.
	HasPhone bool `expr:"has_phone" json:"has_phone"`
	// The address that was given, and what lists say of it.
	Email Email `expr:"email" json:"email"`

	// The user has devices, and this browser is none of them.
	NewFingerprint bool `expr:"new_fingerprint" json:"new_fingerprint"`
	// Probability, from 0 to 1, that the browser was recognised rightly; 0 without a hash.
	Confidence float64 `expr:"confidence" json:"confidence"`
	// Other accounts that were attached in this browser. Accounts that share a group with this one do not count.
	OtherAccounts int `expr:"other_accounts" json:"other_accounts"`
	// Another account that shares no group with this one started a trial in this browser.
	TrialElsewhere bool `expr:"trial_elsewhere" json:"trial_elsewhere"`
	// A program drives the browser: its User-Agent names one, or the SDK's automation signal is certain of it.
	Bot bool `expr:"bot" json:"bot"`
	// The hash has a wrong checksum, or the SDK's tampering signal is certain that the browser's answers contradict each other.
	Tampered bool `expr:"tampered" json:"tampered"`

	// The user was active lately, and never from this address. IPv6 counts by its /64.
	NewIP bool `expr:"new_ip" json:"new_ip"`
	// ISO 3166-1 code of the address's country, "" when not known; needs a GeoIP file.
	Country string `expr:"country" json:"country"`
	// Another device of the user was in use too far away to have come from there: 500 km or more, at 1,000 km/h or more, within 48 hours; needs a GeoIP file.
	ImpossibleTravel bool `expr:"impossible_travel" json:"impossible_travel"`

	// Devices that take the account's places.
	AttachedDevices int `expr:"attached_devices" json:"attached_devices"`
	// Logging in here would be one device too many.
	LimitExceeded bool `expr:"limit_exceeded" json:"limit_exceeded"`
	// Another device of the same type was used at another address within the last two minutes.
	Concurrency bool `expr:"concurrency" json:"concurrency"`
	// How many people seem to use the account, where their number is limited; an estimate that errs towards too few.
	People int `expr:"people" json:"people"`
	// How many people may use the account; 0 is no limit.
	PeopleLimit int `expr:"people_limit" json:"people_limit"`

	// Evaluations of this action before this one.
	Evaluations Counts `expr:"evaluations" json:"evaluations"`
	// Attaches, counted up to 1,000.
	Attaches Counts `expr:"attaches" json:"attaches"`
}

// Email is what an address tells by itself and by lists; the network is not asked.
type Email struct {
	// An address was given.
	Given bool `expr:"given" json:"given"`
	// Mail can be sent to it, by its form.
	Valid bool `expr:"valid" json:"valid"`
	// The mailbox behind it: in lower case, without a tag, at Google's without dots.
	Normalized string `expr:"normalized" json:"normalized"`
	// What follows the @, in lower case.
	Domain string `expr:"domain" json:"domain"`
	// The domain gives addresses to throw away.
	Disposable bool `expr:"disposable" json:"disposable"`
	// The domain gives mailboxes to anyone, such as gmail.com.
	Webmail bool `expr:"webmail" json:"webmail"`
	// The part before the @ looks as if nobody could pronounce it.
	Gibberish bool `expr:"gibberish" json:"gibberish"`
}

// Counts are how often something was done lately.
type Counts struct {
	// From this address.
	IP Windows `expr:"ip" json:"ip"`
	// In this browser.
	Fingerprint Windows `expr:"fingerprint" json:"fingerprint"`
	// For this account.
	User Windows `expr:"user" json:"user"`
}

// Windows are counts within spans of time that end now.
type Windows struct {
	// In the last ten minutes.
	TenMinutes int `expr:"ten_minutes" json:"ten_minutes"`
	// In the last hour.
	Hour int `expr:"hour" json:"hour"`
	// In the last 24 hours.
	Day int `expr:"day" json:"day"`
}

// Reasons are those that a rule may give.
var Reasons = []wire.Reason{
	wire.ReasonNewFingerprint, wire.ReasonNewIP, wire.ReasonLimitExceeded, wire.ReasonConcurrency, wire.ReasonPeopleLimitExceeded,
	wire.ReasonImpossibleTravel, wire.ReasonMultipleAccounts, wire.ReasonDisposableEmail, wire.ReasonInvalidEmail, wire.ReasonBot,
	wire.ReasonTampered, wire.ReasonSuspended, wire.ReasonVelocity, wire.ReasonRepeatTrial,
}
