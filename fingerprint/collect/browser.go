//go:build js && wasm

package collect

import (
	"syscall/js"

	"github.com/openrupt/openrupt/fingerprint"
	"github.com/openrupt/openrupt/internal/jsx"
)

// browser is what the signals of one collection share: handles that are looked up
// once, and things that several signals need and that are made at first use.
type browser struct {
	window, navigator, screen, document js.Value

	options  Options
	engine   fingerprint.Engine
	platform fingerprint.Platform
	version  version
	noise    noise
	// protection is known after noise has been probed.
	protection string

	started, time float64 // of the collection, and the latest that now gave

	hints future
	frame *frame
	gl    *glContext
}

func newBrowser(o Options) *browser {
	window := js.Global()
	b := &browser{
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
	b.time = soft(func() float64 { return number(reach.Call("now")) })
	return b.time
}

// left is how many milliseconds of the whole budget are left, at least 1.
func (b *browser) left() int {
	return max(1, totalLimit-int(b.now()-b.started))
}

// await waits for a promise, at most limit milliseconds and never beyond the budget
// of the whole collection.
func (b *browser) await(promise js.Value, limit int) (js.Value, error) {
	type answer struct {
		state int
		value js.Value
	}
	answers := make(chan answer, 1)
	var done js.Func
	done = js.FuncOf(func(_ js.Value, args []js.Value) any {
		done.Release()
		answers <- answer{args[0].Int(), args[1]}
		return nil
	})
	reach.Call("wait", promise, min(limit, b.left()), done)
	switch a := <-answers; a.state {
	case 0:
		return a.value, nil
	case 1:
		return undefined, asError(js.Error{Value: a.value})
	}
	return undefined, errTimeout
}

// slow is the result of work that reach.js begins before we run, by its name there.
func (b *browser) slow(name string) js.Value { return reach.Call("make", name) }

// hidden says whether the tab is in the background, where timers, audio and
// rendering are throttled.
func (b *browser) hidden() bool { return str(get(b.document, "visibilityState")) == "hidden" }

// matches evaluates a media query. An unknown feature is "not all", hence false.
func (b *browser) matches(query string) bool {
	return truthy(reach.Call("matches", query))
}

// supports evaluates a CSS declaration.
func (b *browser) supports(property, value string) bool {
	css := get(b.window, "CSS")
	return hasMethod(css, "supports") && truthy(call(css, "supports", property, value))
}

// gone is the reason why something that only secure pages have is missing: on an
// insecure page that says nothing about the browser.
func (b *browser) gone() error {
	if b.engine == fingerprint.Blink && !truthy(get(b.window, "isSecureContext")) {
		return errInsecure
	}
	return errAbsent
}

// waitForBody: a script in the head runs before there is a body to put a frame into.
// The budget begins when it is there.
func (b *browser) waitForBody() {
	const pause = 10 // milliseconds
	for range totalLimit / pause {
		if !soft(func() bool { return get(b.document, "body").IsNull() }) {
			break
		}
		jsx.Sleep(pause)
	}
	b.started = b.now()
}
