package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/courier"
)

// bounceCommand is for the pipe of a mail alias: mail that comes back is reported to the
// server, so that the challenge's status says so. It needs no access to the database.
type bounceCommand struct {
	Server string `help:"The server that sent the mail; its public URL does." name:"public-url" required:"" env:"RUPT_PUBLIC_URL" placeholder:"URL"`
}

// tempFail has the mail server try again later (EX_TEMPFAIL of sysexits.h).
const tempFail = 75

// Run reads one message. What is no bounce, or none of ours, is no error: a mail server
// would send it back.
func (c *bounceCommand) Run(env *environment) error {
	b, err := courier.ReadBounce(env.stdin)
	switch {
	case errors.Is(err, courier.ErrNoBounce):
		return env.say("Ignored: this is no delivery status notification.")
	case err != nil:
		return coded{err, tempFail}
	case !b.Failed:
		return env.say("Ignored: the mail is late or arrived, but has not failed.")
	}
	for _, id := range b.IDs {
		known, err := c.report(env, id, b.Status)
		if err != nil {
			return coded{err, tempFail}
		}
		if known {
			return env.say("Reported.")
		}
	}
	return env.say("Ignored: the mail that came back is none that this server sent, or is forgotten.")
}

// report says whether the server knew the delivery.
func (c *bounceCommand) report(env *environment, id, status string) (bool, error) {
	body, err := json.Marshal(wire.DeliveryStatus{Status: "failed", Reason: status})
	if err != nil {
		return false, err
	}
	at := strings.TrimSuffix(c.Server, "/") + strings.Replace(wire.PathDelivery, "{delivery}", id, 1)
	r, err := http.NewRequestWithContext(env, http.MethodPost, at, bytes.NewReader(body))
	if err != nil {
		return false, err
	}
	r.Header.Set("Content-Type", "application/json")
	res, err := (&http.Client{Timeout: 15 * time.Second}).Do(r)
	if err != nil {
		return false, err
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10))
	switch res.StatusCode {
	case http.StatusOK, http.StatusNotFound:
		return res.StatusCode == http.StatusOK, nil
	}
	return false, fmt.Errorf("the server answered %s", res.Status)
}
