package sse

import (
	"net/http"
	"strconv"
	"time"
)

// writer writes the frames of one event stream, each with a deadline: a reader that
// takes nothing for that long is dropped.
type writer struct {
	w       http.ResponseWriter
	control *http.ResponseController
	timeout time.Duration
	now     func() time.Time
	frame   []byte
}

// open sends the headers, and how long to wait before connecting again. Buffering proxies
// are told not to.
func (w *writer) open(retry time.Duration) error {
	h := w.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Connection", "close") // nothing follows
	h.Set("X-Accel-Buffering", "no")
	w.w.WriteHeader(http.StatusOK)
	return w.retry(retry)
}

// retry tells the browser how long to wait before it connects again.
func (w *writer) retry(d time.Duration) error {
	w.frame = append(w.frame[:0], "retry: "...)
	w.frame = strconv.AppendInt(w.frame, d.Milliseconds(), 10)
	return w.flush()
}

// comment is seen by nobody and keeps the connection open.
func (w *writer) comment(text string) error {
	w.frame = append(append(w.frame[:0], ": "...), text...)
	return w.flush()
}

// event sends one message. Data is JSON, in which a line break means nothing; in a
// frame it would begin another field, so it becomes a space.
func (w *writer) event(id int64, data []byte) error {
	w.frame = append(w.frame[:0], "id: "...)
	w.frame = strconv.AppendInt(w.frame, id, 10)
	w.frame = append(w.frame, "\ndata: "...)
	for _, c := range data {
		if c == '\n' || c == '\r' {
			c = ' '
		}
		w.frame = append(w.frame, c)
	}
	return w.flush()
}

// flush ends the frame and sends it.
func (w *writer) flush() error {
	w.frame = append(w.frame, "\n\n"...)
	// Not every ResponseWriter has deadlines; the connections of net/http have.
	_ = w.control.SetWriteDeadline(w.now().Add(w.timeout))
	if _, err := w.w.Write(w.frame); err != nil {
		return err
	}
	return w.control.Flush()
}
