package attach

import (
	"github.com/openrupt/openrupt/attach/api"
	"github.com/openrupt/openrupt/internal/wire"
)

// Ports are what the client needs of a browser.
type Ports struct {
	// Origin is the API origin that the SDK was loaded from; "" when it was bundled
	// with the page.
	Origin string

	HTTP      api.HTTP
	Timer     api.Timer
	Page      Page
	Cookies   Cookies
	Local     api.Storage
	Session   api.Storage
	Streams   Streams
	Collector Collector
	Console   Console
	// Tabs may be nil: every tab then listens for itself.
	Tabs Tabs
	// Modal may be nil: challenges then open as a page.
	Modal Modal
	// Framed says that the page is in a frame, where the server's pages cannot be.
	Framed bool
}

// Page is the document that the SDK runs in.
type Page interface {
	// URL is the absolute address.
	URL() string
	// Replace changes the address without loading anything.
	Replace(url string)
	// Go leaves for another address.
	Go(url string)
	// Resolve makes ref absolute against the page; "" if it is no URL.
	Resolve(ref string) string
	// OnHide calls f when the page is left, also into the back/forward cache;
	// OnShow when it returns from there.
	OnHide(f func())
	OnShow(f func())
}

// Cookies is the document's cookie string. Both do nothing where cookies are blocked.
type Cookies interface {
	Read() string
	Write(cookie string)
}

// Streams opens event streams that reconnect by themselves.
type Streams interface {
	Open(url string, on StreamEvents) (close func())
}

// StreamEvents are the callbacks of a stream. They must not block.
type StreamEvents struct {
	Open    func()
	Message func(id, data string)
	// Closed means that the stream ended for good.
	Closed func()
}

// Tabs connects the tabs of one origin.
type Tabs interface {
	// Join enters the group of that name. elected is called when this tab becomes
	// its leader: there is one at a time, and when it leaves another follows. It
	// returns nil where the browser cannot.
	Join(name string, elected func(), message func(text string)) Group
}

// Group is a membership of [Tabs].
type Group interface {
	// Post sends text to every other tab of the group.
	Post(text string)
	Leave()
}

// Collector reads the signals of the browser; that takes a while.
type Collector interface {
	Collect() Collection
}

// Collection is what a collector found.
type Collection struct {
	// Hash is the fingerprint, as package fingerprint makes it of the signals.
	Hash string
	// Signals makes a JSON object: name → {value, duration, reason?}. Where there is no
	// value it is null, and the reason starts with the state: "muted: brave".
	Signals func() wire.Raw
	// Verdicts makes those of Signals that the hash is not made of, and that tell nothing
	// about which browser this is: whether a program drives it, "automation", and whether
	// it contradicts itself, "tampering".
	Verdicts func() wire.Raw
}

// Console tells the page's developer what is wrong.
type Console interface {
	// Advise prints an error or recommendation with its stable code.
	Advise(code wire.Code, text string)
	// Report hands an error of the page's own callback to the page's error handler.
	Report(err error)
}

// Modal shows challenges over the page.
type Modal interface {
	// Prepare begins to load what Open needs.
	Prepare()
	// Open shows a challenge, described by the JSON that package challengeui/dom reads.
	// It blocks until it is shown and fails where it cannot be.
	Open(dialog wire.Raw) error
}

// Callback calls a function of the page with one JSON object. wait then blocks until
// the promise that it returned, if any, settles; the page says no only by exactly
// false.
type Callback func(detail []byte) (wait func() (proceed bool, err error))

// Callbacks are the page's functions; those that it did not pass are nil.
type Callbacks struct {
	OnChallenge           Callback
	OnLimitExceeded       Callback
	OnCurrentDeviceLogout Callback
	// Hold and Release count who may still call them, besides the Call that they were
	// passed to. Both may be nil.
	Hold, Release func()
}

func (c Callbacks) hold() {
	if c.Hold != nil {
		c.Hold()
	}
}

func (c Callbacks) release() {
	if c.Release != nil {
		c.Release()
	}
}
