//go:build js && wasm

package collect

import (
	"errors"
	"strconv"
	"syscall/js"
)

// The methods of js.Value let an exception thrown by a getter escape through Go's own
// frames, after which the module is dead. What is called in JavaScript is safe: an
// exception is caught and becomes a Go panic of type js.Error. Everything that a page
// or an extension may have replaced is therefore read through reach, which also does in
// one crossing what would take many.
var (
	reach                     js.Value // see reach.js
	gets, sets, calls, toText js.Value
	undefined                 = js.Undefined()
)

// Use takes what createReach of reach.js made. It comes before everything else.
func Use(r js.Value) {
	reach = r
	gets, sets, calls = r.Get("gets"), r.Get("sets"), r.Get("calls")
	toText = js.Global().Get("String")
}

// errAbsent says that this browser does not have what the signal reads.
var errAbsent = errors.New("absent")

func isObject(v js.Value) bool {
	return v.Type() == js.TypeObject || v.Type() == js.TypeFunction
}

// get is v[name], and undefined where v is not an object.
func get(v js.Value, name string) js.Value {
	if !isObject(v) {
		return undefined
	}
	return gets.Call(name, v)
}

// path is v[a][b]…, and undefined where something on the way is missing.
func path(v js.Value, names ...string) js.Value {
	for _, name := range names {
		v = get(v, name)
	}
	return v
}

// set is v[name] = x.
func set(v js.Value, name string, x any) { sets.Call(name, v, x) }

// at is v[i].
func at(v js.Value, i int) js.Value { return get(v, strconv.Itoa(i)) }

// call is v[name](args...). It panics with errAbsent where v has no such method.
func call(v js.Value, name string, args ...any) js.Value {
	return calls.Call(name, append([]any{v}, args...)...)
}

// has says whether v[name] is there.
func has(v js.Value, name string) bool { return !get(v, name).IsUndefined() }

// hasMethod says whether v[name] can be called.
func hasMethod(v js.Value, name string) bool { return get(v, name).Type() == js.TypeFunction }

// construct is new v(args...). It panics with errAbsent where v is no constructor.
func construct(v js.Value, args ...any) js.Value {
	return reach.Call("construct", append([]any{v}, args...)...)
}

// text is String(v): numbers come out as JavaScript writes them, so that no float
// formatting is linked into the module.
func text(v js.Value) string {
	if v.Type() == js.TypeString {
		return v.String()
	}
	return toText.Invoke(v).String()
}

// present is text(v), or errAbsent where v is undefined or null.
func present(v js.Value) (string, error) {
	if v.IsUndefined() || v.IsNull() {
		return "", errAbsent
	}
	return text(v), nil
}

// str is v where it is a string, and "" otherwise.
func str(v js.Value) string {
	if v.Type() != js.TypeString {
		return ""
	}
	return v.String()
}

// number is v where it is a number, and 0 otherwise.
func number(v js.Value) float64 {
	if v.Type() != js.TypeNumber {
		return 0
	}
	return v.Float()
}

// truthy is v where it is a boolean, and false otherwise.
func truthy(v js.Value) bool { return v.Type() == js.TypeBoolean && v.Bool() }

// count is v.length, capped at max so that no lying length can hold us up.
func count(v js.Value, max int) int {
	n := number(get(v, "length"))
	if n > float64(max) {
		return max
	}
	return int(n)
}

// list reads an array-like of strings, at most max of them.
func list(v js.Value, max int) []string {
	n := count(v, max)
	out := make([]string, 0, n)
	for i := range n {
		if s := at(v, i); s.Type() == js.TypeString {
			out = append(out, s.String())
		}
	}
	return out
}

// soft is what f returns, or nothing where it throws.
func soft[T any](f func() T) (result T) {
	defer func() { _ = recover() }()
	return f()
}

// attempt runs f as far as it gets.
func attempt(f func()) {
	defer func() { _ = recover() }()
	f()
}

// try runs f and turns whatever it throws or panics into an error.
func try(f func() (string, error)) (value string, err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			value, err = "", asError(thrown)
		}
	}()
	return f()
}

func asError(thrown any) error {
	switch t := thrown.(type) {
	case js.Error:
		if reason := describe(t.Value); reason != errAbsent.Error() {
			return errors.New(reason)
		}
		return errAbsent
	case error:
		return t
	case string:
		return errors.New(t)
	}
	return errors.New("panic")
}

// describe is the text of a thrown value, whatever that is.
func describe(v js.Value) (message string) {
	defer func() {
		if recover() != nil {
			message = "threw"
		}
	}()
	if message = str(get(v, "name")); message != "" {
		return message
	}
	return text(v)
}
