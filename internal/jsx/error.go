//go:build js

package jsx

import "syscall/js"

// Error is a value that JavaScript threw or rejected with.
type Error struct {
	// Value is what was thrown: an Error, as a rule, but it can be anything.
	Value js.Value
}

// Error returns the message of a thrown Error, or the text of anything else.
func (e *Error) Error() string {
	if e.Value.Type() == js.TypeObject {
		if message := e.Value.Get("message"); message.Type() == js.TypeString {
			return message.String()
		}
	}
	return text(e.Value)
}

// Name returns the name of a thrown Error, such as "NotAllowedError", or "".
func (e *Error) Name() string {
	if e.Value.Type() == js.TypeObject {
		if name := e.Value.Get("name"); name.Type() == js.TypeString {
			return name.String()
		}
	}
	return ""
}

// text is v.String() without Go's "<object>" notation for what is not a string.
func text(v js.Value) string {
	if v.Type() == js.TypeString {
		return v.String()
	}
	return js.Global().Get("String").Invoke(v).String()
}

// Try calls f and turns a thrown JavaScript value into an error of type *[Error].
// Any other panic goes on.
func Try[T any](f func() T) (result T, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case js.Error:
			err = &Error{r.Value}
		case *js.ValueError:
			err = r
		default:
			panic(r)
		}
	}()
	return f(), nil
}
