// Package courier brings codes to people, by email and text message.
//
// It is the reader of the outbox for messages. A code is unsealed here, put into words
// of the person's language and handed to a [Sender]; it is neither logged nor kept.
package courier

import (
	"context"
	"errors"
	"fmt"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

// Letter is a message in words.
type Letter struct {
	// ID is the same for every attempt, so that a carrier can drop repetitions. That of
	// a code cannot be guessed: who quotes it may say that it did not arrive.
	ID string
	// To is an email address, or a phone number in E.164.
	To      string
	Channel wire.Channel
	// Subject is for email only.
	Subject string
	Text    string
	// HTML is the mail once more, as a page, and Picture the logo in it; for email only.
	HTML    string
	Picture *Picture
	// Language is the one that Text is in, as a BCP 47 tag.
	Language string
	// Challenge and Code are for senders that show rather than send.
	Challenge string
	Code      string
}

// Sender hands letters to a carrier. An error that wraps core.ErrPermanent says that
// the carrier will not take this one, however often it is tried.
type Sender interface {
	Send(ctx context.Context, l Letter) error
}

// Opener unseals messages; core.Service is one.
type Opener interface {
	OpenMessage(e *core.Event) (core.Message, error)
}

// Courier delivers messages.
type Courier struct {
	opener  Opener
	senders map[wire.Channel]Sender
}

// New returns a courier. A channel without a sender fails for good.
func New(opener Opener, senders map[wire.Channel]Sender) *Courier {
	return &Courier{opener, senders}
}

// Deliver makes one attempt; it is outbox.Reader's Deliver for core.EventMessage.
func (c *Courier) Deliver(ctx context.Context, e *core.Event) error {
	m, err := c.opener.OpenMessage(e)
	if err != nil {
		return err
	}
	sender, ok := c.senders[m.Channel]
	if !ok {
		return errors.Join(core.ErrPermanent, fmt.Errorf("courier: no sender for channel %s", m.Channel))
	}
	l := compose(m)
	l.ID = m.Delivery
	return sender.Send(ctx, l)
}
