package dashboard

import (
	"net/http"

	"github.com/openrupt/openrupt/server/core"
)

type usersData struct {
	Search string
	Users  []core.UserEntry
	Pager  pager
}

// users lists a project's, or searches them.
func (d *Dashboard) users(q *request) error {
	query := q.r.URL.Query()
	search := query.Get("q")
	list, err := d.Core.ListUsers(q.ctx(), q.project.ID, core.UserList{Search: search, After: cursor(query), Limit: perPage})
	if err != nil {
		return err
	}
	return q.render(http.StatusOK, page{Title: "Users", Section: "users", template: "users", Notice: q.done(),
		Data: usersData{search, list.Items, pages(q.path("/users"), query, list.Next)}})
}
