// Bench-server measures the built server as a process of its own, loaded from this one
// over HTTP, with its data in a file or in a PostgreSQL server that it starts:
//
//	go run ./internal/cmd/bench-server -rupt bin/rupt -json bin/bench-server.json
//
// Beside it, in turns and with the same number of callers, it measures what no server
// could do without: a loop that commits one row a transaction through the same driver
// with the same durability, and a bare net/http handler that reads and answers as many
// bytes. On a machine that others use too, the ratios to these say more than the clock.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// options are what a run is made of.
type options struct {
	rupt      string
	databases []string
	users     int
	callers   int
	rounds    int
	phase     time.Duration
	streams   int
	soakFor   time.Duration
	events    int
	crowd     int
	data      string
}

func main() {
	o := options{}
	flag.StringVar(&o.rupt, "rupt", "bin/rupt", "the server's `program`")
	databases := flag.String("db", "sqlite,postgres", "the databases to run on")
	flag.IntVar(&o.users, "users", 4000, "accounts, with one device each; ten logins of one in ten minutes are one too many")
	flag.IntVar(&o.callers, "callers", 32, "requests in flight")
	flag.IntVar(&o.rounds, "rounds", 3, "how often each phase runs")
	flag.DurationVar(&o.phase, "phase", 3*time.Second, "how long each phase runs")
	flag.IntVar(&o.streams, "streams", 0, "idle event streams to open; 0: none")
	flag.IntVar(&o.events, "events", 200, "events to send to some of these streams")
	flag.DurationVar(&o.soakFor, "soak", 0, "how long people come and go at 100 operations a second; 0: not")
	flag.IntVar(&o.crowd, "crowd", 0, "users of three devices each to fill the project with before anything is measured")
	flag.StringVar(&o.data, "data", "", "a `folder` that keeps SQLite's file with its crowd for the next run")
	to := flag.String("json", "", "also write the figures to this `file`")
	handler := flag.Bool("handler", false, "be the bare handler; for this program itself")
	flag.Parse()
	if *handler {
		exit(serveBare())
		return
	}
	o.databases = strings.Split(*databases, ",")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	exit(measure(ctx, o, *to))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench-server:", err)
		os.Exit(1)
	}
}

// measure runs everything and prints it.
func measure(ctx context.Context, o options, to string) error {
	r := &report{Machine: machine(), Callers: o.callers, Users: o.users}
	for _, name := range o.databases {
		d, err := openDatabase(ctx, name, o.data)
		if err != nil {
			return err
		}
		figures, err := o.on(ctx, d)
		if stop := d.close(); err == nil {
			err = stop
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		r.Databases = append(r.Databases, figures)
	}
	r.Machine.LoadAfter = loadAverage()
	if err := r.print(os.Stdout); err != nil || to == "" {
		return err
	}
	return r.write(to)
}

// on measures one database.
func (o options) on(ctx context.Context, d *database) (*figures, error) {
	f := &figures{Database: d.name}
	k, err := o.prepare(ctx, d, os.Stderr)
	if err != nil {
		return nil, err
	}
	f.Crowd = k.Crowd
	crowd, err := d.crowdPeople(ctx, k, o.users)
	if err != nil {
		return nil, err
	}
	if err := o.starts(ctx, d, f); err != nil {
		return nil, err
	}
	s, err := o.start(ctx, d)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	t := newTraffic(s.url, k.credentials(), o.users, o.callers, k.Runs)
	for _, step := range []func() error{
		func() error { return o.load(ctx, f, d, s, t, crowd) },
		func() error { return o.soak(ctx, f, s, t) },
		func() error { return o.idleStreams(ctx, f, s, t) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return f, s.stop()
}

// load runs the phases in turns, so that whatever else the machine does meets all alike.
// Once its own accounts are there, the people are half they and half of the crowd.
func (o options) load(ctx context.Context, f *figures, d *database, s *server, t *traffic, crowd []*person) error {
	bare, err := startHandler(ctx)
	if err != nil {
		return err
	}
	defer bare.stop()
	commits, err := newCommits(ctx, d)
	if err != nil {
		return err
	}
	defer commits.close()
	f.phase("attach, new account").count(o.callers, t.once(), d.of(s.process), t.attach)
	t.join(crowd)
	for range o.rounds {
		for _, p := range []struct {
			name string
			of   processes
			do   func(int) error
		}{
			{bareCommit, d.of(self()), commits.one},
			{bareHandler, processes{of: bare.process}, t.bare(bare.url)},
			{"attach, known device", d.of(s.process), t.attach},
			{"evaluate, login", d.of(s.process), t.evaluate},
		} {
			f.phase(p.name).count(o.callers, during(o.phase), p.of, p.do)
		}
	}
	f.LoadedMemory, err = s.memory()
	return err
}
