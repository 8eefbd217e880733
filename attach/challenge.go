package attach

import (
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// Challenge is one challenge at the server, for the person being challenged. It
// implements the back end of package challengeui. Its calls block. It keeps the
// session that the right code earns.
type Challenge struct {
	client  *Client
	options *options
	id      string
	kept    Storage // where the session survives a reload; nil: in memory only
}

// NewChallenge returns the challenge of that id for the challenge page of the server
// that served the SDK. Its session survives a reload of the tab.
func NewChallenge(c *Client, clientID, id string) *Challenge {
	ch := c.newChallenge(&options{origin: c.ports.Origin, clientID: clientID}, id)
	ch.kept = c.ports.Session
	return ch
}

func (c *Client) newChallenge(o *options, id string) *Challenge {
	return &Challenge{client: c, options: o, id: id}
}

// ID is the id of the challenge.
func (ch *Challenge) ID() string { return ch.id }

// Load fetches the challenge; the first time that marks it as seen.
func (ch *Challenge) Load() (*wire.Challenge, *wire.Error) {
	v, err := ch.load()
	if err != nil {
		return nil, err
	}
	return decodeChallenge(v), nil
}

// Devices lists the devices of the challenged user.
func (ch *Challenge) Devices() ([]wire.Device, *wire.Error) {
	v, err := ch.get(wire.PathChallengeDevices)
	if err != nil {
		return nil, err
	}
	return decodeDevices(v), nil
}

// Send has a code sent. lang is a BCP 47 tag.
func (ch *Challenge) Send(channel wire.Channel, lang string) (*wire.SendReply, *wire.Error) {
	v, err := ch.send(channel, lang)
	if err != nil {
		return nil, err
	}
	return decodeSendReply(v), nil
}

// Verify tries a code. The session of the right one is used from then on.
func (ch *Challenge) Verify(code string) (*wire.VerifyReply, *wire.Error) {
	v, err := ch.verify(code)
	if err != nil {
		return nil, err
	}
	return &wire.VerifyReply{Success: true, Session: v.Get("session").Text()}, nil
}

// Kick logs a device out.
func (ch *Challenge) Kick(device string) *wire.Error {
	_, err := ch.kick(device)
	return err
}

// Complete settles the challenge. The session ends with it.
func (ch *Challenge) Complete() *wire.Error {
	_, err := ch.complete()
	return err
}

// Notify hands the challenge to an administrator.
func (ch *Challenge) Notify() *wire.Error { return ch.act(wire.PathChallengeNotify) }

// Skip skips it, where the project allows that.
func (ch *Challenge) Skip() *wire.Error { return ch.act(wire.PathChallengeSkip) }

// Postpone puts it off, where the project allows that.
func (ch *Challenge) Postpone() *wire.Error { return ch.act(wire.PathChallengePostpone) }

func (ch *Challenge) load() (jsonlite.Value, *wire.Error) {
	v, err := ch.get(wire.PathChallenge)
	ch.keepSession(v)
	return v, err
}

func (ch *Challenge) send(channel wire.Channel, lang string) (jsonlite.Value, *wire.Error) {
	return ch.post(fill(wire.PathChallengeSend, ch.id), detail(func(w *jsonlite.Writer) {
		w.Key("channel").Text(string(channel))
		w.Optional("language", lang)
	}))
}

func (ch *Challenge) verify(code string) (jsonlite.Value, *wire.Error) {
	v, err := ch.post(fill(wire.PathChallengeVerify, ch.id), detail(func(w *jsonlite.Writer) { w.Key("code").Text(code) }))
	ch.keepSession(v)
	return v, err
}

func (ch *Challenge) kick(device string) (jsonlite.Value, *wire.Error) {
	return ch.post(fill(wire.PathChallengeKick, ch.id, device), []byte("{}"))
}

func (ch *Challenge) complete() (jsonlite.Value, *wire.Error) {
	v, err := ch.post(fill(wire.PathChallengeComplete, ch.id), []byte("{}"))
	if err == nil {
		ch.setSession("")
	}
	return v, err
}

func (ch *Challenge) act(path string) *wire.Error {
	_, err := ch.post(fill(path, ch.id), []byte("{}"))
	return err
}

func (ch *Challenge) get(path string) (jsonlite.Value, *wire.Error) {
	return ch.client.ask(ch.options, Request{Method: "GET", URL: fill(path, ch.id), Authorization: ch.authorization()})
}

func (ch *Challenge) post(path string, body []byte) (jsonlite.Value, *wire.Error) {
	return ch.client.ask(ch.options, Request{Method: "POST", URL: path, Authorization: ch.authorization(), Body: body})
}

// authorization is the challenge's session once there is one, before that the page's
// own credential.
func (ch *Challenge) authorization() string {
	ch.client.mu.Lock()
	session := ch.client.sessions[ch.id]
	ch.client.mu.Unlock()
	if session == "" && ch.kept != nil {
		session = ch.kept.Get(ch.key())
	}
	if session != "" {
		return "Challenge " + session
	}
	return ch.options.basic()
}

func (ch *Challenge) key() string { return wire.KeyChallengeSession + ":" + ch.id }

func (ch *Challenge) keepSession(reply jsonlite.Value) {
	if session := reply.Get("session").Text(); session != "" {
		ch.setSession(session)
	}
}

func (ch *Challenge) setSession(session string) {
	ch.client.mu.Lock()
	defer ch.client.mu.Unlock()
	if session == "" {
		delete(ch.client.sessions, ch.id)
	} else {
		ch.client.sessions[ch.id] = session
	}
	if ch.kept != nil {
		ch.kept.Set(ch.key(), session)
	}
}
