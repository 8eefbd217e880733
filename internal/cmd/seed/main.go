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
	"maps"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/openrupt/openrupt/internal/population"
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
	population.Device
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
	for _, looks := range population.Synthetic(n, t.random) {
		d := &device{Device: looks, ip: home}
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
		Account: p.account, Email: p.account + "@example.com", Fingerprint: d.hash(t.random.IntN(12) == 0), LastAccess: d.access, IP: d.ip,
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
	r := &wire.EvaluateRequest{Action: wire.ActionLogin, User: p.account, IP: d.ip, Version: wire.Version, Fingerprint: wire.Hashes{d.hash(false)}}
	if t.random.IntN(3) == 0 {
		host := []string{"example.com", "gmail.com", "mailinator.com", "example.org"}[t.random.IntN(4)]
		r = &wire.EvaluateRequest{Action: wire.ActionSignup, Email: fmt.Sprintf("new%d@%s", t.evaluations, host), IP: d.ip}
	}
	_, err := t.Evaluate(ctx, t.backend, r)
	t.evaluations++
	return err
}

// systems are what User-Agent headers call the systems of devices.
var systems = map[string]string{
	"Windows": "Windows NT 10.0; Win64; x64", "macOS": "Macintosh; Intel Mac OS X 10_15_7", "Linux": "X11; Linux x86_64",
	"Android": "Linux; Android 10; K", "iOS": "iPhone; CPU iPhone OS 18_1 like Mac OS X",
}

// agent is the header that the device's browser sends.
func (d *device) agent() string {
	system, _, _ := strings.Cut(d.Device["os.release"], "|")
	major, end := d.Device["ua.major"]+".0", " Safari/537.36"
	switch {
	case d.Device["ua.brand"] == "Firefox":
		return "Mozilla/5.0 (" + systems[system] + "; rv:" + major + ") Gecko/20100101 Firefox/" + major
	case d.Device["ua.brand"] == "Safari" && system == "iOS":
		return "Mozilla/5.0 (" + systems[system] + ") AppleWebKit/605.1.15 (KHTML, like Gecko) Version/" + major + " Mobile/15E148 Safari/604.1"
	case d.Device["ua.brand"] == "Safari":
		return "Mozilla/5.0 (" + systems[system] + ") AppleWebKit/605.1.15 (KHTML, like Gecko) Version/" + major + " Safari/605.1.15"
	case system == "Android":
		end = " Mobile" + end
	case d.Device["ua.brand"] == "Microsoft Edge":
		end += " Edg/" + major + ".0.0"
	}
	return "Mozilla/5.0 (" + systems[system] + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + major + ".0.0" + end
}

// hash is what the browser looks like; docked it has another screen and theme.
func (d *device) hash(docked bool) string {
	looks := d.Device
	if docked {
		looks = maps.Clone(looks)
		looks["screen.size"], looks["prefs.theme"] = "5120x1440@1", "light"
	}
	return looks.Print().String()
}
