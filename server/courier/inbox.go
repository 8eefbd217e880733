package courier

import (
	"context"

	"github.com/openrupt/openrupt/server/core"
)

// Keeper keeps messages for developers to read; core.Service is one.
type Keeper interface {
	KeepInInbox(ctx context.Context, m core.InboxMessage) error
}

// Inbox is the sender of development servers: it keeps every letter where /dev/inbox
// shows it. After that, really sends it, unless it is nil.
func Inbox(k Keeper, really Sender) Sender { return inbox{k, really} }

type inbox struct {
	keeper Keeper
	really Sender
}

func (i inbox) Send(ctx context.Context, l Letter) error {
	err := i.keeper.KeepInInbox(ctx, core.InboxMessage{To: l.To, Channel: l.Channel, Challenge: l.Challenge, Code: l.Code, Text: l.Text})
	if err != nil || i.really == nil {
		return err
	}
	return i.really.Send(ctx, l)
}
