package app_test

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/store/postgres/postgrestest"
)

var postgres *postgrestest.Server

// processDatabase is set for the test binary when it is to be a server, which a test
// can kill.
const processDatabase = "RUPT_TEST_SERVER_DATABASE"

func TestMain(m *testing.M) {
	if database := os.Getenv(processDatabase); database != "" {
		beServer(database)
		return
	}
	var err error
	if postgres, err = postgrestest.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "no PostgreSQL server to test against:", err)
		os.Exit(1)
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		if err := postgres.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
		os.Exit(code)
	}))
}

func beServer(database string) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	a, err := app.New(ctx, onDatabase(database))
	if err == nil {
		fmt.Println(a.URL())
		err = a.Run(ctx)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// onDatabase is a development server on a database that others use, too.
func onDatabase(url string) app.Config {
	return app.Config{Addr: "localhost:0", Dev: true, Database: url, MasterKeys: [][]byte{goodKey}, Site: smallSite}
}
