package chaos

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/openrupt/openrupt/server/store/postgres/postgrestest"
)

var (
	long       = flag.Bool("long", false, "as many rounds as the documented figures are of")
	roundsFlag = flag.Int("rounds", 0, "so many rounds instead")
	figuresTo  = flag.String("figures", "", "add the figures to those in this JSON file, and print all of them")
)

// scratch is where the program is, deleted at the end.
var scratch string

// postgres is started by the first test that needs it.
var postgres = sync.OnceValues(postgrestest.Start)

func TestMain(m *testing.M) {
	flag.Parse()
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = max(code, 1)
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	if scratch, err = os.MkdirTemp("", "chaos"); err != nil {
		return 1, err
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	build := exec.Command("go", "build", "-o", program(), "./cmd/rupt")
	build.Dir = ".."
	if out, err := build.CombinedOutput(); err != nil {
		return 1, fmt.Errorf("%w: %s", err, out)
	}
	if code = m.Run(); code == 0 { // figures of what failed would be praise
		err = figures.write(*figuresTo)
	}
	if usedPostgres.Load() {
		server, _ := postgres()
		err = errors.Join(err, server.Stop())
	}
	return code, err
}

// program is rupt as it is shipped: without the race detector of these tests.
func program() string { return filepath.Join(scratch, "rupt") }

// rounds is how often a test does its harm.
func rounds(short, full int) int {
	switch {
	case *roundsFlag > 0:
		return *roundsFlag
	case *long:
		return full
	}
	return short
}
