package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a running program, by its id.
type process int

func self() process { return process(os.Getpid()) }

// tick is the unit of /proc/PID/stat: USER_HZ is 100 on all that Go runs on.
const tick = 10 * time.Millisecond

// stat returns the fields of /proc/PID/stat after the name, which may have spaces.
func (p process) stat() ([]string, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p))
	if err != nil {
		return nil, err
	}
	text := string(b)
	return strings.Fields(text[strings.LastIndexByte(text, ')')+1:]), nil
}

// cpu is the processor time that the process has used.
func (p process) cpu() time.Duration {
	fields, err := p.stat()
	if err != nil || len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * tick
}

// children are the processes that p started.
func (p process) children() (list []process) {
	dirs, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range dirs {
		id, _ := strconv.Atoi(filepath.Base(dir))
		if fields, err := process(id).stat(); err == nil && len(fields) > 1 && fields[1] == strconv.Itoa(int(p)) {
			list = append(list, process(id))
		}
	}
	return list
}

// memory is what the process keeps in memory now, in bytes.
func (p process) memory() (int64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p))
	if err != nil {
		return 0, err
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		if kB, found := strings.CutPrefix(line, "VmRSS:"); found {
			n, err := strconv.ParseInt(strings.Fields(kB)[0], 10, 64)
			return n << 10, err
		}
	}
	return 0, errors.New("no VmRSS: is this Linux?")
}

// processes are whose processor time counts for a phase.
type processes struct {
	of process
	// database is the process whose children do the database's work; 0 when that runs
	// in the same process.
	database process
}

func (p processes) cpu() (own, database time.Duration) {
	if p.database != 0 {
		for _, child := range p.database.children() {
			database += child.cpu()
		}
	}
	return p.of.cpu(), database
}

// child is a program that this one started.
type child struct {
	process
	cmd *exec.Cmd
}

// stop has it end in its own time, a few seconds.
func (c *child) stop() error {
	if c.cmd == nil {
		return nil
	}
	cmd := c.cmd
	c.cmd = nil
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	late := time.AfterFunc(30*time.Second, func() { _ = cmd.Process.Kill() })
	defer late.Stop()
	return cmd.Wait()
}
