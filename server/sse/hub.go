package sse

import "sync"

// Hub passes wake-ups on to the readers of the outbox in this process. A wake-up says only that it
// is worth looking; what there is to see is in the outbox.
type Hub struct {
	mu     sync.Mutex
	topics map[string]map[chan struct{}]struct{}
}

// NewHub returns a hub without subscribers.
func NewHub() *Hub { return &Hub{topics: map[string]map[chan struct{}]struct{}{}} }

// Wake wakes the subscribers of a topic and never blocks: one that has not looked
// yet since the last wake-up will see everything when it does.
func (h *Hub) Wake(topic string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	nudge(h.topics[topic])
}

// WakeAll wakes every subscriber, after wake-ups may have been missed.
func (h *Hub) WakeAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, subscribers := range h.topics {
		nudge(subscribers)
	}
}

func nudge(subscribers map[chan struct{}]struct{}) {
	for c := range subscribers {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// Subscribe returns a channel that gets a value after a Wake of the topic, and a
// function that ends that.
func (h *Hub) Subscribe(topic string) (woken <-chan struct{}, cancel func()) {
	c := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.topics[topic] == nil {
		h.topics[topic] = map[chan struct{}]struct{}{}
	}
	h.topics[topic][c] = struct{}{}
	return c, func() { h.remove(topic, c) }
}

func (h *Hub) remove(topic string, c chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.topics[topic], c)
	if len(h.topics[topic]) == 0 {
		delete(h.topics, topic)
	}
}
