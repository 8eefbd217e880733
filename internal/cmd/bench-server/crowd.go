package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"time"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/population"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
	"github.com/openrupt/openrupt/server/identify"
)

const (
	// devicesEach is how many devices a user of a crowd has.
	devicesEach = 3
	// batch is how many devices, or users, are written in one transaction.
	batch = 1000
	// keptVersions is more than one, which is what each fingerprint of a crowd has.
	keptVersions = 2
)

// crowd are the users that a project has already, of whom everything follows from their
// places. Ids grow with the place, so that tables are written from their beginning to
// their end; but whose devices are where is shuffled, as by years of people coming.
type crowd struct {
	project string
	users   int
	// start is the beginning of the day on which all were seen: a first visit of the day
	// writes more, and whoever is compared with a crowd was here today, too.
	start, now wire.Time
}

func newCrowd(project string, users int, now time.Time) *crowd {
	day := now.Truncate(24 * time.Hour)
	return &crowd{project: project, users: users, start: wire.Time(day.UnixMilli()), now: wire.Time(now.UnixMilli())}
}

func (c *crowd) devices() int { return c.users * devicesEach }

// kinds of ids.
const (
	userID = iota + 1
	deviceID
	accessID
	fingerprintID
	owners
	seen
)

// number is a random one, always the same for a kind and a place.
func number(kind, place int) uint64 { return rand.NewPCG(uint64(kind), uint64(place)).Uint64() }

// id is one of 24 digits, of which the first say where of all it is, and the others
// cannot be guessed from that.
func (c *crowd) id(kind, place int) string {
	all := c.devices()
	if kind == userID {
		all = c.users
	}
	return fmt.Sprintf("%08x%016x", uint64(place)<<32/uint64(all), number(kind, place))
}

// account is a user's, in the order of ids as well.
func (c *crowd) account(user int) string { return "crowd-" + c.id(userID, user)[:16] }

// owner is the user of a device: each of all users in turn, in an order of their own.
func (c *crowd) owner(device int) int {
	const prime = 2_654_435_761 // greater than any number of users: it shares no divisor
	turn := device / c.users
	return int((uint64(device%c.users)*prime + number(owners, turn)>>32) % uint64(c.users))
}

// seenAt is when a device was seen, which is today.
func (c *crowd) seenAt(device int) wire.Time {
	return c.start + wire.Time(number(seen, device)%uint64(max(c.now-c.start, 1)))
}

func (c *crowd) ip(user int) string {
	return fmt.Sprintf("100.%d.%d.%d", 64+user>>16%64, byte(user>>8), byte(user))
}

// prints are those of some devices, no two of them equal, since only one would be
// recognised by it.
func (c *crowd) prints(from, to int) []fingerprint.Print {
	list := make([]fingerprint.Print, 0, to-from)
	for i, d := range population.Synthetic(to-from, rand.New(rand.NewPCG(3, uint64(from)))) {
		d["features"] += " " + strconv.Itoa(from+i)
		list = append(list, d.Print())
	}
	return list
}

// write adds everybody, in batches.
func (c *crowd) write(ctx context.Context, store core.Store, progress func(users, devices int)) error {
	for from := 0; from < c.users; from += batch {
		to := min(from+batch, c.users)
		if err := store.Update(ctx, func(tx core.Tx) error { return c.writeUsers(tx, from, to) }); err != nil {
			return err
		}
		progress(to, 0)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	next := c.allPrints(ctx)
	for from := 0; from < c.devices(); from += batch {
		prints := <-<-next
		if err := store.Update(ctx, func(tx core.Tx) error { return c.writeDevices(tx, from, prints) }); err != nil {
			return err
		}
		progress(c.users, from+len(prints))
	}
	return nil
}

// allPrints makes batches up on all processors and hands them over in their order.
func (c *crowd) allPrints(ctx context.Context) <-chan chan []fingerprint.Print {
	all := make(chan chan []fingerprint.Print, runtime.GOMAXPROCS(0))
	go func() {
		for from := 0; from < c.devices(); from += batch {
			one := make(chan []fingerprint.Print, 1)
			select {
			case all <- one:
			case <-ctx.Done():
				return
			}
			go func() { one <- c.prints(from, min(from+batch, c.devices())) }()
		}
	}()
	return all
}

func (c *crowd) writeUsers(tx core.Tx, from, to int) error {
	for i := from; i < to; i++ {
		account := c.account(i)
		u := &core.User{
			ProjectID: c.project, ID: c.id(userID, i), Account: account, Email: account + "@example.com", Metadata: wire.Raw(`{}`),
			CreatedAt: c.start, UpdatedAt: c.start,
		}
		if err := tx.InsertUser(u); err != nil {
			return err
		}
	}
	return tx.AddActivity(core.Activity{ProjectID: c.project, Name: core.ActivityUsers, N: to - from})
}

func (c *crowd) writeDevices(tx core.Tx, from int, prints []fingerprint.Print) error {
	for i, p := range prints {
		d := c.device(from+i, p)
		keys := identify.BandKeys(p)
		version := core.FingerprintVersion{FingerprintID: d.FingerprintID, Hash: d.Hash, LastSeenAt: d.LastSeenAt}
		if err := tx.InsertDevice(d); err != nil {
			return err
		}
		if err := tx.InsertAccess(c.access(from+i, d)); err != nil {
			return err
		}
		if err := tx.PutFingerprintVersion(c.project, version, keys[:], keptVersions); err != nil {
			return err
		}
	}
	return nil
}

func (c *crowd) device(place int, p fingerprint.Print) *core.Device {
	at, user := c.seenAt(place), c.owner(place)
	return &core.Device{
		ProjectID: c.project, ID: c.id(deviceID, place), UserID: c.id(userID, user), FingerprintID: c.id(fingerprintID, place), Hash: p.String(),
		Status: wire.DeviceAttached, Kind: core.Desktop, UserAgent: agent, Info: agentInfo, Metadata: wire.Raw(`{"plan":"team"}`), IP: c.ip(user),
		AttachedAt: at, LastSeenAt: at, CreatedAt: at, UpdatedAt: at,
	}
}

func (c *crowd) access(place int, d *core.Device) *core.Access {
	id := c.id(accessID, place)
	return &core.Access{
		ProjectID: c.project, ID: id, DeviceID: d.ID, UserID: d.UserID, Lineage: id, IP: d.IP, Confidence: 1, Page: "/watch", CreatedAt: d.LastSeenAt,
	}
}

// people are users from all over the crowd, each on one of their devices, as if they
// had attached.
func (c *crowd) people(tx core.Tx, n int) (list []*person, err error) {
	for i := range min(n, c.users) {
		place := i * c.devices() / min(n, c.users)
		d, err := tx.Device(c.project, c.id(deviceID, place))
		if err != nil {
			return nil, err
		}
		p := &person{account: c.account(c.owner(place)), ip: d.IP, hash: d.Hash}
		p.device.Store(&wire.AttachReply{Access: c.id(accessID, place), DeviceID: d.ID})
		list = append(list, p)
	}
	return list, nil
}
