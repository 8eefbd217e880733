package dashboard

import (
	"encoding/json"
	"net/http"

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
