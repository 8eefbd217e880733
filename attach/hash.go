package attach

import (
	"strings"
	"sync"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// printer reads the signals once a page: they do not change while it is open, and
// reading them is the slowest thing that the SDK does. No [sync.Once]: that keeps what a
// panic left.
type printer struct {
	mu         sync.Mutex
	collection Collection
}

func (c *Client) collect() Collection {
	p := &c.prints
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.collection.Hash == "" {
		p.collection = c.ports.Collector.Collect()
	}
	return p.collection
}

// hash is made of the signals that the page passed, else of the browser's.
func (c *Client) hash(o *options) string {
	given := o.value.Get("signals")
	if given.Kind() != jsonlite.Object {
		return c.collect().Hash
	}
	var signals fingerprint.Signals
	for name, value := range given.Members {
		signals.Set(name, givenSignal(value))
	}
	return fingerprint.HashOf(fingerprint.EnvironmentIn(signals.Get), signals.Get)
}

// givenSignal reads a signal as getSignals returns it, {value, duration, reason?},
// or a bare value. A string is its content, anything else its JSON text.
func givenSignal(v jsonlite.Value) fingerprint.Signal {
	if value := v.Get("value"); value.Kind() != jsonlite.None {
		if !value.Exists() {
			return fingerprint.Signal{State: stateOf(v.Get("reason").Text())}
		}
		v = value
	}
	switch v.Kind() {
	case jsonlite.String:
		return fingerprint.Signal{Value: v.Text()}
	case jsonlite.Null:
		return fingerprint.Signal{State: fingerprint.Absent}
	}
	return fingerprint.Signal{Value: string(jsonlite.Compact(v.Raw()))}
}

// stateOf reads the state that a reason starts with. Without one the signal is absent.
func stateOf(reason string) fingerprint.State {
	name, _, _ := strings.Cut(reason, ":")
	for _, s := range []fingerprint.State{fingerprint.Muted, fingerprint.Failed} {
		if s.String() == name {
			return s
		}
	}
	return fingerprint.Absent
}

func (c *Client) getHash(*options, Callbacks) (wire.Raw, *wire.Error) {
	var w jsonlite.Writer
	w.Open('[')
	w.Text(c.collect().Hash)
	if last := c.memory.lastHash(); last != "" {
		w.Text(last)
	} else {
		w.Raw(null)
	}
	w.Close(']')
	return w.Bytes(), nil
}

func (c *Client) getSignals(*options, Callbacks) (wire.Raw, *wire.Error) {
	return c.collect().Signals(), nil
}

func (c *Client) getFingerprint(o *options, _ Callbacks) (wire.Raw, *wire.Error) {
	if err := o.require("client_id"); err != nil {
		return nil, err
	}
	var w jsonlite.Writer
	w.Open('{')
	w.Key("fingerprint").Text(c.hash(o))
	w.Optional("last_fingerprint", c.memory.lastHash())
	w.Optional("version", wire.Version)
	w.Close('}')
	reply, err := c.post(o, wire.PathFingerprint, w.Bytes())
	return reply.Raw(), err
}
