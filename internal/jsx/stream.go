//go:build js

package jsx

import "syscall/js"

// OpenStream opens an EventSource. Its callbacks must not block; closed is called
// when the browser has given up reconnecting. close releases everything.
func OpenStream(url string, open func(), message func(id, data string), closed func()) (close func()) {
	source, err := Try(func() js.Value { return js.Global().Get("EventSource").New(url) })
	if err != nil {
		return After(0, closed)
	}
	const forGood = 2 // EventSource.CLOSED
	listeners := []func(){
		Listen(source, "open", func(js.Value) { open() }),
		Listen(source, "message", func(e js.Value) {
			message(e.Get("lastEventId").String(), e.Get("data").String())
		}),
		Listen(source, "error", func(js.Value) {
			if source.Get("readyState").Int() == forGood {
				closed()
			}
		}),
	}
	hangUp := source.Get("close").Call("bind", source)
	endWith(hangUp)
	return func() {
		outlive(hangUp)
		hangUp.Invoke()
		for _, remove := range listeners {
			remove()
		}
	}
}
