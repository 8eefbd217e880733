package dashboard

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// perPage is how many rows a list has.
const perPage = 50

// cursor reads where a page begins, from its address.
func cursor(query url.Values) core.Cursor {
	at, id, _ := strings.Cut(query.Get("after"), "-")
	n, err := strconv.ParseInt(at, 10, 64)
	if err != nil || len(id) > 320 {
		return core.Cursor{}
	}
	return core.Cursor{At: wire.Time(n), ID: id}
}

// pager leads to the next page, and from there back to the first.
type pager struct{ First, Next string }

// pages makes the pager of a list at a path with what else its address says.
func pages(path string, query url.Values, next core.Cursor) (p pager) {
	rest := url.Values{}
	for name, values := range query {
		if name != "after" && name != "done" && values[0] != "" {
			rest[name] = values[:1]
		}
	}
	if query.Get("after") != "" {
		p.First = path + "?" + rest.Encode()
	}
	if next.ID != "" {
		rest.Set("after", strconv.FormatInt(int64(next.At), 10)+"-"+next.ID)
		p.Next = path + "?" + rest.Encode()
	}
	return p
}
