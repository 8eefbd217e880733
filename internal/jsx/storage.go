//go:build js

package jsx

import "syscall/js"

// Storage is localStorage or sessionStorage, by its name. Where it is blocked,
// reading returns "" and writing does nothing.
type Storage string

// Get returns the item of that key, or "".
func (s Storage) Get(key string) string { return s.call("getItem", key) }

// Set keeps value under key.
func (s Storage) Set(key, value string) {
	s.call("setItem", key, value) // blocked, or full: what is not kept is found again by similarity
}

// call is what a method gives, if it is a string.
func (s Storage) call(method string, args ...any) string {
	v, err := Try(func() js.Value { return get(js.Global(), string(s)).Call(method, args...) })
	if err != nil || v.Type() != js.TypeString {
		return ""
	}
	return v.String()
}

// Cookies is document.cookie. Where cookies are blocked both methods do nothing.
type Cookies struct{}

// Read returns all cookies that scripts can see, as "a=1; b=2".
func (Cookies) Read() string {
	text, err := Try(func() js.Value { return get(get(js.Global(), "document"), "cookie") })
	if err != nil || text.Type() != js.TypeString {
		return ""
	}
	return text.String()
}

// Write sets one cookie with its attributes.
func (Cookies) Write(cookie string) {
	_, _ = Try(func() js.Value {
		return js.Global().Get("Reflect").Call("set", get(js.Global(), "document"), "cookie", cookie)
	})
}

// get is v[name] for accessors that may throw, as these do with cookies switched off
// and in sandboxed frames. What js.Value.Get throws passes through Go's own frames,
// where nothing can catch it, and ends the module; what a call throws becomes a panic.
func get(v js.Value, name string) js.Value { return js.Global().Get("Reflect").Call("get", v, name) }
