package chaos

import (
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
)

const (
	masterKey = "Y2hhb3MtbWFzdGVyLWtleS0wMTIzNDU2Nzg5YWJjZGVmZ2g="
	// Everybody here is one address and one project, so only their budgets are in the way.
	budgets = `budgets={"sends_project":{"hour":9999999,"day":9999999},"sends_address":{"hour":9999999,"day":9999999},` +
		`"tries_project":{"hour":9999999,"day":9999999},"tries_address":{"hour":9999999,"day":9999999}}`
)

// world is a project on a database, with everything that its servers talk to.
type world struct {
	t            testing.TB
	dir          string
	database     string
	client       string
	secret       string
	env          []string
	texts        *gateway
	hooks        *receiver
	serversSoFar int
}

var usedPostgres atomic.Bool

// freshPostgres is the URL of an empty database.
func freshPostgres(t *testing.T) string {
	t.Helper()
	usedPostgres.Store(true)
	server, err := postgres()
	if err != nil {
		t.Fatal("no PostgreSQL server to test against: ", err)
	}
	return server.Fresh(t)
}

// newWorld makes the project. An empty database is a new file of SQLite.
func newWorld(t testing.TB, database string, settings ...string) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir(), database: database, texts: newGateway(t), hooks: newReceiver(t)}
	if database == "" {
		w.database = "sqlite:" + filepath.Join(w.dir, "rupt.db")
	}
	roots := filepath.Join(w.dir, "roots.pem")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: w.hooks.server.Certificate().Raw})
	if err := os.WriteFile(roots, certificate, 0o600); err != nil {
		t.Fatal(err)
	}
	w.env = append(os.Environ(), "RUPT_DB="+w.database, "RUPT_MASTER_KEY="+masterKey, "RUPT_PROJECT=Chaos", "RUPT_PUBLIC_URL=http://localhost:9",
		"RUPT_SMS_URL="+w.texts.server.URL, "SSL_CERT_FILE="+roots, "RUPT_WEBHOOK_ALLOW=127.0.0.0/8", "RUPT_TRUSTED_PROXIES=127.0.0.0/8")
	args := []string{"project", "create", "Chaos", "-s", "enforce=on", "-s", "device_limit=1", "-s", budgets}
	for _, setting := range settings {
		args = append(args, "-s", setting)
	}
	made := w.run(args...)
	w.client, w.secret = find(t, made, `Client id +(\S+)`), find(t, made, `API secret +(\S+)`)
	w.run("webhook", "add", w.hooks.server.URL)
	return w
}

// run runs a command that ends by itself.
func (w *world) run(args ...string) string {
	w.t.Helper()
	c := exec.Command(program(), args...)
	c.Env = w.env
	out, err := c.CombinedOutput()
	if err != nil {
		w.t.Fatalf("rupt %s: %v: %s", args, err, out)
	}
	return string(out)
}

func find(t testing.TB, text, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no %s in %s", pattern, text)
	}
	return m[1]
}

// file is the path of a database of SQLite.
func (w *world) file() string { return strings.TrimPrefix(w.database, "sqlite:") }
