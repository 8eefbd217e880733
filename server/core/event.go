package core

import "github.com/openrupt/openrupt/internal/wire"

// EventKind says who reads an event.
type EventKind string

const (
	// EventStream goes to the streams of a device.
	EventStream EventKind = "stream"
	// EventMessage is a mail that the courier sends: a code, or a notice.
	EventMessage EventKind = "message"
	// EventText is a code that the courier sends by text message. It is a kind of its own
	// so that a carrier which hangs holds up no mail.
	EventText EventKind = "text"
	// EventWebhook is reported to the customer's back end.
	EventWebhook EventKind = "webhook"
)

// toPerson: it is for somebody's mailbox or phone.
func (k EventKind) toPerson() bool { return k == EventMessage || k == EventText }

// EventState is where the delivery of an event stands.
type EventState int

const (
	// EventPending: to be delivered, at once or when it is time for another attempt.
	EventPending EventState = iota
	// EventDone: delivered.
	EventDone
	// EventFailed: given up.
	EventFailed
	// EventCancelled: overtaken by a later change.
	EventCancelled
)

// Event is one row of the outbox: something that must leave the server, written in
// the transaction of the change that caused it.
type Event struct {
	// ID grows with every event. The events of one user are committed in the order of
	// their ids, since whoever writes them holds the user's lock.
	ID        int64
	ProjectID string
	Kind      EventKind
	// Name is the webhook's name, or the stream's action.
	Name     string
	UserID   string
	DeviceID string
	// Lineage is whose streams it is for; empty means all of the device.
	Lineage     string
	ChallengeID string
	// Payload is JSON text, blanked when it held a secret and was delivered.
	Payload []byte

	State    EventState
	Attempts int
	// NextAt is when to try (again); while a reader works on it, when its lease ends.
	NextAt wire.Time
	// LastError is why the last attempt failed.
	LastError string
	CreatedAt wire.Time
	DoneAt    wire.Time
}

// TopicMessages wakes the courier.
const TopicMessages = "messages"

// TopicWebhooks wakes the sender of webhooks.
const TopicWebhooks = "webhooks"

// DeviceTopic wakes the streams of a device.
func DeviceTopic(device string) string { return "device:" + device }
