package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"text/tabwriter"
)

const (
	bareCommit  = "bare INSERT and commit"
	bareHandler = "bare net/http handler"
)

// report is a whole run.
type report struct {
	Machine   machineFacts `json:"machine"`
	Callers   int          `json:"callers"`
	Users     int          `json:"users"`
	Databases []*figures   `json:"databases"`
}

type machineFacts struct {
	CPUs int    `json:"cpus"`
	Go   string `json:"go"`
	// Load and LoadAfter are the load averages of the last minutes, before and after.
	Load      string `json:"load"`
	LoadAfter string `json:"load_after"`
}

func machine() machineFacts {
	return machineFacts{CPUs: runtime.NumCPU(), Go: runtime.Version(), Load: loadAverage()}
}

func loadAverage() string {
	b, err := os.ReadFile("/proc/loadavg")
	if fields := strings.Fields(string(b)); err == nil && len(fields) >= 3 {
		return strings.Join(fields[:3], " ")
	}
	return "unknown"
}

// figures are what was measured with one database. Times are milliseconds, memory is
// bytes that the process had in RAM.
type figures struct {
	Database     string         `json:"database"`
	Ready        float64        `json:"ready_ms"`
	ReadyFastest float64        `json:"ready_fastest_ms"`
	IdleMemory   int64          `json:"idle_memory"`
	LoadedMemory int64          `json:"memory_after_load"`
	Phases       []*phase       `json:"phases"`
	Crowd        *crowdFigures  `json:"crowd,omitempty"`
	Streams      *streamFigures `json:"streams,omitempty"`
	Soak         []soakSample   `json:"soak,omitempty"`
}

func (f *figures) phase(name string) *phase {
	for _, p := range f.Phases {
		if p.Name == name {
			return p
		}
	}
	p := &phase{Name: name}
	f.Phases = append(f.Phases, p)
	return p
}

// over is how often p happened for each time that the named one did.
func (f *figures) over(p *phase, name string) float64 {
	if than := f.phase(name).PerSecond; than > 0 {
		return p.PerSecond / than
	}
	return 0
}

func (r *report) print(w io.Writer) error {
	fmt.Fprintf(w, "%d processors, %s, load average %s before and %s after; %d callers, %d accounts\n",
		r.Machine.CPUs, r.Machine.Go, r.Machine.Load, r.Machine.LoadAfter, r.Callers, r.Users)
	for _, f := range r.Databases {
		if err := f.print(w); err != nil {
			return err
		}
	}
	return nil
}

func (f *figures) print(w io.Writer) error {
	fmt.Fprintf(w, "\n%s: ready after %.0f ms (fastest %.0f), %.1f MB idle, %.1f MB after the load\n\n",
		f.Database, f.Ready, f.ReadyFastest, mega(f.IdleMemory), mega(f.LoadedMemory))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\ta second\t/ bare commit\t/ bare handler\tp50, ms\tp99, ms\tCPU, µs\tdatabase's\terrors\t")
	for _, p := range f.Phases {
		fmt.Fprintf(t, "%s\t%.0f\t%.2f\t%.3f\t%.1f\t%.1f\t%.0f\t%.0f\t%d\t\n",
			p.Name, p.PerSecond, f.over(p, bareCommit), f.over(p, bareHandler), p.P50, p.P99, p.CPU, p.DatabaseCPU, p.Errors)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, p := range f.Phases {
		if p.Errors > 0 {
			fmt.Fprintf(w, "%s: the first error was %s\n", p.Name, p.Error)
		}
	}
	if err := f.Crowd.print(w); err != nil {
		return err
	}
	if f.Streams != nil {
		f.Streams.print(w)
	}
	return printSoak(w, f.Soak)
}

func mega(bytes int64) float64 { return float64(bytes) / 1e6 }

func (r *report) write(file string) error {
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(b, '\n'), 0o644)
}
