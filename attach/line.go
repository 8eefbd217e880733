package attach

// A stream reconnects by itself after a network failure. A refusal ends it for good,
// and the browser does not say why: we try again a few times, slower and slower, then
// leave it to the next attach.
const (
	firstRetry = 5_000 // ms
	maxRetries = 6     // the last one after 160 s
)

// line is the leader's connection: the stream in use, and those that it replaces,
// which are hung up once it is open so that nothing is missed in between.
type line struct {
	streams []*stream // the last one is the newest
	retries int
	cancel  func() // of the next retry
}

// stream is one open event stream.
type stream struct{ close func() }

// connect opens a stream for the newest attach. f.mu is held.
func (f *feed) connect() {
	f.line.cancelRetry()
	s := &stream{}
	f.line.streams = append(f.line.streams, s)
	access := f.newest.access
	s.close = f.client.ports.Streams.Open(f.newest.url, StreamEvents{
		Open:    func() { f.opened(s) },
		Message: func(id, data string) { f.received(access, id, data) },
		Closed:  func() { f.ended(s) },
	})
}

func (f *feed) opened(s *stream) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.line.isNewest(s) {
		return
	}
	f.line.retries = 0
	for _, old := range f.line.streams[:len(f.line.streams)-1] {
		old.close()
	}
	f.line.streams = append(f.line.streams[:0], s)
}

func (f *feed) ended(s *stream) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.line.isNewest(s) || !f.leads || f.line.retries == maxRetries {
		return
	}
	delay := firstRetry << f.line.retries
	f.line.retries++
	f.line.cancel = f.client.ports.Timer.After(delay, f.retry)
}

func (f *feed) retry() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.leads {
		f.connect()
	}
}

func (l *line) isNewest(s *stream) bool {
	return len(l.streams) > 0 && l.streams[len(l.streams)-1] == s
}

func (l *line) cancelRetry() {
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

func (l *line) hangUp() {
	l.cancelRetry()
	for _, s := range l.streams {
		s.close()
	}
	l.streams, l.retries = nil, 0
}
