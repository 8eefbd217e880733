package sse

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"time"
)

// connection is one that net/http gave up, written to as net/http wrote before: in chunks.
// A stream that stays with net/http keeps its buffers and the goroutine of its request,
// which is most of what an idle one takes.
type connection struct{ net.Conn }

var _ http.ResponseWriter = connection{}

// takeOver takes the connection of a reply whose head was sent. It says no where that
// cannot be done, as in HTTP/2, or was not sent in chunks, as in HTTP/1.0.
func takeOver(w http.ResponseWriter, r *http.Request) (connection, bool) {
	if !r.ProtoAtLeast(1, 1) {
		return connection{}, false
	}
	c, _, err := http.NewResponseController(w).Hijack()
	return connection{c}, err == nil
}

// Header is sent already.
func (connection) Header() http.Header { return nil }

// WriteHeader does nothing: it is sent already.
func (connection) WriteHeader(int) {}

// FlushError does nothing: everything is sent as it is written.
func (connection) FlushError() error { return nil }

// Write sends one chunk.
func (c connection) Write(b []byte) (int, error) {
	chunk := make([]byte, 0, len(b)+16)
	chunk = append(strconv.AppendInt(chunk, int64(len(b)), 16), "\r\n"...)
	chunk = append(append(chunk, b...), "\r\n"...)
	if _, err := c.Conn.Write(chunk); err != nil {
		return 0, err
	}
	return len(b), nil
}

// Close ends the reply and the connection.
func (c connection) Close() error {
	_ = c.SetWriteDeadline(time.Now().Add(time.Second))
	_, _ = c.Conn.Write([]byte("0\r\n\r\n")) // it may be gone
	return c.Conn.Close()
}

// watch ends the stream when its reader leaves. Readers say nothing.
func (c connection) watch(end context.CancelFunc) {
	var b [64]byte
	for {
		if _, err := c.Read(b[:]); err != nil {
			end()
			return
		}
	}
}
