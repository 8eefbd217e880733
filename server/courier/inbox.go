package courier

import (
	"context"

	"github.com/openrupt/openrupt/server/core"
)

// Keeper keeps messages for developers to read; core.Service is one.
type Keeper interface {
	KeepInInbox(ctx context.Context, m core.InboxMessage) error
}

// Inbox is the sender of development servers: it sends nothing and keeps every letter
// where /dev/inbox shows it.
func Inbox(k Keeper) Sender { return inbox{k} }

type inbox struct{ keeper Keeper }

func (i inbox) Send(ctx context.Context, l Letter) error {
	return i.keeper.KeepInInbox(ctx, core.InboxMessage{To: l.To, Channel: l.Channel, Challenge: l.Challenge, Code: l.Code, Text: l.Text})
}
