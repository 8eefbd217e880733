package httpapi_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core/coretest"
)

// TestExpiredToken: a page opened long ago keeps its stream and its challenge, which
// its ids give it, and must attach with a new token.
func TestExpiredToken(t *testing.T) {
	clock := coretest.NewClock(time.Now())
	c := client{t: t, url: apptest.Start(t, func(c *app.Config) { c.Clock = clock }).URL()}
	var token wire.TokenReply
	c.as(asServer).post("/token/sign", map[string]any{"user": "ann"}).into(&token)
	signed := c.as(asBrowser + token.Secret)
	var reply wire.AttachReply
	signed.post("/v2/device/attach", map[string]string{"account": "ann"}).into(&reply)

	clock.Advance(11 * time.Minute)
	signed.post("/v2/device/attach", map[string]string{"account": "ann"}).fails(wire.CodeUnauthorized)
	signed.get("/v2/access/user/ann/attached_devices").fails(wire.CodeUnauthorized)
	signed.get("/v2/challenges/" + reply.Access).fails(wire.CodeNotFound)
	if got := signed.get("/v2/access/device/" + reply.DeviceID + "/listen?access=" + reply.DeviceID).Status; got != http.StatusNoContent {
		t.Errorf("listening with an expired token and a wrong access: %d", got)
	}
	c.as(asBrowser + token.Secret + "x").get("/v2/challenges/" + reply.Access).fails(wire.CodeUnauthorized)
}
