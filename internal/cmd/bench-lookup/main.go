// Bench-lookup measures how long it takes to find a device among very many by its print
// alone, and how many are found that a comparison with all of them would find:
//
//	go run ./internal/cmd/bench-lookup -n 100000
//
// The devices are those of package population. Some of them come back after eight weeks of
// drift, without anything that was stored. That everybody was seen in random order is
// harder than it is: who comes back was mostly seen lately.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/openrupt/openrupt/server/store/postgres"
	"github.com/openrupt/openrupt/server/store/postgres/postgrestest"
	"github.com/openrupt/openrupt/server/store/sqlite"
)

func main() {
	var o options
	flag.IntVar(&o.devices, "n", 10_000, "fingerprints there are")
	flag.IntVar(&o.queries, "queries", 300, "devices that come back")
	flag.Uint64Var(&o.seed, "seed", 1, "seed of everything random")
	flag.StringVar(&o.stores, "stores", "sqlite,postgres", "what to measure")
	flag.StringVar(&o.alike, "alike", "", "how far all are alike, which is the worst case: equal, or near for what eight weeks make of one device")
	to := flag.String("json", "", "a file for the figures as JSON")
	flag.Parse()
	results, err := run(context.Background(), os.Stdout, o)
	if err == nil && *to != "" {
		err = write(*to, results)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench-lookup:", err)
		os.Exit(1)
	}
}

type options struct {
	devices, queries int
	seed             uint64
	stores           string
	alike            string
}

func write(path string, results []figures) error {
	text, err := json.MarshalIndent(results, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

func run(ctx context.Context, out io.Writer, o options) (results []figures, err error) {
	c, err := newCrowd(o)
	if err != nil {
		return nil, err
	}
	fmt.Fprint(out, figuresHead)
	for _, name := range strings.Split(o.stores, ",") {
		f, err := runStore(ctx, name, c)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		results = append(results, f)
		fmt.Fprint(out, f.row())
	}
	return results, nil
}

// runStore measures one kind of database, in one of its own that is gone afterwards.
func runStore(ctx context.Context, name string, c *crowd) (f figures, err error) {
	db, end, err := open(ctx, name)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, db.Close(), end()) }()
	if err := fill(ctx, name, db.Pool(), c); err != nil {
		return f, err
	}
	return measure(ctx, name, db, c)
}

// open opens an empty database; end deletes it.
func open(ctx context.Context, name string) (db database, end func() error, err error) {
	switch name {
	case "sqlite":
		dir, err := os.MkdirTemp("", "lookup")
		if err != nil {
			return nil, nil, err
		}
		db, err := sqlite.Open(ctx, filepath.Join(dir, "rupt.db"))
		return db, func() error { return os.RemoveAll(dir) }, err
	case "postgres":
		server, err := postgrestest.Start()
		if err != nil {
			return nil, nil, err
		}
		url, err := server.Create(ctx)
		if err != nil {
			return nil, nil, errors.Join(err, server.Stop())
		}
		db, err := postgres.Open(ctx, url)
		return db, server.Stop, err
	}
	return nil, nil, fmt.Errorf("want sqlite or postgres, not %q", name)
}
