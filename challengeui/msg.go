package challengeui

import "github.com/openrupt/openrupt/internal/wire"

// Msg is something that happened: a press, an answer, a tick.
type Msg interface{ msg() }

// Press is a submitted form: the value of the pressed button, one of the actions
// below, and the content of the code field.
type Press struct{ Do, Code string }

// Typed is a change of the code field.
type Typed struct{ Code string }

// Refresh says that the page was looked at again, so that the challenge may have
// been settled elsewhere meanwhile.
type Refresh struct{}

// Tick answers [Wait].
type Tick struct{}

// Loaded answers [Load]. Proven is the backend's; see [Backend].
type Loaded struct {
	Challenge *wire.Challenge
	Proven    bool
}

// Listed answers [ListDevices].
type Listed struct{ Devices []wire.Device }

// Sent answers [SendCode].
type Sent struct {
	Channel wire.Channel
	Reply   *wire.SendReply
}

// Done answers the commands that return nothing.
type Done struct{ Effect Effect }

// Failed answers any command.
type Failed struct {
	Effect Effect
	Err    *wire.Error
}

func (Press) msg()   {}
func (Typed) msg()   {}
func (Refresh) msg() {}
func (Tick) msg()    {}
func (Loaded) msg()  {}
func (Listed) msg()  {}
func (Sent) msg()    {}
func (Done) msg()    {}
func (Failed) msg()  {}

// Actions: the values of the buttons named [ActionField].
const (
	ActionMine     = "mine"     // this is my account
	ActionSend     = "send:"    // + channel
	ActionResend   = "resend"   // once more over the same channel
	ActionVerify   = "verify"   // try the typed code
	ActionKick     = "kick:"    // + device id
	ActionNotify   = "notify"   // ask an administrator
	ActionSkip     = "skip"     // not now, and do not ask again
	ActionPostpone = "postpone" // later
	ActionRetry    = "retry"    // once more what the network lost
	ActionBack     = "back"     // one screen back
	ActionGo       = "go:"      // + target
	ActionLang     = "lang:"    // + language tag; the host's own, Update ignores it
	ActionClose    = "close"    // close the modal; the host's own
)

// Targets of [ActionGo].
const (
	TargetSuccess    = "success"
	TargetLogout     = "logout"
	TargetNewAccount = "new_account"
	TargetUpgrade    = "upgrade"
)

// Names of the form fields.
const (
	ActionField = "do"
	CodeField   = "code"
)
