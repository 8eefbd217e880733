package api

import (
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// Challenge is one challenge at the server, for the person being challenged. It
// implements the back end of package challengeui. Its calls block.
type Challenge struct {
	Client
	// Origin is where the API is, and Basic the page's own credential.
	Origin, Basic string
	ID            string
	// Sessions keeps the session that the right code earns.
	Sessions *Sessions
}

// Proven says that there is a session, which the right code has earned.
func (ch *Challenge) Proven() bool { return ch.Sessions.Get(ch.ID) != "" }

// Load fetches the challenge; the first time that marks it as seen.
func (ch *Challenge) Load() (*wire.Challenge, *wire.Error) {
	v, err := ch.LoadRaw()
	if err != nil {
		return nil, err
	}
	return decodeChallenge(v), nil
}

// Devices lists the devices of the challenged user.
func (ch *Challenge) Devices() ([]wire.Device, *wire.Error) {
	v, err := ch.DevicesRaw()
	if err != nil {
		return nil, err
	}
	return decodeDevices(v), nil
}

// Send has a code sent. lang is a BCP 47 tag.
func (ch *Challenge) Send(channel wire.Channel, lang string) (*wire.SendReply, *wire.Error) {
	v, err := ch.SendRaw(channel, lang)
	if err != nil {
		return nil, err
	}
	return decodeSendReply(v), nil
}

// Verify tries a code. The session of the right one is used from then on.
func (ch *Challenge) Verify(code string) (*wire.VerifyReply, *wire.Error) {
	v, err := ch.VerifyRaw(code)
	if err != nil {
		return nil, err
	}
	return &wire.VerifyReply{Success: true, Session: v.Get("session").Text()}, nil
}

// Kick logs a device out.
func (ch *Challenge) Kick(device string) *wire.Error {
	_, err := ch.KickRaw(device)
	return err
}

// Complete settles the challenge. The session ends with it.
func (ch *Challenge) Complete() *wire.Error {
	_, err := ch.CompleteRaw()
	return err
}

// Notify hands the challenge to an administrator.
func (ch *Challenge) Notify() *wire.Error { return ch.act(wire.PathChallengeNotify) }

// Skip skips it, where the project allows that.
func (ch *Challenge) Skip() *wire.Error { return ch.act(wire.PathChallengeSkip) }

// Postpone puts it off, where the project allows that.
func (ch *Challenge) Postpone() *wire.Error { return ch.act(wire.PathChallengePostpone) }

// LoadRaw is [Challenge.Load] with the server's reply as it came, like the others.
// Where the session has just turned out to be over there is still the challenge to see.
func (ch *Challenge) LoadRaw() (jsonlite.Value, *wire.Error) {
	held := ch.Proven()
	v, err := ch.get(wire.PathChallenge)
	if held && !ch.Proven() {
		v, err = ch.get(wire.PathChallenge)
	}
	ch.keepSession(v)
	return v, err
}

// DevicesRaw is [Challenge.Devices].
func (ch *Challenge) DevicesRaw() (jsonlite.Value, *wire.Error) {
	return ch.get(wire.PathChallengeDevices)
}

// SendRaw is [Challenge.Send].
func (ch *Challenge) SendRaw(channel wire.Channel, lang string) (jsonlite.Value, *wire.Error) {
	var w jsonlite.Writer
	w.Open('{')
	w.Key("channel").Text(string(channel))
	w.Optional("language", lang)
	w.Close('}')
	return ch.post(Path(wire.PathChallengeSend, ch.ID), w.Bytes())
}

// VerifyRaw is [Challenge.Verify].
func (ch *Challenge) VerifyRaw(code string) (jsonlite.Value, *wire.Error) {
	var w jsonlite.Writer
	w.Open('{')
	w.Key("code").Text(code)
	w.Close('}')
	v, err := ch.post(Path(wire.PathChallengeVerify, ch.ID), w.Bytes())
	ch.keepSession(v)
	return v, err
}

// KickRaw is [Challenge.Kick].
func (ch *Challenge) KickRaw(device string) (jsonlite.Value, *wire.Error) {
	return ch.post(Path(wire.PathChallengeKick, ch.ID, device), []byte("{}"))
}

// CompleteRaw is [Challenge.Complete].
func (ch *Challenge) CompleteRaw() (jsonlite.Value, *wire.Error) {
	v, err := ch.post(Path(wire.PathChallengeComplete, ch.ID), []byte("{}"))
	if err == nil {
		ch.Sessions.Set(ch.ID, "")
	}
	return v, err
}

func (ch *Challenge) act(path string) *wire.Error {
	_, err := ch.post(Path(path, ch.ID), []byte("{}"))
	return err
}

func (ch *Challenge) get(path string) (jsonlite.Value, *wire.Error) {
	return ch.ask(Request{Method: "GET", URL: Path(path, ch.ID)})
}

func (ch *Challenge) post(path string, body []byte) (jsonlite.Value, *wire.Error) {
	return ch.ask(Request{Method: "POST", URL: path, Body: body})
}

// ask sends r with the best credential there is. A session that is refused has run out, or
// ended with its challenge, and is forgotten.
func (ch *Challenge) ask(r Request) (jsonlite.Value, *wire.Error) {
	r.Authorization = ch.authorization()
	v, err := ch.Ask(ch.Origin, r)
	if err != nil && err.Code == wire.CodeUnauthorized && ch.Proven() {
		ch.Sessions.Set(ch.ID, "")
	}
	return v, err
}

// authorization is the challenge's session once there is one, before that the page's
// own credential.
func (ch *Challenge) authorization() string {
	if session := ch.Sessions.Get(ch.ID); session != "" {
		return "Challenge " + session
	}
	return ch.Basic
}

func (ch *Challenge) keepSession(reply jsonlite.Value) {
	if session := reply.Get("session").Text(); session != "" {
		ch.Sessions.Set(ch.ID, session)
	}
}
