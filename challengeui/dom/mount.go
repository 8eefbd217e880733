//go:build js

package dom

import (
	ui "github.com/openrupt/openrupt/challengeui"
	"github.com/openrupt/openrupt/internal/jsx"
	"github.com/openrupt/openrupt/internal/wire"
)

// ElementName is the custom element that holds the dialog's shadow root.
const ElementName = "rupt-challenge"

// Options are what [Mount] shows.
type Options struct {
	// Backend is the challenge at the server. Its calls block, so they run on
	// goroutines of their own.
	Backend ui.Backend
	// State is where to start: challengeui.New with the links and the preset channel.
	// State.Modal chooses the dialog.
	State ui.State
	// Texts is the language to begin with; nil is English.
	Texts *ui.Texts
	// Skew is added to the browser's clock, in milliseconds.
	Skew int64
	// Nonce is the page's CSP nonce, for browsers without constructed style sheets.
	Nonce string
	// Keep is told where the person stands whenever that changes, for a reload. Optional.
	Keep func(snapshot string)
	// Go leaves for a URL. Required.
	Go func(url string)
	// OnClose is called when the person closed the dialog. Optional.
	OnClose func()
}

// Mount shows a challenge and returns the function that takes it away with all its
// listeners and timers. For a page, host is the element with the id
// challengeui.RootID that the server rendered; for a dialog it is the element to put
// the dialog into, such as the document's body.
func Mount(host jsx.Value, o Options) (unmount func()) {
	m := &mounted{o: o, state: o.State, texts: o.Texts, scope: jsx.Open()}
	if m.texts == nil {
		m.texts = ui.Pick()
	}
	m.state.Live = true
	if o.State.Modal {
		m.openDialog(host)
	} else {
		m.root = m.scope.Keep(host)
		m.shown = host.Get("dataset.screen").String()
		m.state.Code = ui.Digits(m.typed()) // while the script was on its way
	}
	m.listen()
	m.state.Now = m.now()
	m.enter(func() { m.apply(ui.Start(m.state)) })
	return m.unmount
}

// mounted is one shown challenge.
type mounted struct {
	o     Options
	state ui.State
	texts *ui.Texts
	// scope is of what stays as long as the challenge is shown.
	scope jsx.Scope
	// root is the tree's own element; parent is where it is, for a dialog. What is found
	// from root belongs to the event that is being handled: see enter.
	root, parent jsx.Value
	// shown and noticed are the screen and the notice that the focus has been moved for.
	shown   string
	noticed ui.Notice
	// dressed says that the project's colours are on.
	dressed bool
	// tree and title are what was rendered last.
	tree  *ui.Node
	title string
	// kept is the snapshot that Keep has.
	kept string
	// queue holds messages that arrive while one is being handled.
	queue    []ui.Msg
	handling bool
	gone     bool
	cleanup  []func()
	timer    func()
}

// enter runs f with a scope of its own, which all that f finds from root belongs to. One
// event may come while another is handled: moving the focus is one.
func (m *mounted) enter(f func()) {
	outer, s := m.root, jsx.Open()
	m.root = s.Keep(outer)
	f()
	m.root = outer
	s.Close()
}

// dispatch handles a message, after those that came before it.
func (m *mounted) dispatch(msg ui.Msg) {
	m.queue = append(m.queue, msg)
	if m.handling {
		return
	}
	m.handling = true
	for len(m.queue) > 0 && !m.gone {
		next := m.queue[0]
		m.queue = m.queue[1:]
		m.state.Now = m.now()
		m.enter(func() { m.apply(ui.Update(m.state, next)) })
	}
	m.handling = false
}

// apply shows a state and starts its effects.
func (m *mounted) apply(s ui.State, effects []ui.Effect) {
	m.state = s
	m.dress()
	m.render()
	m.keep()
	for _, e := range effects {
		m.start(e)
	}
}

// keep hands the snapshot on when it is another one.
func (m *mounted) keep() {
	snapshot := m.state.Snapshot()
	if m.o.Keep == nil || snapshot == m.kept || m.state.Challenge == nil {
		return
	}
	m.kept = snapshot
	m.o.Keep(snapshot)
}

func (m *mounted) start(e ui.Effect) {
	switch e.Do {
	case ui.Go:
		m.o.Go(e.URL)
	case ui.Wait:
		m.timer = jsx.After(1000, func() { m.timer = nil; m.dispatch(ui.Tick{}) })
	default:
		go func() {
			if msg := ui.Execute(m.o.Backend, e, m.texts.Tag); msg != nil && !m.gone {
				m.dispatch(msg)
			}
		}()
	}
}

func (m *mounted) now() wire.Time { return wire.Time(jsx.Now() + m.o.Skew) }

func (m *mounted) unmount() {
	if m.gone {
		return
	}
	m.gone = true
	if m.timer != nil {
		m.timer()
	}
	for _, f := range m.cleanup {
		f()
	}
	m.scope.Close()
}
