package dashboard

import (
	"net/http"

	"github.com/openrupt/openrupt/internal/wire"
)

type keysData struct {
	Keys []wire.APIKey
	// Works counts those that are not revoked.
	Works int
	// New is a key that was just made: its secret is shown this once.
	New *wire.NewKey
}

func (d *Dashboard) keys(q *request) error { return q.showKeys(nil) }

func (q *request) showKeys(made *wire.NewKey) error {
	keys, err := q.Core.Keys(q.ctx(), q.project.ID)
	if err != nil {
		return err
	}
	data := keysData{Keys: keys, New: made}
	for _, k := range keys {
		if k.RevokedAt == 0 {
			data.Works++
		}
	}
	return q.render(http.StatusOK, page{Title: "Keys", Section: "keys", template: "keys", Notice: q.done(), Data: data})
}

// addKey shows the secret on the page that answers: it is in no address.
func (d *Dashboard) addKey(q *request) error {
	made, err := d.Core.AddKey(q.ctx(), q.project.ID)
	if err != nil {
		q.audit("add key", err)
		return err
	}
	q.audit("add key", nil, "key", made.ID)
	return q.showKeys(made)
}

func (d *Dashboard) keyActions() map[string]handler {
	return map[string]handler{
		"/keys": d.addKey,
		"/keys/{key}/revoke": d.operate("revoke key", "revoked", "/keys", func(q *request) error {
			return d.Core.RevokeKey(q.ctx(), q.project.ID, q.r.PathValue("key"))
		}),
	}
}
