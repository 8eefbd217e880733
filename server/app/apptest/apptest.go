// Package apptest starts whole servers for tests.
package apptest

import (
	"context"
	"testing"

	"github.com/openrupt/openrupt/server/app"
)

// Start runs a development server on a free port with its data in a folder of the
// test, and ends it with the test. Options change its configuration.
func Start(t testing.TB, options ...func(*app.Config)) *app.App {
	t.Helper()
	c := app.Config{Addr: "localhost:0", DataDir: t.TempDir(), Dev: true}
	for _, option := range options {
		option(&c)
	}
	server, err := app.New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("server: %v", err)
		}
	})
	return server
}
