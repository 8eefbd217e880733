//go:build js && wasm

package collect

import (
	"errors"

	"github.com/openrupt/openrupt/internal/jsx"
)

// What a page or an extension may have replaced may throw at any time. Here that is a
// panic, for which there is a guard around each signal: nearly nothing throws, and no
// signal has to ask.

// errAbsent says that this browser does not have what the signal reads.
var errAbsent = errors.New("absent")

// must is v, or the end of the signal where v was thrown.
func must(v jsx.Value) jsx.Value {
	if err := v.Err(); err != nil {
		panic(err)
	}
	return v
}

// get is v[a][b]… for the path "a.b…", and undefined where something is missing.
func get(v jsx.Value, path string) jsx.Value { return must(v.Get(path)) }

// set is v[name] = x.
func set(v jsx.Value, name string, x any) { must(v.Set(name, x)) }

// call is v[name](args...). It panics with errAbsent where v has no such method.
func call(v jsx.Value, name string, args ...any) jsx.Value { return must(v.Call(name, args...)) }

// construct is new v(args...). It panics with errAbsent where v is no constructor.
func construct(v jsx.Value, args ...any) jsx.Value { return must(v.New(args...)) }

// has says whether v[name] is there.
func has(v jsx.Value, path string) bool { return get(v, path) != jsx.Undefined }

// hasMethod says whether v[name] can be called.
func hasMethod(v jsx.Value, name string) bool { return get(v, name).Type() == jsx.TypeFunction }

// present is the text of v, or errAbsent where v is undefined or null.
func present(v jsx.Value) (string, error) {
	if v == jsx.Undefined || v == jsx.Null {
		return "", errAbsent
	}
	return v.Text(), nil
}

// count is v.length, capped at max so that no lying length can hold us up.
func count(v jsx.Value, max int) int {
	n := get(v, "length").Float()
	if n > float64(max) {
		return max
	}
	return int(n)
}

// list reads an array-like of strings, at most max of them.
func list(v jsx.Value, max int) []string {
	n := count(v, max)
	out := make([]string, 0, n)
	for i := range n {
		if s := must(v.At(i)); s.Type() == jsx.TypeString {
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
	case *jsx.Error:
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
func describe(v jsx.Value) string {
	if name := v.Get("name").String(); name != "" {
		return name
	}
	if message := v.Text(); message != "" {
		return message
	}
	return "threw"
}
