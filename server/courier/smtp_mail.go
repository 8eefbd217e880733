package courier

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"github.com/openrupt/openrupt/internal/wire"
)

func (s *SMTP) compose(l Letter) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithEncoding(gomail.EncodingQP))
	m.FromMailAddress(s.from)
	if l.Channel != wire.ChannelEmail {
		return nil, fmt.Errorf("smtp: a letter by %s", l.Channel)
	}
	if err := m.To(l.To); err != nil {
		return nil, errors.New("smtp: the recipient is no address")
	}
	if s.bounces != "" {
		if err := m.EnvelopeFrom(s.bounces + l.ID + s.bouncesAt); err != nil {
			return nil, fmt.Errorf("smtp: address for bounces: %w", err)
		}
	}
	m.Subject(l.Subject)
	m.SetDate()
	_, domain, _ := strings.Cut(s.from.Address, "@")
	m.SetMessageIDWithValue(l.ID + "@" + domain) // the same for every attempt
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("Content-Language", l.Language)
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	if l.HTML == "" {
		return m, nil
	}
	m.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	if p := l.Picture; p != nil {
		return m, m.EmbedReader(pictureID, bytes.NewReader(p.Data), gomail.WithFileContentType(gomail.ContentType(p.Type)), gomail.WithFileContentID("<"+pictureID+">"))
	}
	return m, nil
}
