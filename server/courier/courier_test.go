package courier

import (
	"context"
	"errors"
	"strings"
	"testing"

	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func TestTexts(t *testing.T) {
	for _, w := range ui.Languages {
		for _, ch := range []wire.Channel{wire.ChannelEmail, wire.ChannelText} {
			l := compose(core.Message{To: "x", Channel: ch, Language: w.Tag, Project: "Demo", Code: "012345"})
			if !strings.HasPrefix(l.Text, "012345") || !strings.Contains(l.Text, "Demo") || strings.ContainsAny(l.Subject+l.Text, "{}") {
				t.Errorf("%s %s: %q", w.Tag, ch, l.Text)
			}
			if l.Language != w.Tag {
				t.Errorf("%s is sent in %s", w.Tag, l.Language)
			}
			if isEmail := ch == wire.ChannelEmail; isEmail != (l.Subject != "") || isEmail != strings.Contains(l.Text, w.Number(10)) {
				t.Errorf("%s %s: subject %q, text %q", w.Tag, ch, l.Subject, l.Text)
			}
			if ch == wire.ChannelText && len([]rune(l.Text)) > 110 {
				t.Errorf("%s: a text message of %d characters", w.Tag, len([]rune(l.Text)))
			}
		}
	}
}

func TestLanguages(t *testing.T) {
	for asked, want := range map[string]string{
		"": "en", "fr-CA": "fr", "pt": "pt-BR", "pt-PT": "pt-BR", "zh": "zh-Hans", "zh-CN": "zh-Hans", "de-AT": "de", "tlh": "en", "not a tag": "en", "ar-EG": "ar", "es-419": "es",
	} {
		if got := compose(core.Message{Language: asked}).Language; got != want {
			t.Errorf("%q: %s, want %s", asked, got, want)
		}
	}
}

func TestProjectNameStaysInItsPlace(t *testing.T) {
	l := compose(core.Message{Channel: wire.ChannelEmail, Project: "De\r\nBcc: x@y.example\r\nmo", Code: "1"})
	if strings.ContainsAny(l.Subject, "\r\n") {
		t.Errorf("%q", l.Subject)
	}
}

type opener struct {
	m   core.Message
	err error
}

func (o opener) OpenMessage(*core.Event) (core.Message, error) { return o.m, o.err }

type sender func(Letter) error

func (s sender) Send(_ context.Context, l Letter) error { return s(l) }

func TestDeliver(t *testing.T) {
	refused := errors.New("refused")
	c := New(opener{m: core.Message{Channel: wire.ChannelEmail, To: "a@b.example", Code: "1"}}, map[wire.Channel]Sender{
		wire.ChannelEmail: sender(func(l Letter) error {
			if l.To != "a@b.example" || l.Code != "1" {
				t.Errorf("%+v", l)
			}
			return refused
		}),
	})
	if err := c.Deliver(context.Background(), &core.Event{}); !errors.Is(err, refused) || errors.Is(err, core.ErrPermanent) {
		t.Errorf("%v", err)
	}
	c = New(opener{m: core.Message{Channel: wire.ChannelText}}, nil)
	if err := c.Deliver(context.Background(), &core.Event{}); !errors.Is(err, core.ErrPermanent) {
		t.Errorf("no sender: %v", err)
	}
}
