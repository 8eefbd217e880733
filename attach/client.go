package attach

import (
	"slices"
	"sync"

	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// Client is the SDK of one page. It is safe for concurrent use.
type Client struct {
	ports  Ports
	memory memory
	prints printer

	mu       sync.Mutex
	flights  []*flight
	feed     *feed
	claimed  *options // of the newest attach
	away     *away
	last     *options // of the newest call with credentials, which the headless functions borrow
	sessions api.Sessions
}

// New returns a client for the page behind ports.
func New(ports Ports) *Client {
	c := &Client{
		ports:  ports,
		memory: memory{ports.Cookies, ports.Local, ports.Session, ports.Page},
	}
	ports.Page.OnHide(func() {
		if f := c.openFeed(); f != nil {
			f.leave()
		}
	})
	ports.Page.OnShow(func() {
		if f := c.openFeed(); f != nil {
			f.resume()
		}
		c.comeBack()
	})
	return c
}

// get and post ask the server as the page.
func (c *Client) get(o *options, path string) (jsonlite.Value, *wire.Error) {
	return c.ask(o, api.Request{Method: "GET", URL: path, Authorization: o.basic()})
}

func (c *Client) post(o *options, path string, body []byte) (jsonlite.Value, *wire.Error) {
	return c.ask(o, api.Request{Method: "POST", URL: path, Authorization: o.basic(), Body: body})
}

func (c *Client) ask(o *options, r api.Request) (jsonlite.Value, *wire.Error) {
	return c.api().Ask(o.origin, r)
}

func (c *Client) api() api.Client { return api.Client{HTTP: c.ports.HTTP, Timer: c.ports.Timer} }

func (o *options) basic() string { return api.Basic(o.clientID, o.secret) }

// openFeed is the feed of the account that is attached, or nil.
func (c *Client) openFeed() *feed {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.feed
}

// function is one function of the SDK. Those that fail open resolve to null where
// others reject.
type function struct {
	name      string
	run       func(*Client, *options, Callbacks) (wire.Raw, *wire.Error)
	failsOpen bool
}

var functions = []function{
	{"attach", (*Client).attach, true},
	{"detach", (*Client).detach, true},
	{"getHash", (*Client).getHash, false},
	{"getSignals", (*Client).getSignals, false},
	{"getFingerprint", (*Client).getFingerprint, true},
	{"evaluate", (*Client).evaluate, true},
	{"challenge", (*Client).challenge, true},
	{"getAttachedDevices", (*Client).getAttachedDevices, false},
	{"identify", (*Client).identify, false},
	{"getChallenge", headless((*Client).getChallenge), false},
	{"sendCode", headless((*Client).sendCode), false},
	{"verifyCode", headless((*Client).verifyCode), false},
	{"listDevices", headless((*Client).listDevices), false},
	{"kickDevice", headless((*Client).kickDevice), false},
	{"completeChallenge", headless((*Client).completeChallenge), false},
}

var null = wire.Raw("null")

// Call runs the function of that name. options is a JSON text; the result is one
// too. It blocks until the function is done, which for attach is when the server
// has answered, not when the page is left.
func (c *Client) Call(name string, options []byte, callbacks Callbacks) (wire.Raw, *wire.Error) {
	i := slices.IndexFunc(functions, func(f function) bool { return f.name == name })
	if i < 0 {
		return nil, invalid("", "There is no such function.")
	}
	f := functions[i]
	o, err := c.parseOptions(options)
	var result wire.Raw
	if err == nil {
		c.remember(o)
		result, err = f.run(c, o, callbacks)
	}
	if err == nil {
		return result, nil
	}
	if o != nil && o.debug {
		c.ports.Console.Advise(err.Code, name+": "+describe(err))
	}
	if f.failsOpen {
		return null, nil
	}
	return nil, err
}

func (c *Client) remember(o *options) {
	if o.clientID != "" {
		c.mu.Lock()
		c.last = o
		c.mu.Unlock()
	}
}

func describe(err *wire.Error) string {
	if err.Param == "" {
		return err.Message
	}
	return err.Message + " (" + err.Param + ")"
}
