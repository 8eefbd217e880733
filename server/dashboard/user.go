package dashboard

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

type userData struct {
	*core.UserFile
	Timeline timeline
	Evidence []finding
	Metadata string
}

// user is the file of one account.
func (d *Dashboard) user(q *request) error {
	f, err := d.Core.UserFile(q.ctx(), q.project.ID, q.r.PathValue("user"))
	if err != nil {
		return err
	}
	data := userData{UserFile: f, Timeline: timelineOf(f, wire.Time(d.Now().UnixMilli())), Evidence: findings(f)}
	if text := string(f.User.Metadata); text != "{}" {
		data.Metadata = text
	}
	return q.render(http.StatusOK, page{Title: f.User.Account, Section: "users", template: "user", Notice: q.done(), Data: data})
}

// Device finds one of the account's.
func (u userData) Device(id string) core.DeviceEntry {
	for _, d := range u.Devices {
		if d.ID == id {
			return d
		}
	}
	return core.DeviceEntry{}
}

// finding is one question about sharing with its answer.
type finding struct {
	Name, Answer string
	// Speaks says that it speaks for sharing.
	Speaks bool
}

// findings are what the rules of account sharing look at, as it is now.
func findings(f *core.UserFile) []finding {
	limit := "no limit"
	if f.Limits.Overall > 0 {
		limit = plural(f.Limits.Overall, "allowed")
	}
	over := 0
	for _, d := range f.Devices {
		if d.Excess {
			over++
		}
	}
	together := 0
	for _, o := range f.Overlaps {
		together += o.Times
	}
	apart := 0
	for _, n := range f.Neighbours {
		if !n.SharesGroup {
			apart++
		}
	}
	return []finding{
		{"Devices", fmt.Sprintf("%d attached, %s", f.Attached, limit), over > 0},
		{"People", fmt.Sprintf("%d, by where and when devices are used; an estimate that errs towards too few", f.People), f.People > max(1, f.Limits.People)},
		{"At once", orNone(together, "devices of one type were in use within two minutes at two addresses", "time", "times"), together > 0},
		{"Journeys", orNone(len(f.Journeys), "too far apart for one person", "pair of uses", "pairs of uses"), len(f.Journeys) > 0},
		{"Other accounts", orNone(apart, "in the same browsers, in no common group", "account", "accounts"), false},
	}
}

func orNone(n int, what, one, many string) string {
	switch n {
	case 0:
		return "none"
	case 1:
		return "1 " + one + ": " + what
	}
	return number(n) + " " + many + ": " + what
}

func plural(n int, what string) string { return number(n) + " " + what }

// deviceName is such as "Chrome 140 on Windows".
func deviceName(d wire.Device) string {
	name := strings.TrimSpace(text(d.Info.Browser.Name) + " " + text(d.Info.Browser.Major))
	if system := text(d.Info.OS.Name); system != "" && name != "" {
		return name + " on " + system
	} else if system != "" {
		return system
	}
	if name == "" {
		return "Unknown device"
	}
	return name
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// operate wraps a change: it is logged, and followed by the page that says so.
func (d *Dashboard) operate(action, done, back string, do func(*request) error) handler {
	return func(q *request) error {
		err := do(q)
		var what []any
		for _, name := range []string{"user", "device", "challenge", "endpoint", "delivery", "key"} {
			if id := q.r.PathValue(name); id != "" {
				what = append(what, name, id)
			}
		}
		q.audit(action, err, what...)
		if err != nil {
			return err
		}
		to := back
		for _, name := range []string{"user", "challenge", "delivery"} {
			to = strings.ReplaceAll(to, "{"+name+"}", url.PathEscape(q.r.PathValue(name)))
		}
		return q.to(q.path(to) + "?done=" + done)
	}
}

// dones are what is said after a change; nothing else can be put on the page by an
// address.
var dones = map[string]string{
	"suspended":   "The user is suspended: pages are told so by their next attach.",
	"unsuspended": "The user is no longer suspended.",
	"unlocked":    "Tries and sends were forgotten: the user may ask for a code again.",
	"erased":      "The user was erased, with all that was kept of them.",
	"detached":    "The device was logged out.",
	"whitelisted": "The device counts no longer.",
	"counted":     "The device counts again.",
	"enabled":     "Webhooks are sent there again, also those that waited.",
	"disabled":    "Nothing is sent there until it is enabled again.",
	"removed":     "The endpoint was removed.",
	"replayed":    "Sent again, under the same id.",
	"revoked":     "The key was revoked: servers know within five seconds.",
	"cleared":     "The server’s policy decides again.",
	"saved":       "Saved: servers know within five seconds.",
	"completed":   "The challenge is completed.",
	"ended":       "The challenge has ended.",
}

func (q *request) done() string { return dones[q.r.URL.Query().Get("done")] }

// backend is who calls the API as the project's back end.
func (q *request) backend() (core.Caller, error) {
	p, err := q.Core.FindProject(q.ctx(), q.project.ID)
	return core.Caller{Project: p, Class: core.Server}, err
}

// userActions are the changes of a user and of devices, by path.
func (d *Dashboard) userActions() map[string]handler {
	id := func(q *request) string { return q.r.PathValue("user") }
	suspend := func(is bool) func(*request) error {
		return func(q *request) error { return d.Core.SuspendUser(q.ctx(), q.project.ID, id(q), is) }
	}
	whitelist := func(is bool) func(*request) error {
		return func(q *request) error {
			return d.Core.WhitelistDevice(q.ctx(), q.project.ID, q.r.PathValue("device"), is)
		}
	}
	one := "/users/{user}"
	return map[string]handler{
		one + "/suspend":                    d.operate("suspend user", "suspended", one, suspend(true)),
		one + "/unsuspend":                  d.operate("unsuspend user", "unsuspended", one, suspend(false)),
		one + "/unlock":                     d.operate("unlock user", "unlocked", one, func(q *request) error { return d.Core.UnlockUser(q.ctx(), q.project.ID, id(q)) }),
		one + "/erase":                      d.operate("erase user", "erased", "/users", d.erase),
		one + "/export":                     d.exportUser,
		one + "/devices/{device}/detach":    d.operate("detach device", "detached", one, d.detach),
		one + "/devices/{device}/whitelist": d.operate("whitelist device", "whitelisted", one, whitelist(true)),
		one + "/devices/{device}/count":     d.operate("count device", "counted", one, whitelist(false)),
	}
}

// erase wants the account spelled out: there is no way back.
func (d *Dashboard) erase(q *request) error {
	id := q.r.PathValue("user")
	f, err := d.Core.UserFile(q.ctx(), q.project.ID, id)
	if err != nil {
		return err
	}
	if q.r.PostFormValue("account") != f.User.Account {
		return &wire.Error{Code: wire.CodeInvalidParameter, Param: "account", Message: "Nothing was erased: type the account exactly as it is shown."}
	}
	return d.Core.EraseUser(q.ctx(), q.project.ID, id)
}

func (d *Dashboard) detach(q *request) error {
	f, err := d.Core.UserFile(q.ctx(), q.project.ID, q.r.PathValue("user"))
	if err != nil {
		return err
	}
	caller, err := q.backend()
	if err != nil {
		return err
	}
	_, err = d.Core.Detach(q.ctx(), caller, q.r.PathValue("device"), &wire.DetachRequest{Account: f.User.Account})
	return err
}

// exportUser sends all that is kept of a user, with contacts in clear text: a change in
// so far as it is logged.
func (d *Dashboard) exportUser(q *request) error {
	x, err := d.Core.ExportUser(q.ctx(), q.project.ID, q.r.PathValue("user"))
	q.audit("export user", err, "user", q.r.PathValue("user"))
	if err != nil {
		return err
	}
	b, err := json.MarshalIndent(x, "", "  ")
	if err != nil {
		return err
	}
	h := q.w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="user-`+x.User.ID+`.json"`)
	_, err = q.w.Write(append(b, '\n'))
	return err
}
