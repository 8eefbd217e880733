package chaos

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/openrupt/openrupt/internal/wire"
)

// history is what several callers did to one account at once. An answer that never came
// is of a call that may take effect at any time, or never.
type history struct {
	mu    sync.Mutex
	begun time.Time
	calls []porcupine.Operation
}

// forever is when a call ends whose answer was lost.
const forever = int64(1) << 62

// do makes a call and notes it. The output is nil when the answer was lost.
func (h *history) do(caller int, input any, call func() (output any)) {
	start := time.Since(h.begun)
	output := call()
	end := int64(time.Since(h.begun))
	if output == nil {
		end = forever
		time.Sleep(200 * time.Millisecond) // or all that is left to do meets a dead server
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.calls = append(h.calls, porcupine.Operation{ClientId: caller, Input: input, Call: int64(start), Output: output, Return: end})
}

// judge fails unless there is an order of the calls that explains all answers.
func (h *history) judge(t *testing.T, scenario string, model porcupine.Model) {
	t.Helper()
	lost := 0
	for i, c := range h.calls {
		if c.Output == nil {
			h.calls[i].ClientId = len(h.calls) + i // its caller went on
			lost++
		}
	}
	if verdict := porcupine.CheckOperationsTimeout(model, h.calls, time.Minute); verdict != porcupine.Ok {
		t.Errorf("no order of the calls explains the answers (%s):", verdict)
		for _, c := range h.calls {
			t.Logf("%d–%d: %+v → %+v", c.Call, c.Return, c.Input, c.Output)
		}
	}
	figures.add(scenario, "histories", 1)
	figures.add(scenario, "calls", int64(len(h.calls)))
	figures.add(scenario, "answers lost", int64(lost))
}

// step is a call on the devices of an account: the device attaches or is detached.
type step struct {
	device int
	attach bool
}

// places is what such a call answers: how many devices the account is on afterwards.
type places int

// accountModel is an account as the set of its attached devices, in bits.
var accountModel = porcupine.Model{
	Init: func() any { return uint(0) },
	Step: func(state, input, output any) (bool, any) {
		set, do := state.(uint), input.(step)
		if do.attach {
			set |= 1 << do.device
		} else {
			set &^= 1 << do.device
		}
		n := 0
		for rest := set; rest > 0; rest &= rest - 1 {
			n++
		}
		return output == nil || output.(places) == places(n), set
	},
}

// guess is a code entered: the right one or another.
type guess struct{ right bool }

// entries is what happened to a code: how often it was tried, and whether it was taken.
type entries struct {
	tries int
	taken bool
}

// codeModel takes the right code once, within five tries.
var codeModel = porcupine.Model{
	Init: func() any { return entries{} },
	Step: func(state, input, output any) (bool, any) {
		s, right := state.(entries), input.(guess).right
		takes := right && !s.taken && s.tries < 5
		s.tries, s.taken = s.tries+1, s.taken || takes
		return output == nil || output.(bool) == takes, s
	},
}

// fault hurts servers while callers are at work.
type fault func(t *testing.T, w *world, s *server)

func killServer(_ *testing.T, _ *world, s *server) {
	s.kill()
	s.start()
	s.awaitReady()
}

// terminateBackEnds kills the server, too: alone, hardly an answer is lost by it.
func terminateBackEnds(t *testing.T, w *world, s *server) {
	count(t, open(t, w.database), `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
	time.Sleep(time.Duration(rand.IntN(50)) * time.Millisecond)
	killServer(t, w, s)
}

// TestHistories looks for an order in which concurrent calls, some of them cut off by
// faults, could have been carried out one after the other.
func TestHistories(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		database func(*testing.T) string
		hurt     fault
	}{
		"SQLite":     {func(*testing.T) string { return "" }, killServer},
		"PostgreSQL": {freshPostgres, terminateBackEnds},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, c.database(t))
			s := w.serve()
			back := w.newClient(s)
			for i := range rounds(2, 40) {
				devices, codes := &history{begun: time.Now()}, &history{begun: time.Now()}
				challenge, code := w.challenge(back, i)
				var callers sync.WaitGroup
				for caller := range 4 {
					callers.Go(func() { devices.shuffle(t, back, caller, fmt.Sprint("shuffled-", i)) })
				}
				for caller := range 3 {
					callers.Go(func() { codes.guess(t, back, caller, challenge, code) })
				}
				time.Sleep(time.Duration(rand.IntN(150)) * time.Millisecond)
				c.hurt(t, w, s)
				callers.Wait()
				devices.judge(t, "devices of an account on "+name, accountModel)
				codes.judge(t, "a code on "+name, codeModel)
			}
		})
	}
}

// shuffle attaches and detaches the devices of an account.
func (h *history) shuffle(t *testing.T, c *client, caller int, account string) {
	ids := map[int]string{}
	for range 8 {
		do := step{device: rand.IntN(3), attach: rand.IntN(3) > 0}
		if ids[do.device] == "" {
			do.attach = true // only then its id is known
		}
		h.do(caller, do, func() any {
			path, body := wire.PathAttach, any(&wire.AttachRequest{Account: account, Fingerprint: hash(account, do.device)})
			if !do.attach {
				path, body = strings.Replace(wire.PathDetach, "{id}", ids[do.device], 1), &wire.DetachRequest{Account: account}
			}
			var reply wire.AttachReply // has what a reply to detach has
			if !c.attempt(t, path, body, &reply) {
				return nil
			}
			ids[do.device] = reply.DeviceID
			return places(reply.AttachedDevices)
		})
	}
}

// guess enters codes.
func (h *history) guess(t *testing.T, c *client, caller int, challenge, code string) {
	wrong := fmt.Sprintf("%06d", (rand.IntN(999_999)+1+atoi(code))%1_000_000)
	for range 3 {
		do := guess{right: rand.IntN(2) == 0}
		h.do(caller, do, func() any {
			entered := wrong
			if do.right {
				entered = code
			}
			a := c.once(context.Background(), http.MethodPost, strings.Replace(wire.PathChallengeVerify, "{id}", challenge, 1), &wire.VerifyRequest{Code: entered})
			if a.status == 0 || a.status >= 500 {
				return nil
			}
			return a.ok()
		})
	}
}

// attempt makes a call once; false means that nobody knows what became of it.
func (c *client) attempt(t *testing.T, path string, body, reply any) bool {
	a := c.once(context.Background(), http.MethodPost, path, body)
	switch {
	case a.ok():
		return json.Unmarshal(a.text, reply) == nil
	case a.status != 0 && a.status < 500:
		t.Errorf("%s: %d %s", path, a.status, a.text)
	}
	return false
}

// challenge raises one, and returns it with its code.
func (w *world) challenge(c *client, n int) (challenge, code string) {
	w.t.Helper()
	s := w.raise(c, fmt.Sprint("guessed-", n), fmt.Sprintf("+1303555%04d", n), "")
	if err := s.send(wire.ChannelText); err != nil {
		w.t.Fatal(err)
	}
	if code = w.texts.code(s.number, "", patience); code == "" {
		w.t.Fatal("no code came")
	}
	return s.challenge, code
}

func atoi(digits string) (n int) {
	for _, d := range digits {
		n = 10*n + int(d-'0')
	}
	return n
}
