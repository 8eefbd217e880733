package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/openrupt/openrupt/internal/tables"
)

// crowdTables are what a crowd is in.
var crowdTables = []string{"users", "devices", "accesses", "fingerprints"}

// crowdFigures are what a crowd takes on the disk.
type crowdFigures struct {
	Users   int     `json:"users"`
	Devices int     `json:"devices"`
	Seconds float64 `json:"seconds_to_write"`
	// Start is the day on which all were seen, in milliseconds since 1970.
	Start  int64        `json:"start"`
	Tables []tableBytes `json:"tables"`
}

// tableBytes are those of a table's rows and of its indexes.
type tableBytes struct {
	Name    string `json:"name"`
	Rows    int64  `json:"rows"`
	Indexes int64  `json:"indexes"`
}

func weigh(ctx context.Context, pool *sql.DB) (list []tableBytes, err error) {
	for _, name := range crowdTables {
		t := tableBytes{Name: name}
		if t.Rows, t.Indexes, err = tables.Weigh(ctx, pool, name); err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

func (f *crowdFigures) print(w io.Writer) error {
	if f == nil {
		return nil
	}
	fmt.Fprintf(w, "\na crowd of %d users and %d devices, written in %.0f s; bytes a device:\n", f.Users, f.Devices, f.Seconds)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\trows\tindexes\tMB in all\t")
	all := tableBytes{Name: "all"}
	for _, b := range f.Tables {
		all.Rows, all.Indexes = all.Rows+b.Rows, all.Indexes+b.Indexes
	}
	for _, b := range append(slices.Clone(f.Tables), all) {
		each := float64(max(f.Devices, 1))
		fmt.Fprintf(t, "%s\t%.0f\t%.0f\t%.0f\t\n", b.Name, float64(b.Rows)/each, float64(b.Indexes)/each, mega(b.Rows+b.Indexes))
	}
	return t.Flush()
}
