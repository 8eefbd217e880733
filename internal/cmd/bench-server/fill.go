package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/openrupt/openrupt/internal/tables"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/core/deviceinfo"
	"github.com/openrupt/openrupt/server/store/postgres"
	"github.com/openrupt/openrupt/server/store/sqlite"
)

// agentInfo is what a device with this agent has.
var agentInfo, _ = json.Marshal(deviceinfo.Parse(agent, nil))

// pooled is a store that can be asked past its methods.
type pooled interface {
	core.Store
	Pool() *sql.DB
}

func (d *database) open(ctx context.Context) (pooled, error) {
	if d.driver == "pgx" {
		return postgres.Open(ctx, d.url)
	}
	return sqlite.Open(ctx, strings.TrimPrefix(d.url, "sqlite:"))
}

// fill has the crowd in the project of the credentials' key.
func (d *database) fill(ctx context.Context, k credentials, users int, log io.Writer) (*crowdFigures, error) {
	store, err := d.open(ctx)
	if err != nil {
		return nil, err
	}
	project, err := projectOf(ctx, store, k.client)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	c := newCrowd(project, users, time.Now())
	f := &crowdFigures{Users: users, Devices: c.devices(), Start: int64(c.start)}
	begun := time.Now()
	err = tables.WithoutIndexes(ctx, store.Pool(), crowdTables, func() error { return c.write(ctx, store, progress(log, begun)) })
	if f.Seconds = time.Since(begun).Seconds(); err == nil {
		fmt.Fprintf(log, "a crowd of %d users written in %.0f s\n", users, f.Seconds)
		f.Tables, err = weigh(ctx, store.Pool())
	}
	return f, errors.Join(err, store.Close())
}

func projectOf(ctx context.Context, store core.Store, client string) (id string, err error) {
	err = store.View(ctx, func(tx core.Tx) error {
		key, err := tx.APIKeyByClientID(client)
		if err == nil {
			id = key.ProjectID
		}
		return err
	})
	return id, err
}

// progress says every few seconds how far it is.
func progress(log io.Writer, begun time.Time) func(users, devices int) {
	last := begun
	return func(users, devices int) {
		if time.Since(last) > 10*time.Second {
			last = time.Now()
			fmt.Fprintf(log, "%.0f s: %d users, %d devices\n", time.Since(begun).Seconds(), users, devices)
		}
	}
}

// crowdPeople are at most n of the crowd, if there is one.
func (d *database) crowdPeople(ctx context.Context, k *kept, n int) (list []*person, err error) {
	if k.Crowd == nil {
		return nil, nil
	}
	store, err := d.open(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	project, err := projectOf(ctx, store, k.Client)
	if err != nil {
		return nil, err
	}
	c := newCrowd(project, k.Crowd.Users, time.UnixMilli(k.Crowd.Start))
	err = store.View(ctx, func(tx core.Tx) error {
		list, err = c.people(tx, n)
		return err
	})
	return list, err
}
