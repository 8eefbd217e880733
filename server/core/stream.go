package core

import (
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
)

// ErrNoStream says that there is nothing to listen to: no such device or access.
var ErrNoStream = errors.New("core: no such stream")

// Stream is one open event stream of a device.
type Stream struct {
	ID      string
	Project *Project
	// Device and Access are ids.
	Device string
	Access string
	// OpenedAt is when it was opened.
	OpenedAt wire.Time

	user    string
	key     string // the API key that it was opened with
	lineage string
	since   int64
	ip      string
	touched wire.Time
}

// Topic is what the stream's events wake.
func (s *Stream) Topic() string { return DeviceTopic(s.Device) }

// StreamEvent is one message of a stream.
type StreamEvent struct {
	// ID is what a client sends back as Last-Event-ID.
	ID int64
	// Data is JSON text.
	Data []byte
}

// StreamRecord is what the store knows of a stream.
type StreamRecord struct {
	ProjectID string
	ID        string
	UserID    string
	DeviceID  string
	AccessID  string
	IP        string
	OpenedAt  wire.Time
	TouchedAt wire.Time
	// ClosedAt is zero while open.
	ClosedAt wire.Time
}
