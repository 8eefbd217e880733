package courier

import (
	"strings"
	"testing"

	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/core"
)

func TestNotices(t *testing.T) {
	for _, w := range ui.Languages {
		for _, ch := range []wire.Channel{wire.ChannelEmail, wire.ChannelText} {
			l := compose(core.Message{To: "x", Channel: ch, Language: w.Tag, Project: "Demo\n2", Device: "Chrome, Windows"})
			if !strings.Contains(l.Text, "Chrome, Windows") || !strings.Contains(l.Text, "Demo 2") || strings.ContainsAny(l.Subject+l.Text, "{}\n") {
				t.Errorf("%s %s: %q", w.Tag, ch, l.Text)
			}
			if isEmail := ch == wire.ChannelEmail; isEmail != (l.Subject != "") || l.Language != w.Tag || l.Code != "" {
				t.Errorf("%s %s: %+v", w.Tag, ch, l)
			}
		}
	}
}
