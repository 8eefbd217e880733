package api

import "github.com/openrupt/openrupt/internal/wire"

// HTTP sends requests. Start returns at once; done is called once, unless the
// request was aborted.
type HTTP interface {
	Start(r Request, done func(Response, *wire.Error)) (abort func())
}

// Request is one request to the API.
type Request struct {
	Method        string
	URL           string
	Authorization string
	// Body is JSON; empty for none.
	Body []byte
	// Outlives says that the request should finish even if the page is left.
	Outlives bool
}

// Response is what the server answered, whatever the status.
type Response struct {
	Status int
	Body   []byte
}

// Timer calls f once after ms milliseconds, unless it is cancelled before.
type Timer interface {
	After(ms int, f func()) (cancel func())
}

// Storage is localStorage or sessionStorage. Where it is blocked Get returns "" and
// Set does nothing.
type Storage interface {
	Get(key string) string
	Set(key, value string)
}
