//go:build js && wasm

package collect

import (
	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
)

// browser is what the signals of one collection share: handles that are looked up
// once, and things that several signals need and that are made at first use.
type browser struct {
	scope                                      jsx.Scope // of all that is read
	window, navigator, screen, document, reach jsx.Value // reach is what reach.js made

	options Options
	known
	version version
	noise   noise

	started, time float64 // of the collection, and the latest that now gave

	hints future
	frame *frame
	gl    *glContext
}

// known is what a collection finds out about the browser and later visits build on.
type known struct {
	engine   fingerprint.Engine
	platform fingerprint.Platform
	// protection is known after noise has been probed.
	protection string
	// software says that WebGL draws on the processor.
	software bool
}

// visit goes to the browser again.
func (r *Result) visit() *browser {
	b := newBrowser(Options{})
	b.known = r.known
	return b
}

// leave leaves the page as it was.
func (b *browser) leave() {
	attempt(func() { call(b.reach, "forget") })
	b.scope.Close()
}

func newBrowser(o Options) *browser {
	s := jsx.Open()
	window := s.Global()
	b := &browser{
		scope:     s,
		reach:     s.Host().Get("reach"),
		options:   o,
		window:    window,
		navigator: get(window, "navigator"),
		screen:    get(window, "screen"),
		document:  get(window, "document"),
	}
	b.started = b.now()
	return b
}

// now is in milliseconds since the page was opened. It is 0 where there is no clock.
func (b *browser) now() float64 {
	b.time = soft(func() float64 { return call(b.reach, "now").Float() })
	return b.time
}

// left is how many milliseconds of the whole budget are left, at least 1.
func (b *browser) left() int {
	return max(1, totalLimit-int(b.now()-b.started))
}

// await waits for a promise, at most limit milliseconds and never beyond the budget
// of the whole collection.
func (b *browser) await(promise jsx.Value, limit int) (jsx.Value, error) {
	value, err := jsx.Await(promise, min(limit, b.left()))
	if err != nil {
		err = asError(err)
	}
	return value, err
}

// format is a number as JavaScript writes it, so that no float formatting is linked.
func (b *browser) format(f float64) string { return b.scope.Keep(f).Text() }

// slow is the result of work that reach.js begins before we run, by its name there.
func (b *browser) slow(name string) jsx.Value { return call(b.reach, "make", name) }

// hidden says whether the tab is in the background, where timers, audio and
// rendering are throttled.
func (b *browser) hidden() bool { return get(b.document, "visibilityState").String() == "hidden" }

// matches evaluates a media query. An unknown feature is "not all", hence false.
func (b *browser) matches(query string) bool {
	return get(call(b.window, "matchMedia", query), "matches") == jsx.True
}

// supports evaluates a CSS declaration.
func (b *browser) supports(property, value string) bool {
	css := get(b.window, "CSS")
	return hasMethod(css, "supports") && call(css, "supports", property, value) == jsx.True
}

// gone is the reason why something that only secure pages have is missing: on an
// insecure page that says nothing about the browser.
func (b *browser) gone() error {
	if b.engine == fingerprint.Blink && get(b.window, "isSecureContext") != jsx.True {
		return errInsecure
	}
	return errAbsent
}
