package chaos

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// onSmallDisk moves the world's database to a disk of a few megabytes, which is there for
// the server alone and as long as it runs; that takes no rights, only a namespace.
func (w *world) onSmallDisk(s *server) (disk string) {
	w.t.Helper()
	mount := filepath.Join(w.dir, "disk")
	if err := os.Mkdir(mount, 0o700); err != nil {
		w.t.Fatal(err)
	}
	s.wrap = []string{"unshare", "--map-root-user", "--mount", "sh", "-ec",
		`mount -t tmpfs -o size=6m none "$0"; cp "$1" "$0/rupt.db"; shift; exec "$@"`, mount, w.file()}
	s.env = append(s.env, "RUPT_DB=sqlite:"+filepath.Join(mount, "rupt.db"))
	s.start()
	s.awaitReady()
	disk = filepath.Join("/proc", strconv.Itoa(s.command.Process.Pid), "root", mount)
	return disk
}

// frozen does something with a copy of the disk's database while the server stands still:
// SQLite would look for the disk itself outside of its namespace.
func (s *server) frozen(t *testing.T, disk string, do func(copied string)) {
	t.Helper()
	process := s.command.Process
	if err := process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = process.Signal(syscall.SIGCONT) }()
	copied := filepath.Join(t.TempDir(), "rupt.db")
	for _, suffix := range []string{"", "-wal"} {
		copyFile(t, filepath.Join(disk, "rupt.db"+suffix), copied+suffix)
	}
	do(copied)
}

// TestDiskFull fills the disk under load. What cannot be written is refused, nothing that
// was acknowledged is lost, and once there is room the server goes on by itself.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	const scenario = "disk full"
	w := newWorld(t, "")
	s := w.newServer()
	disk := w.onSmallDisk(s)
	l := w.newLoad(4, w.newClient(s))
	for range rounds(1, 10) {
		l.awaitMore(2)
		filler := fill(t, disk)
		before := refusals(s)
		for begun := time.Now(); refusals(s) == before; time.Sleep(20 * time.Millisecond) {
			if time.Since(begun) > patience {
				t.Fatal("nothing is refused although the disk is full")
			}
		}
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		s.awaitReady()
		l.awaitMore(1)
		figures.add(scenario, "longest until the next account ms", time.Since(begun).Milliseconds())
		figures.add(scenario, "times full", 1)
		s.frozen(t, disk, func(copied string) {
			checkWhole(t, copied)
			l.check(t, open(t, "sqlite:"+copied))
		})
	}
	s.frozen(t, disk, func(copied string) {
		w.database = "sqlite:" + copied
		s.kill() // and its disk with it
	})
	s.wrap, s.env = nil, append(s.env, "RUPT_DB="+w.database)
	s.start()
	s.awaitReady()
	l.conclude(scenario, open(t, w.database))
	s.stop()
	checkWhole(t, w.file())
}

// fill takes all room there is, and returns the file that has it.
func fill(t *testing.T, dir string) string {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for size := 1 << 20; size > 0; size /= 2 {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
	}
	return f.Name()
}

// refusals are how many requests ended with a status of 500 or more.
func refusals(s *server) int {
	text, _ := os.ReadFile(s.log)
	return strings.Count(string(text), `"status":5`)
}

// TestUnwritable: a server that cannot write where its database is says so and ends.
func TestUnwritable(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	dir, err := os.MkdirTemp("", "unwritable") // t.TempDir is for its owner alone
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	closed, foreign := filepath.Join(dir, "closed"), filepath.Join(dir, "foreign.db")
	copyFile(t, w.file(), foreign)
	for path, mode := range map[string]os.FileMode{dir: 0o777, foreign: 0o600} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(closed, 0o555); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(dir, "rupt")
	copyFile(t, program(), binary)
	if err := os.Chmod(binary, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{"new": filepath.Join(closed, "rupt.db"), "not ours": foreign} {
		c := asNobody(binary, "serve", "--addr", "127.0.0.1:0")
		c.Env = append(w.env, "RUPT_DB=sqlite:"+file)
		out, err := c.CombinedOutput()
		if err == nil || !strings.Contains(string(out), file) || !strings.Contains(string(out), "permission denied") {
			t.Errorf("%s: %v: %s", name, err, out)
		}
	}
}

// asNobody runs a command as somebody without rights, which root cannot be denied.
func asNobody(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if os.Getuid() == 0 {
		c.SysProcAttr.Credential = &syscall.Credential{Uid: 65534, Gid: 65534}
	}
	return c
}

// TestFewFiles: with no file left to open, connections wait or are refused; once there
// are some again, the server goes on, and has lost nothing.
func TestFewFiles(t *testing.T) {
	t.Parallel()
	const scenario = "open files used up"
	w := newWorld(t, "")
	s := w.newServer()
	s.wrap = []string{"sh", "-c", `ulimit -n 40 && exec "$0" "$@"`}
	s.start()
	s.awaitReady()
	l := w.newLoad(3, w.newClient(s))
	l.awaitMore(1)
	for range rounds(1, 5) {
		idle := occupy(t, s.addr, 60)
		time.Sleep(time.Second)
		for _, c := range idle {
			_ = c.Close()
		}
		s.awaitReady()
		l.awaitMore(2)
		figures.add(scenario, "times", 1)
		l.check(t, open(t, w.database))
	}
	if text, _ := os.ReadFile(s.log); !strings.Contains(string(text), "too many open files") {
		t.Error("the files were not used up")
	}
	l.conclude(scenario, open(t, w.database))
	s.stop()
}
