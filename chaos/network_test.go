package chaos

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"

	"github.com/openrupt/openrupt/internal/wire"
	rupt "github.com/openrupt/openrupt/sdk/go"
	"github.com/openrupt/openrupt/server/core/coretest"
)

// wires are the faults between two parts, each with what toxiproxy calls it.
var wires = []struct{ name, toxic, attributes string }{
	{"latency", "latency", `{"latency": 200, "jitter": 150}`},
	{"reset", "reset_peer", `{"timeout": 30}`},
	{"cut after a second", "timeout", `{"timeout": 1000}`},
	{"black hole", "timeout", `{"timeout": 0}`},
	{"slow close", "slow_close", `{"delay": 500}`},
	{"little data", "limit_data", `{"bytes": 3000}`},
}

// link is a connection between two parts that can be hurt.
type link struct {
	t     testing.TB
	proxy *toxiproxy.Proxy
}

func newLink(t testing.TB, upstream string) *link {
	t.Helper()
	l := &link{t, newProxy(coretest.FreeAddr(t), upstream)}
	if err := l.proxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.proxy.Stop)
	return l
}

func newProxy(addr, upstream string) *toxiproxy.Proxy {
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(prometheus.NewRegistry()), zerolog.Nop())
	return toxiproxy.NewProxy(server, "link", addr, upstream)
}

func (l *link) addr() string { return l.proxy.Listen }

// hurt lets a fault have its way in both directions.
func (l *link) hurt(toxic, attributes string) {
	l.t.Helper()
	for _, stream := range []string{"upstream", "downstream"} {
		config := fmt.Sprintf(`{"name": %q, "type": %q, "stream": %q, "attributes": %s}`, stream, toxic, stream, attributes)
		if _, err := l.proxy.Toxics.AddToxicJson(strings.NewReader(config)); err != nil {
			l.t.Fatal(err)
		}
	}
}

// restart lets it listen again at its address.
func (l *link) restart() {
	l.t.Helper()
	if err := l.proxy.Start(); err != nil {
		l.t.Fatal(err)
	}
}

func (l *link) heal() { l.proxy.Toxics.ResetToxics(l.t.Context()) }

// relay gives PostgreSQL's socket an address, since toxiproxy knows no others.
type relay struct {
	listener net.Listener
	// stranded are how many generations of connections were forgotten.
	stranded atomic.Int64
}

func newRelay(t testing.TB, socket string) *relay {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	r := &relay{listener: listener}
	go func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("unix", socket)
			if err != nil {
				_ = near.Close()
				continue
			}
			generation := r.stranded.Load()
			go r.pour(near, far, generation)
			go r.pour(far, near, generation)
		}
	}()
	return r
}

func (r *relay) addr() string { return r.listener.Addr().String() }

// strand forgets all connections that there are, as a firewall does that restarts: what
// is sent on them is dropped, and neither side is told.
func (r *relay) strand() { r.stranded.Add(1) }

func (r *relay) pour(to, from net.Conn, generation int64) {
	defer func() { _, _ = to.Close(), from.Close() }()
	for b := make([]byte, 32<<10); ; {
		n, err := from.Read(b)
		if err != nil {
			return
		}
		if r.stranded.Load() > generation {
			continue
		}
		if _, err := to.Write(b[:n]); err != nil {
			return
		}
	}
}

// throughTCP is the URL of a database of a test's server by way of an address.
func throughTCP(direct, addr string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(direct, "postgres:///"), "?")
	return fmt.Sprintf("postgres://test@%s/%s?sslmode=disable", addr, name)
}

// TestConnectionsStranded has all connections to the database end without a word, under
// load. The server gives them up and goes on with others, its background work too.
func TestConnectionsStranded(t *testing.T) {
	t.Parallel()
	const scenario = "connections to PostgreSQL stranded"
	direct := freshPostgres(t)
	database, _ := postgres()
	r := newRelay(t, database.Socket())
	w := newWorld(t, throughTCP(direct, r.addr()))
	s := w.serve()
	load := w.newLoad(4, w.newClient(s))
	db := open(t, direct)
	for range rounds(1, 5) {
		load.awaitMore(1)
		r.strand()
		begun := time.Now()
		load.awaitMore(6) // more than there are people: none of them is stuck
		figures.add(scenario, "times", 1)
		figures.add(scenario, "longest until six more accounts ms", time.Since(begun).Milliseconds())
		load.check(t, db)
	}
	load.conclude(scenario, db)
	s.stop()
}

// TestFaultsBeforePostgreSQL hurts the network between a server and its database under
// load. The server comes back by itself, its background work too.
func TestFaultsBeforePostgreSQL(t *testing.T) {
	t.Parallel()
	const scenario = "network faults before PostgreSQL"
	direct := freshPostgres(t)
	database, _ := postgres()
	l := newLink(t, newRelay(t, database.Socket()).addr())
	w := newWorld(t, throughTCP(direct, l.addr()))
	s := w.serve()
	load := w.newLoad(4, w.newClient(s))
	db := open(t, direct)
	for range rounds(1, 5) {
		for _, fault := range wires {
			load.awaitMore(1)
			l.hurt(fault.toxic, fault.attributes)
			time.Sleep(2 * time.Second)
			l.heal()
			took := s.awaitReady()
			begun := time.Now()
			load.awaitMore(2)
			t.Logf("%s: ready after %v, more accounts through after %v", fault.name, took, time.Since(begun))
			load.check(t, db)
			figures.add(scenario, "faults", 1)
			figures.add(scenario, "longest recovery ms", took.Milliseconds())
			figures.add(scenario, "longest until two more accounts ms", time.Since(begun).Milliseconds())
		}
	}
	load.conclude(scenario, db)
	s.stop()
}

// TestFaultsBeforeServer hurts the network between a server and its clients, the SDK for
// back ends among them: what they were told is so. An update whose answer was lost may
// have happened, or may happen later; each adds a field of its own, so that it undoes none.
func TestFaultsBeforeServer(t *testing.T) {
	t.Parallel()
	const scenario = "network faults before the server"
	w := newWorld(t, "")
	s := w.serve()
	l := newLink(t, s.addr)
	load := w.newLoad(4, w.clientOf(func() []string { return []string{"http://" + l.addr()} }))
	sdk, err := rupt.New(w.secret, "http://"+l.addr())
	if err != nil {
		t.Fatal(err)
	}
	updates := &updater{load: load, direct: w.newClient(s), sdk: sdk}
	load.awaitMore(1)
	db := open(t, w.database)
	for range rounds(1, 5) {
		for _, fault := range wires {
			l.hurt(fault.toxic, fault.attributes)
			for begun := time.Now(); time.Since(begun) < 2*time.Second; {
				if updates.next() {
					figures.add(scenario, "acknowledged to the SDK", 1)
				}
			}
			l.heal()
			load.awaitMore(1)
			load.check(t, db)
			figures.add(scenario, "faults", 1)
		}
	}
	load.conclude(scenario, db)
	s.stop()
}

// updater is a back end that updates accounts which nobody else does.
type updater struct {
	*load
	direct *client
	sdk    *rupt.Client
	tried  int
	user   string
}

// fieldsEach is how many updates an account gets: it may have 50 fields.
const fieldsEach = 40

// next makes one update, and notes it if it was acknowledged.
func (u *updater) next() bool {
	u.t.Helper()
	account := fmt.Sprint("updated-", u.tried/fieldsEach)
	if u.tried%fieldsEach == 0 {
		var reply wire.AttachReply
		if err := u.direct.call(u.t.Context(), http.MethodPost, wire.PathAttach, &wire.AttachRequest{Account: account, Fingerprint: hash(account, 1)}, &reply); err != nil {
			u.t.Fatal(err)
		}
		u.user = reply.UserID
	}
	u.tried++
	field := fmt.Sprintf("field-%d", u.tried)
	_, err := u.sdk.UpdateUser(u.t.Context(), account, &rupt.UserUpdate{Metadata: wire.Raw(`{"` + field + `": true}`)})
	if err == nil {
		u.note("update by the SDK", `SELECT count(*) FROM users WHERE metadata LIKE '%"`+field+`"%' AND id = ?`, u.user)
	}
	return err == nil
}
