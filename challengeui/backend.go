package challengeui

import "github.com/openrupt/openrupt/internal/wire"

// Backend is one challenge at a server. Calls block. After Verify has succeeded, or
// Load has brought a session, the backend uses that session by itself.
type Backend interface {
	// Proven says that the backend holds a session which the server has not refused.
	Proven() bool
	Load() (*wire.Challenge, *wire.Error)
	Devices() ([]wire.Device, *wire.Error)
	Send(channel wire.Channel, lang string) (*wire.SendReply, *wire.Error)
	Verify(code string) (*wire.VerifyReply, *wire.Error)
	Kick(device string) *wire.Error
	Complete() *wire.Error
	Notify() *wire.Error
	Skip() *wire.Error
	Postpone() *wire.Error
}

// Execute performs a command at the backend and returns its answer as a message.
// [Wait] and [Go] are the host's own; for them it returns nil.
func Execute(b Backend, e Effect, lang string) Msg {
	var m Msg
	var err *wire.Error
	switch e.Do {
	case Load:
		var c *wire.Challenge
		c, err = b.Load()
		m = Loaded{c, b.Proven()}
	case ListDevices:
		var d []wire.Device
		d, err = b.Devices()
		m = Listed{d}
	case SendCode:
		var r *wire.SendReply
		r, err = b.Send(e.Channel, lang)
		m = Sent{e.Channel, r}
	case VerifyCode:
		_, err = b.Verify(e.Code)
		m = Done{e}
	case KickDevice:
		err, m = b.Kick(e.Device), Done{e}
	case Complete:
		err, m = b.Complete(), Done{e}
	case NotifyAdmins:
		err, m = b.Notify(), Done{e}
	case Skip:
		err, m = b.Skip(), Done{e}
	case Postpone:
		err, m = b.Postpone(), Done{e}
	default:
		return nil
	}
	if err != nil {
		return Failed{e, err}
	}
	return m
}
