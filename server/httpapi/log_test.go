package httpapi_test

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/core/coretest"
)

// TestLogKeepsSecrets plays a challenge and looks for everything secret or personal
// in the log.
func TestLogKeepsSecrets(t *testing.T) {
	var log coretest.Buffer
	server := apptest.Start(t, func(c *app.Config) {
		c.Log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	a, b := laptop(t, server.URL()), phone(t, server.URL())
	a.visit(nil)
	b.visit(nil)
	raised, _ := b.listen(t, "").message()
	path := "/v2/challenges/" + raised.Challenge.ID
	b.post(path+"/send", wire.SendRequest{Channel: wire.ChannelEmail}).into(new(wire.SendReply))
	code := b.code(raised.Challenge.ID).Code
	b.post(path+"/verify?code="+wrongCode(code), nil).fails(wire.CodeIncorrectCode)
	var verified wire.VerifyReply
	b.post(path+"/verify?code="+code, nil).into(&verified)
	b.as("Challenge " + verified.Session).get(path + "/devices").into(new([]wire.Device))
	client{t: t, url: server.URL(), auth: asServer}.get("/v2/user/shared").into(new(wire.User))
	b.get("/v2/access/user/shared/attached_devices").into(new([]wire.Device))

	text := log.String()
	if n := strings.Count(text, `"msg":"request"`); n < 8 {
		t.Fatalf("only %d requests in the log:\n%s", n, text)
	}
	for what, secret := range map[string]string{
		"code": code, "wrong code": wrongCode(code), "session": verified.Session, "API secret": core.DemoAPISecret,
		"access": b.attach.Access, "client id": core.DemoClientID, "email": "owner@example.com", "phone": "4915112345678",
		"account": "shared", "fingerprint": b.hash,
	} {
		if strings.Contains(text, secret) {
			t.Errorf("the %s is in the log", what)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if strings.Contains(line, `"level":"ERROR"`) {
			t.Errorf("logged as an error: %s", line)
		}
	}
}
