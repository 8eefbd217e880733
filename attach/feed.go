package attach

import (
	"slices"
	"sync"

	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// feed is the event stream of one account, shared by all tabs of the origin: one tab
// leads and holds the connection, since HTTP/1.1 allows only six to a host, and hands
// every message on to the others.
//
// A challenge is for the tab whose attach raised it, a logout is for all. The stream
// always belongs to the newest attach of any tab: a tab that attaches tells the
// leader, which reconnects.
type feed struct {
	client *Client
	name   string

	mu     sync.Mutex
	self   listener // this tab's newest attach
	newest address  // the newest attach of all tabs
	mine   recent   // accesses of this tab
	gone   recent   // accesses of tabs that were left
	seen   recent   // ids of messages that were handled
	group  Group    // nil where tabs cannot talk
	leads  bool
	line   line

	attaching int    // attaches under way
	waiting   []note // messages that came meanwhile
}

// address is where the stream of an attach is.
type address struct{ url, access string }

func newFeed(c *Client, name string) *feed { return &feed{client: c, name: name} }

// attached makes l the attach of this tab and the newest of all.
func (f *feed) attached(l listener) {
	f.mu.Lock()
	defer f.mu.Unlock()
	first := f.self.options == nil
	l.callbacks.hold()
	f.self.callbacks.release()
	f.self = l
	f.mine.add(l.access)
	if first {
		f.join()
	} else {
		f.announce()
	}
}

// join meets the other tabs; alone, this one leads at once.
func (f *feed) join() {
	if tabs := f.client.ports.Tabs; tabs != nil {
		f.group = tabs.Join(f.name, f.elected, f.heard)
	}
	f.leads = f.group == nil
	f.announce()
}

// announce tells the leader, which may be this tab, whose the stream is now.
func (f *feed) announce() {
	f.newest = f.self.address
	f.post(note{kind: noteAttached, access: f.newest.access, text: f.newest.url})
	if f.leads {
		f.connect()
	}
}

// elected makes this tab the leader: the one before was left.
func (f *feed) elected() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.group == nil {
		return // paused in the meantime
	}
	f.leads = true
	if f.gone.has(f.newest.access) {
		f.newest = f.self.address
	}
	f.connect()
}

// drop is the end of f.
func (f *feed) drop() {
	f.leave()
	f.self.callbacks.release()
}

// leave hangs up and says goodbye to the other tabs, until resume.
func (f *feed) leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.leads = false
	f.line.hangUp()
	if f.group == nil {
		return
	}
	for _, access := range f.mine.items {
		f.post(note{kind: noteGone, access: access})
	}
	f.group.Leave()
	f.group = nil
}

// resume comes back from the back/forward cache.
func (f *feed) resume() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.group == nil && !f.leads {
		f.join()
	}
}

// heard takes a note of another tab.
func (f *feed) heard(text string) {
	n := parseNote(text)
	f.mu.Lock()
	defer f.mu.Unlock()
	switch n.kind {
	case noteAttached:
		f.gone.remove(n.access)
		f.newest = address{n.text, n.access}
		if f.leads {
			f.connect()
		}
	case noteGone:
		f.gone.add(n.access)
	case noteEvent:
		f.deliver(n)
	}
}

// received takes a message of the stream, which only the leader has.
func (f *feed) received(access, id, data string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := note{kind: noteEvent, access: access, id: id, text: data}
	f.post(n)
	f.deliver(n)
}

// wait keeps messages until goOn, when an attach has its answer: what the attach raises
// comes before that, by the stream of the one before.
func (f *feed) wait() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.attaching++
}

func (f *feed) goOn() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.attaching--
	waiting := f.waiting
	f.waiting = nil
	for _, n := range waiting {
		f.deliver(n) // or keeps it for another attach
	}
}

// deliver handles a message if it is for this tab. While the leader reconnects, a
// message can come twice.
func (f *feed) deliver(n note) {
	if f.attaching > 0 {
		f.waiting = append(f.waiting, n)
		return
	}
	if n.id != "" && !f.seen.add(n.id) {
		return
	}
	message, err := jsonlite.Parse([]byte(n.text))
	if err != nil {
		return
	}
	if wire.StreamAction(message.Get("action").Text()) == wire.StreamChallenge &&
		!f.mine.has(n.access) && !(f.leads && f.gone.has(n.access)) {
		return
	}
	f.self.callbacks.hold()
	go f.client.handle(f.self, message)
}

func (f *feed) post(n note) {
	if f.group != nil {
		f.group.Post(n.String())
	}
}

// recent is a bounded set of the newest strings.
type recent struct{ items []string }

// add says whether s is new.
func (r *recent) add(s string) bool {
	if r.has(s) {
		return false
	}
	if len(r.items) == 64 {
		r.items = slices.Delete(r.items, 0, 1)
	}
	r.items = append(r.items, s)
	return true
}

func (r *recent) has(s string) bool { return slices.Contains(r.items, s) }

func (r *recent) remove(s string) {
	r.items = slices.DeleteFunc(r.items, func(item string) bool { return item == s })
}
