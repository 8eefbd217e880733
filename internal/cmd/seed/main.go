// Command seed plays two weeks of traffic to the database of rupt dev, to look at the
// dashboard with: people with phones and laptops, some who share, challenges, logins.
//
//	go run ./internal/cmd/seed -data ./data -users 200
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/store/sqlite"
)

// clock is turned by the traffic.
type clock struct {
	mu sync.Mutex
	at time.Time
}

// Now is the moment that the traffic has come to.
func (c *clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.at }

func (c *clock) set(at time.Time) { c.mu.Lock(); defer c.mu.Unlock(); c.at = at }

func main() {
	data := flag.String("data", "./data", "the folder of rupt dev; it must have run there once, and not run now")
	users := flag.Int("users", 200, "how many people")
	days := flag.Int("days", 14, "how far back")
	flag.Parse()
	if err := run(context.Background(), *data, *users, *days); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, data string, users, days int) error {
	key, err := os.ReadFile(filepath.Join(data, "dev.key"))
	if err != nil {
		return err
	}
	keys, err := core.NewKeyring(key)
	if err != nil {
		return err
	}
	store, err := sqlite.Open(ctx, filepath.Join(data, "rupt.db"))
	if err != nil {
		return err
	}
	defer store.Close()
	now := time.Now()
	c := &clock{at: now.AddDate(0, 0, -days)}
	s, err := core.New(core.Config{Store: store, Clock: c, Keys: keys, Dev: true, PublicURL: "http://localhost"})
	if err != nil {
		return err
	}
	t := traffic{Service: s, clock: c, random: rand.New(rand.NewPCG(1, 2))}
	if t.backend, err = s.AuthenticateServer(ctx, core.DemoAPISecret); err != nil {
		return err
	}
	for i := range users {
		t.people = append(t.people, t.person(i))
	}
	for at := c.at; at.Before(now); at = at.Add(time.Duration(1+t.random.IntN(2*days*24*60/(users*4)+1)) * time.Minute) {
		c.set(at)
		if err := t.step(ctx); err != nil {
			return err
		}
	}
	if err := s.WriteActivity(ctx); err != nil {
		return err
	}
	fmt.Printf("%d attaches, %d evaluations, %d challenges passed\n", t.attaches, t.evaluations, t.passed)
	return nil
}

// traffic is people who use a site.
type traffic struct {
	*core.Service
	clock                         *clock
	random                        *rand.Rand
	backend                       core.Caller
	people                        []*person
	attaches, evaluations, passed int
}

type person struct {
	account string
	devices []*device
}

// device is a browser at an address.
type device struct {
	model  int
	phone  bool
	ip     string
	access string
}

func (t *traffic) person(i int) *person {
	p := &person{account: fmt.Sprintf("%s-%d", names[i%len(names)], 1000+i)}
	n := 1 + t.random.IntN(2)
	if i%9 == 0 {
		n = 3 + t.random.IntN(3) // shares
	}
	home := t.address()
	for k := range n {
		d := &device{model: i*8 + k, phone: k%2 == 1, ip: home}
		if n > 2 {
			d.ip = t.address()
		}
		p.devices = append(p.devices, d)
	}
	return p
}

var names = []string{"nina", "omar", "lea", "jun", "ada", "noor", "tomas", "ines", "kofi", "mila", "sven", "yuki", "rosa", "paul", "hana"}

func (t *traffic) address() string {
	return netip.AddrFrom4([4]byte{198, 51, byte(100 + t.random.IntN(2)), byte(1 + t.random.IntN(250))}).String()
}

func (t *traffic) step(ctx context.Context) error {
	p := t.people[t.random.IntN(len(t.people))]
	d := p.devices[t.random.IntN(len(p.devices))]
	if t.random.IntN(4) == 0 {
		if err := t.evaluate(ctx, p, d); err != nil {
			return err
		}
	}
	reply, err := t.Attach(ctx, t.backend, &wire.AttachRequest{
		Account: p.account, Email: p.account + "@example.com", Fingerprint: look(d.model, t.random.IntN(12) == 0), LastAccess: d.access, IP: d.ip,
		UserAgent: d.agent(), Page: []string{"/", "/watch", "/account", "/search"}[t.random.IntN(4)],
	})
	if err != nil {
		return err
	}
	d.access = reply.Access
	if t.attaches++; t.attaches%100 == 0 {
		if err := t.Sweep(ctx); err != nil {
			return err
		}
	}
	return t.settle(ctx, p)
}

// settle has most people pass their challenge, as an operator would let them.
func (t *traffic) settle(ctx context.Context, p *person) error {
	list, err := t.ListChallenges(ctx, t.backend.Project.ID, core.ChallengeList{Statuses: core.OpenStatuses(), Limit: 1})
	if err != nil || len(list.Items) == 0 || list.Items[0].Account != p.account || list.Items[0].Status == wire.StatusExpired || t.random.IntN(3) == 0 {
		return err
	}
	t.passed++
	return t.PassChallenge(ctx, t.backend.Project.ID, list.Items[0].ID)
}

func (t *traffic) evaluate(ctx context.Context, p *person, d *device) error {
	r := &wire.EvaluateRequest{Action: wire.ActionLogin, User: p.account, IP: d.ip, Version: wire.Version, Fingerprint: wire.Hashes{look(d.model, false)}}
	if t.random.IntN(3) == 0 {
		host := []string{"example.com", "gmail.com", "mailinator.com", "example.org"}[t.random.IntN(4)]
		r = &wire.EvaluateRequest{Action: wire.ActionSignup, Email: fmt.Sprintf("new%d@%s", t.evaluations, host), IP: d.ip}
	}
	_, err := t.Evaluate(ctx, t.backend, r)
	t.evaluations++
	return err
}

func (d *device) agent() string {
	if d.phone {
		return "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36"
	}
	return []string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
		"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
	}[d.model%3]
}

// look is the hash of a model of device; docked it has another screen and theme.
func look(model int, docked bool) string {
	gpu := fmt.Sprintf("ANGLE (NVIDIA, NVIDIA GeForce RTX %d Direct3D11 vs_5_0 ps_5_0, D3D11)", 2000+model)
	signals := map[string]fingerprint.Signal{}
	values := map[string]string{
		"ua.engine": "blink", "ua.brand": "Google Chrome", "ua.major": "147", "os.release": "Windows|10.0.0", "gpu.model": gpu, "gpu.vendor": "|" + gpu,
		"gpu.api": "webgl2|" + gpu, "gpu.render": fmt.Sprintf("%016x", model), "gpu.params": fmt.Sprintf("%016x", model), "cpu.cores": "8", "mem.class": "16",
		"cpu.arch": "127|x86|64", "screen.size": "1920x1080@1", "input.touch": "0|false", "canvas.geom": fmt.Sprintf("%016x", model+1),
		"canvas.text": fmt.Sprintf("%016x|%016x", model+2, model+3), "canvas.emoji": fmt.Sprintf("%016x", model+4), "audio.sum": fmt.Sprintf("124.%d", model),
		"tz.zone": "Europe/Berlin", "lang.primary": "de-DE", "voices": fmt.Sprintf("\n%016x", model+5), "prefs.theme": "dark",
	}
	if docked {
		values["screen.size"], values["prefs.theme"] = "2560x1440@1", "light"
	}
	for key, value := range values {
		signals[key] = fingerprint.Signal{Value: value}
	}
	return fingerprint.Hash(fingerprint.EnvironmentOf(signals), signals)
}
