package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// kept is what a folder knows of the crowd that an earlier run wrote to it.
type kept struct {
	Client    string `json:"client"`
	Secret    string `json:"secret"`
	MasterKey string `json:"master_key"`
	// Runs are those so far; each has accounts of its own.
	Runs  int           `json:"runs"`
	Crowd *crowdFigures `json:"crowd"`
}

func (k *kept) credentials() credentials { return credentials{k.Client, k.Secret} }

func (d *database) keptFile() string { return filepath.Join(d.data, "crowd.json") }

// readKept returns nil when nothing was kept.
func (d *database) readKept() (*kept, error) {
	if d.data == "" {
		return nil, nil
	}
	b, err := os.ReadFile(d.keptFile())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	k := &kept{}
	if err == nil {
		err = json.Unmarshal(b, k)
	}
	return k, err
}

func (d *database) keep(k *kept) error {
	if d.data == "" {
		return nil
	}
	b, err := json.MarshalIndent(k, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(d.keptFile(), append(b, '\n'), 0o600)
}

// prepare has a project with its crowd in the database: that of an earlier run, if it
// was kept, or a new one.
func (o options) prepare(ctx context.Context, d *database, log io.Writer) (*kept, error) {
	k, err := d.readKept()
	if err != nil {
		return nil, err
	}
	if k == nil {
		if k, err = o.populate(ctx, d, log); err != nil {
			return nil, err
		}
	} else if masterKey = k.MasterKey; k.Crowd == nil || k.Crowd.Users != o.crowd {
		return nil, fmt.Errorf("%s has another crowd: want -crowd as then, or another folder", d.data)
	}
	k.Runs++
	return k, d.keep(k)
}

func (o options) populate(ctx context.Context, d *database, log io.Writer) (*kept, error) {
	project, err := o.createProject(ctx, d)
	if err != nil {
		return nil, err
	}
	k := &kept{Client: project.client, Secret: project.secret, MasterKey: masterKey}
	if o.crowd > 0 {
		k.Crowd, err = d.fill(ctx, project, o.crowd, log)
	}
	return k, err
}
