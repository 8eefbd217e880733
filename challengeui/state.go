package challengeui

import "github.com/openrupt/openrupt/internal/wire"

// Screen is what is shown.
type Screen uint8

// The screens.
const (
	ScreenLoading   Screen = iota // the challenge is being fetched
	ScreenChoose                  // whose account is it
	ScreenChannel                 // where should the code go
	ScreenCode                    // enter it
	ScreenDevices                 // log devices out until within the limit
	ScreenDone                    // passed
	ScreenClosed                  // ended otherwise; Challenge.Status says how
	ScreenUnknown                 // there is no such challenge
	ScreenSuspended               // the account is suspended; a page of its own
)

// name is what style sheets and scripts know the screen by.
func (s Screen) name() string {
	return [...]string{"loading", "choose", "channel", "code", "devices", "done", "closed", "unknown", "suspended"}[s]
}

// Notice is a message on the screen about what happened last.
type Notice uint8

// The notices.
const (
	NoticeNone        Notice = iota
	NoticeIncorrect          // wrong code; AttemptsLeft is set
	NoticeIncomplete         // fewer than six digits
	NoticeUsedUp             // no tries left for this code
	NoticeTooMany            // too many codes were asked for
	NoticeUndelivered        // the code could not be delivered
	NoticeSession            // the proof ran out: enter a new code
	NoticeOffline            // the server cannot be reached
	NoticeFailed             // anything else
	NoticeResent             // good news: a new code is on its way
	NoticeLoggedOut          // good news: the device is logged out

	noticeLast = NoticeLoggedOut
)

// CodeLength is how many digits a code has.
const CodeLength = 6

// Links are where the page may send the person; empty ones are not offered.
type Links struct {
	Success, Logout, NewAccount, Upgrade string
	// Refused says that the page was opened with a target whose origin the project
	// does not allow. It is not among the links.
	Refused bool
}

// State is everything that a view needs. [New] is where a host starts, and [Start]
// returns the first effect.
type State struct {
	Screen Screen
	// Live says that a script runs: countdowns run, and buttons may be disabled.
	Live bool
	// Modal says that it is shown over a page.
	Modal bool
	// Project stands in for the challenge's own while there is none; nil when unknown.
	Project *wire.ChallengeProject
	// Now is the host's clock. The host sets it before each Update.
	Now wire.Time
	// Links are the ways out.
	Links Links
	// Preset is the channel that the page asked for, or empty.
	Preset wire.Channel

	// Challenge is nil until loaded.
	Challenge *wire.Challenge
	// Proven says that this browser holds a challenge session.
	Proven bool
	// Channel is where the last code went; empty before.
	Channel wire.Channel
	// Code is what was typed, digits only.
	Code string
	// AttemptsLeft belongs to NoticeIncorrect; -1 when not known.
	AttemptsLeft int
	// ResendAt is when another code may be asked for.
	ResendAt wire.Time
	// SendsLeft is how many more codes may be asked for; -1 when not known.
	SendsLeft int
	// Devices are those of the account, without those logged out here.
	Devices []wire.Device

	// Busy is the command whose answer is awaited.
	Busy Command
	// Notice is what went wrong last.
	Notice Notice
	// Retry is the effect that was lost and may be tried again.
	Retry Effect
	// ticking says that a Wait is outstanding.
	ticking bool
	// resume is the screen of a snapshot.
	resume Screen
	// early is what was pressed on the server's page before the challenge was fetched.
	early Press
}

// New is the state of a challenge that was not fetched yet.
func New() State { return State{AttemptsLeft: -1, SendsLeft: -1} }

// Start fetches the challenge.
func Start(s State) (State, []Effect) {
	s.Screen, s.Busy = ScreenLoading, Load
	return s, []Effect{{Do: Load}}
}

// Face is whose challenge it is: name, logo, colours and words; nil when unknown.
func (s State) Face() *wire.ChallengeProject {
	if s.Challenge != nil && s.Challenge.Project != nil {
		return s.Challenge.Project
	}
	return s.Project
}

// resendIn is how many seconds the next code is away.
func (s State) resendIn() int {
	if s.ResendAt <= s.Now {
		return 0
	}
	return int(s.ResendAt-s.Now+999) / 1000
}

// link returns the URL of a target.
func (s State) link(target string) string {
	switch target {
	case TargetSuccess:
		return s.Links.Success
	case TargetLogout:
		return s.Links.Logout
	case TargetNewAccount:
		return s.Links.NewAccount
	case TargetUpgrade:
		return s.Links.Upgrade
	}
	return ""
}

// has says that a code can go over the channel.
func (s State) has(channel wire.Channel) bool {
	for _, c := range s.Challenge.Channels {
		if c == channel {
			return true
		}
	}
	return false
}

// destination is the masked contact of a channel.
func (s State) destination(channel wire.Channel) string {
	u := s.Challenge.User
	switch {
	case u == nil:
		return ""
	case channel == wire.ChannelText:
		return u.Phone
	}
	return u.Email
}

// free says that no code is asked for.
func (s State) free() bool {
	p := s.Challenge.Project
	return s.Challenge.Session != "" || p != nil && p.SkipVerification
}

// provable says that there is a way to prove whose account it is.
func (s State) provable() bool { return s.free() || len(s.Challenge.Channels) > 0 }

// choice says that the person picks the channel.
func (s State) choice() bool {
	return len(s.Challenge.Channels) > 1 && !(s.Preset != "" && s.has(s.Preset))
}

// asksFirst says that the challenge begins with the question whose account it is.
// Sign-ins and sign-ups begin with the proof, if there is a way.
func (s State) asksFirst() bool {
	t := s.Challenge.Type
	return t != wire.TypeLogin && t != wire.TypeSignup || s.free() || !s.provable()
}

// passed says that the challenge was completed.
func (s State) passed() bool {
	return s.Challenge != nil && s.Challenge.Status == wire.StatusCompleted
}

// isClosed says that a challenge takes nothing more.
func isClosed(status wire.ChallengeStatus) bool {
	switch status {
	case wire.StatusCompleted, wire.StatusFailed, wire.StatusOverridden, wire.StatusPostponed,
		wire.StatusSkipped, wire.StatusAdminNotified, wire.StatusExpired:
		return true
	}
	return false
}
