//go:build js

package jsx

// Storage is localStorage or sessionStorage, by its name. Where it is blocked,
// reading returns "" and writing does nothing.
type Storage string

// Get returns the item of that key, or "".
func (s Storage) Get(key string) string {
	scope := Open()
	item := scope.Global().Get(string(s)).Call("getItem", key).String()
	scope.Close()
	return item
}

// Set keeps value under key.
func (s Storage) Set(key, value string) {
	scope := Open()
	// Blocked, or full: what is not kept is found again by similarity.
	scope.Global().Get(string(s)).Call("setItem", key, value)
	scope.Close()
}

// Cookies is document.cookie. Where cookies are blocked both methods do nothing.
type Cookies struct{}

// Read returns all cookies that scripts can see, as "a=1; b=2".
func (Cookies) Read() string {
	s := Open()
	cookies := s.Global().Get("document.cookie").String()
	s.Close()
	return cookies
}

// Write sets one cookie with its attributes.
func (Cookies) Write(cookie string) {
	s := Open()
	s.Global().Get("document").Set("cookie", cookie)
	s.Close()
}
