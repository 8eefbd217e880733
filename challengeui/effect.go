package challengeui

import "github.com/openrupt/openrupt/internal/wire"

// Command is what the machine asks its host to do.
type Command uint8

// The commands. Those up to Postpone go to the [Backend].
const (
	Nothing      Command = iota
	Load                 // fetch the challenge
	ListDevices          // fetch the devices of its user
	SendCode             // send a code over Channel
	VerifyCode           // try Code
	KickDevice           // log Device out
	Complete             // settle the challenge
	NotifyAdmins         // hand it to an administrator
	Skip                 // skip it
	Postpone             // put it off
	Wait                 // send [Tick] in a second
	Go                   // leave for URL
)

// Effect is a command with what it needs.
type Effect struct {
	Do      Command
	Channel wire.Channel
	Code    string
	Device  string
	URL     string
}
