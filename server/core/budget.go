package core

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// Budget is how often something may be done within an hour and within a day.
type Budget struct {
	Hour int `json:"hour,omitempty"`
	Day  int `json:"day,omitempty"`
}

// Budgets bound what attackers can do at the operator's or at a user's expense. A zero
// field has its default, which [LimitTable] prints; the largest is 10,000,000.
//
// A user's and a mailbox's keep one person from harm, an address's one attacker, and
// the project's all of them together, whatever accounts and addresses they have.
type Budgets struct {
	// SendsUser and the next three count codes that are sent. To one destination, in
	// all spellings of a mailbox, no more than 3 go in 10 minutes either way.
	SendsUser        Budget `json:"sends_user,omitzero"`
	SendsDestination Budget `json:"sends_destination,omitzero"`
	SendsAddress     Budget `json:"sends_address,omitzero"`
	SendsProject     Budget `json:"sends_project,omitzero"`
	// TriesUser and the next two count codes that are entered, right or wrong.
	TriesUser    Budget `json:"tries_user,omitzero"`
	TriesAddress Budget `json:"tries_address,omitzero"`
	TriesProject Budget `json:"tries_project,omitzero"`
	// NewDevicesUser and the next two count what browsers without a signed token add:
	// devices of an account, known or new, and fingerprints and challenges of none.
	NewDevicesUser    Budget `json:"new_devices_user,omitzero"`
	NewDevicesAddress Budget `json:"new_devices_address,omitzero"`
	NewDevicesProject Budget `json:"new_devices_project,omitzero"`
}

const maxBudget = 10_000_000

// budgetRow is one of Budgets with its name among the settings and its default.
type budgetRow struct {
	name     string
	what     string
	set      *Budget
	fallback Budget
}

// rows are all budgets of b, in the order of the documentation.
func (b *Budgets) rows() []budgetRow {
	return []budgetRow{
		{"sends_user", "sends to a user", &b.SendsUser, Budget{10, 20}},
		{"sends_destination", "sends to a destination", &b.SendsDestination, Budget{10, 10}},
		{"sends_address", "sends from an address", &b.SendsAddress, Budget{30, 150}},
		{"sends_project", "sends of a project", &b.SendsProject, Budget{1000, 5000}},
		{"tries_user", "tries of a user", &b.TriesUser, Budget{15, 50}},
		{"tries_address", "tries from an address", &b.TriesAddress, Budget{60, 300}},
		{"tries_project", "tries in a project", &b.TriesProject, Budget{5000, 25_000}},
		{"new_devices_user", "unsigned new devices of an account", &b.NewDevicesUser, Budget{100, 500}},
		{"new_devices_address", "unsigned new devices from an address", &b.NewDevicesAddress, Budget{600, 3000}},
		{"new_devices_project", "unsigned new devices of a project", &b.NewDevicesProject, Budget{20_000, 100_000}},
	}
}

// withDefaults has no zero field.
func (b Budgets) withDefaults() Budgets {
	for _, row := range b.rows() {
		if row.set.Hour == 0 {
			row.set.Hour = row.fallback.Hour
		}
		if row.set.Day == 0 {
			row.set.Day = row.fallback.Day
		}
	}
	return b
}

func (b Budgets) check() error {
	for _, row := range b.rows() {
		for _, n := range []int{row.set.Hour, row.set.Day} {
			if n < 0 || n > maxBudget {
				return invalid("settings.budgets."+row.name, fmt.Sprintf("hour and day are whole numbers up to %d, or 0 for the default.", maxBudget))
			}
		}
	}
	return nil
}

// window is how often something may be done in a while.
type window struct {
	n   int
	per time.Duration
}

func (b Budget) windows() []window { return []window{{b.Hour, time.Hour}, {b.Day, day}} }

// subjectLimit is what something is counted as, and how often it may be.
type subjectLimit struct {
	subject string
	windows []window
	// slot is how finely moments are told apart, so that a busy project's day is some
	// rows and not a row a moment. Moments are rounded up: nothing is forgotten early.
	slot time.Duration
}

// projectSlot makes at most 1,441 rows of a project's day.
const projectSlot = time.Minute

// Attempts are how often something was done at a moment.
type Attempts struct {
	At wire.Time
	N  int
}

// SubjectAttempts are whose attempts they are.
type SubjectAttempts struct {
	Project, Subject string
	Attempts
}

// left is how often a subject may still do it, and if not at all, how long to wait. It
// keeps others from counting the same subject until the transaction ends, so that no
// number of them at once is more than the budget.
func (u *unit) left(project string, l subjectLimit) (n int, wait wire.Time, err error) {
	if err := u.LockAttempts(project, l.subject); err != nil {
		return 0, 0, err
	}
	n = l.windows[0].n
	widest := slices.MaxFunc(l.windows, func(a, b window) int { return cmp.Compare(a.per, b.per) })
	list, err := u.Attempts(project, l.subject, u.now-ms(widest.per))
	if err != nil {
		return 0, 0, err
	}
	for _, w := range l.windows {
		done, freeAt := spent(after(list, u.now-ms(w.per)), w.n)
		n = min(n, w.n-done)
		if done >= w.n {
			wait = max(wait, freeAt+ms(w.per)-u.now)
		}
	}
	return max(n, 0), wait, nil
}

// after are those later than a moment, of attempts in their order.
func after(list []Attempts, at wire.Time) []Attempts {
	first, _ := slices.BinarySearchFunc(list, at, func(a Attempts, at wire.Time) int { return cmp.Compare(a.At, at+1) })
	return list[first:]
}

// spent is how many attempts there are, and the moment of the one that must be
// forgotten before there are fewer than n.
func spent(list []Attempts, n int) (done int, freeAt wire.Time) {
	for i := len(list) - 1; i >= 0; i-- {
		if done < n {
			freeAt = list[i].At
		}
		done += list[i].N
	}
	return done, freeAt
}

// attempt counts one for each.
func (u *unit) attempt(project string, limits ...subjectLimit) error {
	for _, l := range limits {
		if err := u.AddAttempt(project, l.subject, Attempts{roundUp(u.now, l.slot), 1}); err != nil {
			return err
		}
	}
	return nil
}

func roundUp(at wire.Time, slot time.Duration) wire.Time {
	if slot == 0 {
		return at
	}
	return (at + ms(slot) - 1) / ms(slot) * ms(slot)
}

// What limits count, before whom they count it for.
const (
	tryPrefix    = "try:"
	sendPrefix   = "send:"
	devicePrefix = "device:"
)

// mailbox is what a destination is counted as: an address in another spelling reaches
// the same person.
func mailbox(ch wire.Channel, destination string) string {
	if ch == wire.ChannelEmail {
		return normalEmail(destination)
	}
	return destination
}

// destinationSubject counts by a keyed hash, so that the table of attempts holds no
// addresses.
func (s *Service) destinationSubject(ch wire.Channel, destination string) string {
	return sendPrefix + s.keys.pseudonym(mailbox(ch, destination))
}

// sendLimits: nobody is bothered by a development server, and its demo is played over
// and over with one address.
func (t *settlement) sendLimits(ch wire.Channel) []subjectLimit {
	if t.s.dev {
		return nil
	}
	b := t.Project.Settings.Budgets.withDefaults()
	burst := window{sendsPerDestination10m, 10 * time.Minute}
	limits := []subjectLimit{{subject: t.s.destinationSubject(ch, t.c.destination(ch)), windows: append([]window{burst}, b.SendsDestination.windows()...)}}
	if t.c.UserID != "" {
		limits = append(limits, subjectLimit{subject: "send-user:" + t.c.UserID, windows: b.SendsUser.windows()})
	}
	return t.wider(limits, "send", b.SendsAddress, b.SendsProject)
}

func (t *settlement) tryLimits() []subjectLimit {
	b := t.Project.Settings.Budgets.withDefaults()
	subject := tryPrefix + t.c.UserID
	if t.c.UserID == "" {
		subject = tryPrefix + t.s.keys.pseudonym(normalEmail(t.c.Email)+t.c.Phone)
	}
	return t.wider([]subjectLimit{{subject: subject, windows: b.TriesUser.windows()}}, "try", b.TriesAddress, b.TriesProject)
}

// wider adds what the caller's address and the project may do. A back end's address
// says nothing, and on a development server everyone has the same. Whoever locks these
// locks them in this order, after everything of one user.
func (t *settlement) wider(limits []subjectLimit, what string, address, project Budget) []subjectLimit {
	if t.s.dev {
		return limits
	}
	if ip := ipKey(t.IP); ip != "" && t.Class != Server {
		limits = append(limits, subjectLimit{subject: what + "-ip:" + ip, windows: address.windows()})
	}
	return append(limits, subjectLimit{subject: what + "-project", windows: project.windows(), slot: projectSlot})
}

// addDevice counts what a browser without a signed token adds to the database: a
// device of a user, or when user is "" what belongs to none. A back end, and a browser that
// one vouched for, are not counted.
func (u *unit) addDevice(s *Service, c Caller, user string) error {
	if s.dev || c.Class != Browser || c.SignedUser != "" {
		return nil
	}
	b := c.Project.Settings.Budgets.withDefaults()
	limits := []subjectLimit{
		{subject: devicePrefix + user, windows: b.NewDevicesUser.windows()},
		{subject: "device-ip:" + ipKey(c.IP), windows: b.NewDevicesAddress.windows(), slot: projectSlot},
		{subject: "device-project", windows: b.NewDevicesProject.windows(), slot: projectSlot},
	}
	if user == "" {
		limits = limits[1:]
	}
	for _, l := range limits {
		_, wait, err := u.left(c.Project.ID, l)
		if err != nil {
			return err
		}
		if wait > 0 {
			return limited(wire.CodeRateLimited, "Too many browsers that nobody has seen before. A signed token, or a call from the back end, is not counted.", wait)
		}
	}
	return u.attempt(c.Project.ID, limits...)
}
