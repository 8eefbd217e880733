package httpapi

import (
	"net/http"
	"reflect"

	"github.com/openrupt/openrupt/internal/wire"
)

// listenEndpoint opens a device's event stream. An EventSource can set no header, so
// its credential is in the query; since queries end up in logs, an API secret is not
// accepted there.
func (a *api) listenEndpoint() endpoint {
	return endpoint{
		method: http.MethodGet, path: wire.PathListen, who: browser, limit: limitListen,
		query: []param{
			{name: "access", required: true, about: "The access that attach returned for this device."},
			{name: "auth", about: "Basic CLIENT_ID:SECRET."},
			{name: "version", about: "The SDK's wire version."},
		},
		tag: "devices", id: "listen", summary: "Listen to a device's event stream",
		about: "Server-Sent Events: a comment every 15 seconds, and Last-Event-ID replays what was missed. 204, after which a browser does not connect again, when the access is not one of the device.",
		in:    reflect.TypeFor[none](), out: reflect.TypeFor[wire.StreamMessage](), mediaType: "text/event-stream",
		handle: func(c *call) (any, error) {
			access := c.r.URL.Query().Get("access")
			return nil, a.streams.Serve(c.w, c.r, c.caller, c.r.PathValue("id"), access)
		},
	}
}
