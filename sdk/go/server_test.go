package rupt_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	rupt "github.com/openrupt/openrupt/sdk/go"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
	"github.com/openrupt/openrupt/server/core"
)

// pages attach two browsers to an account, the second of which is challenged.
func pages(t *testing.T, server *app.App, account string) (second *wire.AttachReply) {
	t.Helper()
	page, err := server.Core().AuthenticateBrowser(t.Context(), core.DemoClientID, "")
	if err != nil {
		t.Fatal(err)
	}
	one := 1
	for _, hash := range []string{"a", "7"} {
		second, err = server.Core().Attach(t.Context(), page, &wire.AttachRequest{
			Account: account, Email: account + "@example.com", Fingerprint: strings.Repeat(hash, 64),
			LimitConfig: &wire.LimitConfig{OverallDeviceLimit: &one},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return second
}

// inbox waits for the code of a challenge.
func inbox(t *testing.T, server *app.App, challenge string) string {
	t.Helper()
	for range 2000 {
		messages, err := server.Core().Inbox(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range messages {
			if m.Challenge == challenge {
				return m.Code
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("no code arrived")
	return ""
}

// TestAgainstServer plays what a back end does from a login to a settled challenge.
func TestAgainstServer(t *testing.T) {
	server := apptest.Start(t)
	client, err := rupt.New(core.DemoAPISecret, server.URL())
	if err != nil {
		t.Fatal(err)
	}
	ctx, second := t.Context(), pages(t, server, "ann")

	verdict, err := client.Evaluate(ctx, &rupt.EvaluateRequest{Action: "login", User: "ann", IP: "203.0.113.7"})
	if err != nil || verdict.Verdict == "" {
		t.Errorf("evaluate: %+v, %v", verdict, err)
	}
	list, err := client.Challenges(ctx, rupt.ListOptions{Page: 1, Limit: 10, Start: time.Now().Add(-time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	sharing := ""
	for _, c := range list.Data {
		if c.Type == wire.TypeAccountSharing {
			sharing = c.ID
		}
	}
	settle(t, client, server, sharing, second.DeviceID)

	c, err := client.Challenge(ctx, sharing)
	if err != nil || !rupt.Passed(c, "ann", rupt.TypeAccountSharing, time.Minute, time.Now()) || rupt.Passed(c, "bob", rupt.TypeAccountSharing, time.Minute, time.Now()) {
		t.Errorf("challenge: %+v, %v", c, err)
	}
	if u, err := client.UpdateUser(ctx, "ann", &rupt.UserUpdate{Email: new("ann@new.example"), Metadata: rupt.Raw(`{"plan":"pro"}`)}); err != nil || string(u.Metadata) != `{"plan":"pro"}` || u.Email == "" {
		t.Errorf("update: %+v, %v", u, err)
	}
	if u, err := client.UpdateUser(ctx, "ann", &rupt.UserUpdate{Email: new("")}); err != nil || u.Email != "" || string(u.Metadata) != `{"plan":"pro"}` {
		t.Errorf("a contact taken away: %+v, %v", u, err)
	}
	devices, err := client.UserDevices(ctx, "ann")
	if err != nil || len(devices) != 2 {
		t.Errorf("devices: %+v, %v", devices, err)
	}
	if _, err := client.User(ctx, "ann"); err != nil {
		t.Error(err)
	}
	token, err := client.SignToken(ctx, "ann", nil)
	if err != nil {
		t.Fatal(err)
	}
	if caller, err := server.Core().AuthenticateBrowser(ctx, core.DemoClientID, token); err != nil || caller.SignedUser != "ann" {
		t.Errorf("token: %+v, %v", caller.SignedUser, err)
	}
}

// settle logs the other device out and passes the challenge.
func settle(t *testing.T, client *rupt.Client, server *app.App, challenge, current string) {
	t.Helper()
	ctx := t.Context()
	sent, err := client.Send(ctx, challenge, &rupt.SendRequest{Channel: wire.ChannelEmail, Language: "de"})
	if err != nil || !sent.Success {
		t.Fatalf("send: %+v, %v", sent, err)
	}
	code := inbox(t, server, challenge)
	if err := client.Verify(ctx, challenge, fmt.Sprintf("%06d", 1_000_000-1-atoi(code))); err == nil {
		t.Error("a wrong code is right")
	}
	if err := client.Verify(ctx, challenge, code); err != nil {
		t.Fatal(err)
	}
	var refused *rupt.Error
	if err := client.Complete(ctx, challenge); !errors.As(err, &refused) || refused.Code != wire.CodeLimitExceeded {
		t.Errorf("complete above the limit: %v", err)
	}
	devices, err := client.ChallengeDevices(ctx, challenge)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range devices {
		if d.ID != current {
			if err := client.Kick(ctx, challenge, d.ID); err != nil {
				t.Error(err)
			}
		}
	}
	if err := client.Complete(ctx, challenge); err != nil {
		t.Error(err)
	}
}

func atoi(digits string) (n int) {
	for _, d := range digits {
		n = n*10 + int(d-'0')
	}
	return n
}
