package hosted

import (
	"context"
	"errors"
	"log/slog"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// backend is challengeui's Backend directly over the domain, for one request.
type backend struct {
	ctx  context.Context
	core Core
	log  *slog.Logger
	id   string
	// holder may do what needs no proof; caller is who asks now.
	holder, caller core.Caller
	// session is the proof, empty before.
	session string
}

// resume takes a session up; one that ran out is dropped.
func (b *backend) resume(session string) {
	if session == "" {
		return
	}
	c, err := b.core.AuthenticateSession(b.ctx, session)
	if err != nil || c.ChallengeID != b.id {
		return
	}
	c.IP, c.UserAgent, c.ClientHints = b.holder.IP, b.holder.UserAgent, b.holder.ClientHints
	b.caller, b.session = c, session
}

func (b *backend) Proven() bool { return b.session != "" }

func (b *backend) Load() (*wire.Challenge, *wire.Error) {
	c, err := b.core.Challenge(b.ctx, b.caller, b.id)
	if err != nil {
		return nil, b.fault(err)
	}
	b.resume(c.Session)
	return c, nil
}

func (b *backend) Devices() ([]wire.Device, *wire.Error) {
	d, err := b.core.ChallengeDevices(b.ctx, b.caller, b.id)
	return d, b.fault(err)
}

func (b *backend) Send(channel wire.Channel, lang string) (*wire.SendReply, *wire.Error) {
	r, err := b.core.Send(b.ctx, b.caller, b.id, &wire.SendRequest{Channel: channel, Language: lang})
	return r, b.fault(err)
}

func (b *backend) Verify(code string) (*wire.VerifyReply, *wire.Error) {
	r, err := b.core.Verify(b.ctx, b.caller, b.id, code)
	if err != nil {
		return nil, b.fault(err)
	}
	b.resume(r.Session)
	return r, nil
}

func (b *backend) Kick(device string) *wire.Error {
	return b.fault(b.core.Kick(b.ctx, b.caller, b.id, device))
}
func (b *backend) Complete() *wire.Error { return b.fault(b.core.Complete(b.ctx, b.caller, b.id)) }
func (b *backend) Notify() *wire.Error   { return b.fault(b.core.Notify(b.ctx, b.caller, b.id)) }
func (b *backend) Skip() *wire.Error     { return b.fault(b.core.Skip(b.ctx, b.caller, b.id)) }
func (b *backend) Postpone() *wire.Error { return b.fault(b.core.Postpone(b.ctx, b.caller, b.id)) }

// fault is err as the caller may see it.
func (b *backend) fault(err error) *wire.Error {
	var e *wire.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e):
		return e
	}
	b.log.ErrorContext(b.ctx, "challenge page", "challenge", b.id, "error", err)
	return &wire.Error{Code: wire.CodeInternal, Message: "The server failed."}
}
