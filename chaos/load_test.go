package chaos

import (
	"context"
	"crypto/sha512"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// load are people who share accounts, several at once, each account once from its first
// device to the second one's completed challenge.
type load struct {
	*world
	*ledger
	client *client
	next   atomic.Int64
	done   chan struct{}
	people sync.WaitGroup
}

// newLoad begins at once.
func (w *world) newLoad(people int, c *client) *load {
	l := &load{world: w, ledger: &ledger{}, client: c, done: make(chan struct{})}
	for range people {
		l.people.Go(func() {
			for !l.over() && !w.t.Failed() {
				l.share(int(l.next.Add(1)))
			}
		})
	}
	w.t.Cleanup(l.end)
	return l
}

func (l *load) over() bool {
	select {
	case <-l.done:
		return true
	default:
		return false
	}
}

// end lets everyone finish the account that they are at.
func (l *load) end() {
	if !l.over() {
		close(l.done)
	}
	l.people.Wait()
}

// awaitMore waits until n more accounts are through.
func (l *load) awaitMore(n int) {
	l.t.Helper()
	want := l.through() + n
	for begun := time.Now(); l.through() < want; time.Sleep(10 * time.Millisecond) {
		if time.Since(begun) > patience || l.t.Failed() {
			l.t.Fatalf("%d accounts are through, not %d", l.through(), want)
		}
	}
}

// sharer is one account and the challenge of its second device.
type sharer struct {
	*load
	ctx                    context.Context
	account, number, email string
	user, first, challenge string
}

// raise has an account's second device challenged, and nothing more.
func (w *world) raise(c *client, account, number, email string) *sharer {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*patience)
	w.t.Cleanup(cancel)
	s := &sharer{load: &load{world: w, ledger: &ledger{}, client: c}, ctx: ctx, account: account, number: number, email: email}
	for _, step := range []func() error{s.attachFirst, s.attachSecond, s.findChallenge} {
		if err := step(); err != nil {
			w.t.Fatal(err)
		}
	}
	return s
}

// send asks for a code.
func (s *sharer) send(channel wire.Channel) error {
	return s.client.call(s.ctx, http.MethodPost, s.at(wire.PathChallengeSend), &wire.SendRequest{Channel: channel}, &wire.SendReply{})
}

// share plays an account, and notes each write as soon as it is acknowledged.
func (l *load) share(n int) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*patience)
	defer cancel()
	s := &sharer{load: l, ctx: ctx, account: fmt.Sprint("account-", n), number: fmt.Sprintf("+1202555%04d", n)}
	for _, step := range []func() error{s.attachFirst, s.attachSecond, s.findChallenge, s.prove, s.kick, s.complete, s.update} {
		if err := step(); err != nil {
			l.t.Errorf("%s: %v", s.account, err)
			return
		}
	}
	l.finished(s.account, s.user)
}

// hash is of a browser that looks like no other one.
func hash(account string, n int) string {
	return fmt.Sprintf("%x", sha512.Sum512([]byte(fmt.Sprint(account, "/", n))))
}

func (s *sharer) attach(n int) (*wire.AttachReply, error) {
	reply := &wire.AttachReply{}
	one := 1
	err := s.client.call(s.ctx, http.MethodPost, wire.PathAttach, &wire.AttachRequest{
		Account: s.account, Phone: s.number, Email: s.email, Fingerprint: hash(s.account, n), LimitConfig: &wire.LimitConfig{OverallDeviceLimit: &one},
	}, reply)
	if err == nil {
		s.note("attach", `SELECT count(*) FROM accesses WHERE id = ?`, reply.Access)
	}
	return reply, err
}

func (s *sharer) attachFirst() error {
	reply, err := s.attach(1)
	s.user, s.first = reply.UserID, reply.DeviceID
	return err
}

func (s *sharer) attachSecond() error {
	reply, err := s.attach(2)
	if err == nil && reply.AttachedDevices != 2 {
		err = fmt.Errorf("%d devices after the second", reply.AttachedDevices)
	}
	return err
}

// findChallenge finds the one that the second device has raised.
func (s *sharer) findChallenge() error {
	var page wire.Page[wire.Challenge]
	if err := s.client.call(s.ctx, http.MethodGet, "/v2/challenges?limit=100", nil, &page); err != nil {
		return err
	}
	for _, c := range page.Data {
		if c.User != nil && c.User.ExternalID == s.account {
			s.challenge = c.ID
			return nil
		}
	}
	return fmt.Errorf("the second device is not challenged")
}

func (s *sharer) at(path string) string { return strings.Replace(path, "{id}", s.challenge, 1) }

// prove has codes sent until one is accepted, and then tries it once more. A request to
// send that was not answered, or came too soon after such a one, may have sent a code.
func (s *sharer) prove() error {
	former := ""
	for s.ctx.Err() == nil {
		a := s.client.once(s.ctx, http.MethodPost, s.at(wire.PathChallengeSend), &wire.SendRequest{Channel: wire.ChannelText})
		if a.refused() && a.status != http.StatusTooManyRequests {
			return fmt.Errorf("send: %d %s", a.status, a.text)
		}
		within := patience
		if !a.ok() {
			within = 300 * time.Millisecond
		}
		code := s.texts.code(s.number, former, within)
		if code == "" && a.ok() {
			return fmt.Errorf("no code came")
		}
		if code == "" {
			continue
		}
		former = code
		if s.accepted(code) {
			s.note("verify", `SELECT count(*) FROM challenges WHERE id = ? AND verified_at > 0`, s.challenge)
			s.note("code", `SELECT count(*) FROM codes WHERE challenge_id = ? AND used_at > 0`, s.challenge)
			return nil
		}
	}
	return fmt.Errorf("no code was accepted")
}

// accepted tries a code until there is an answer. A no may mean that an earlier try,
// whose answer was lost, was right; or that such tries have used the code up.
func (s *sharer) accepted(code string) bool {
	yes := 0
	for range 2 { // the second time is somebody who reads along
		var reply wire.VerifyReply
		if s.client.call(s.ctx, http.MethodPost, s.at(wire.PathChallengeVerify), &wire.VerifyRequest{Code: code}, &reply) == nil {
			yes++
		}
	}
	if yes > 1 {
		s.t.Errorf("%s: a code was accepted twice", s.account)
	}
	var c wire.Challenge
	err := s.client.call(s.ctx, http.MethodGet, s.at(wire.PathChallenge), nil, &c)
	if yes > 0 && c.Status != wire.StatusVerified {
		s.t.Errorf("%s: %s after its code was accepted (%v)", s.account, c.Status, err)
	}
	return c.Status == wire.StatusVerified
}

func (s *sharer) kick() error {
	path := strings.Replace(s.at(wire.PathChallengeKick), "{device}", s.first, 1)
	if err := s.client.call(s.ctx, http.MethodPost, path, nil, &wire.SuccessReply{}); err != nil {
		return err
	}
	s.note("kick", `SELECT count(*) FROM devices WHERE id = ? AND status = 'detached'`, s.first)
	s.note("logout message", `SELECT count(*) FROM events WHERE device_id = ? AND kind = 'stream' AND name = 'logout'`, s.first)
	s.note("detached webhook", `SELECT count(*) FROM events WHERE user_id = ? AND kind = 'webhook' AND name = 'device.detached'`, s.user)
	return nil
}

func (s *sharer) complete() error {
	if err := s.client.call(s.ctx, http.MethodPost, s.at(wire.PathChallengeComplete), nil, &wire.SuccessReply{}); err != nil {
		return err
	}
	s.note("complete", `SELECT count(*) FROM challenges WHERE id = ? AND status = 'completed'`, s.challenge)
	s.note("completed webhook", `SELECT count(*) FROM events WHERE user_id = ? AND kind = 'webhook' AND name = 'challenge.completed'`, s.user)
	return nil
}

func (s *sharer) update() error {
	mark := "mark-" + strconv.FormatInt(time.Now().UnixNano(), 36)
	err := s.client.call(s.ctx, http.MethodPost, "/v2/user/"+s.account+"/update", map[string]any{"metadata": map[string]string{"mark": mark}}, &struct{}{})
	if err == nil {
		s.note("update", `SELECT count(*) FROM users WHERE id = ? AND metadata LIKE '%"`+mark+`"%'`, s.user)
	}
	return err
}
