//go:build js

package jsx

// Error is a value that JavaScript threw or rejected with. It is of use as long as the
// value's scope is open.
type Error struct {
	// Value is what was thrown: an Error, as a rule, but it can be anything.
	Value Value
}

// Err is an error of type *[Error] where v was thrown, and nil otherwise.
func (v Value) Err() error {
	if v.Type() != TypeThrown {
		return nil
	}
	return &Error{v.thrown()}
}

// thrown is what was thrown, as a value that can be asked.
func (v Value) thrown() Value { return v.Scope().Keep(v) }

// Error returns the message of a thrown Error, or the text of anything else.
func (e *Error) Error() string {
	if message := e.Value.Get("message"); message.Type() == TypeString {
		return message.String()
	}
	return e.Value.Text()
}
