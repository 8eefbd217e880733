//go:build js

package jsx

import (
	"math"
	"unsafe"
)

// JSON is an argument that is parsed on the other side: objects and arrays cross as it.
type JSON string

// The verbs, in the order of bridge.js.
const (
	verbGet = iota
	verbSet
	verbCall
	verbNew
	verbText
	verbSame
	verbKeep
)

// Get returns v[a][b]… for the path "a.b…", and undefined where something on the way is
// missing.
func (v Value) Get(path string) Value {
	if !v.IsObject() && v.Type() != TypeThrown {
		return Undefined
	}
	return v.do(verbGet, path, nil)
}

// Set does v[name] = x and returns undefined, or what that throws. What is read-only
// stays as it is.
func (v Value) Set(name string, x any) Value { return v.do(verbSet, name, []any{x}) }

// Call returns v[name](args...). Arguments are values, strings, bytes (a Uint8Array of
// its own), numbers, booleans and [JSON]. Without such a method it throws "absent".
func (v Value) Call(name string, args ...any) Value { return v.do(verbCall, name, args) }

// Invoke returns v(args...).
func (v Value) Invoke(args ...any) Value { return v.do(verbCall, "", args) }

// New returns new v(args...).
func (v Value) New(args ...any) Value { return v.do(verbNew, "", args) }

// argument is how one is written down for bridge.js.
type argument struct {
	form, size uint32
	bits       uint64
}

// The forms of arguments, in the order of bridge.js.
const (
	formValue = iota
	formNumber
	formString
	formBytes
	formJSON
	formListener
)

// arguments are read before anything else can call.
var arguments [8]argument

// do does one thing to v. Exceptions stay exceptions.
func (v Value) do(verb uint32, name string, args []any) Value {
	if v.Type() == TypeThrown {
		return v
	}
	for i, arg := range args {
		arguments[i] = write(arg)
	}
	return do(verb, v, name, unsafe.Pointer(&arguments), uint32(len(args)))
}

func write(arg any) argument {
	switch x := arg.(type) {
	case Value:
		return argument{form: formValue, bits: uint64(x)}
	case string:
		return argument{formString, uint32(len(x)), address(unsafe.StringData(x))}
	case JSON:
		return argument{formJSON, uint32(len(x)), address(unsafe.StringData(string(x)))}
	case []byte:
		return argument{formBytes, uint32(len(x)), address(unsafe.SliceData(x))}
	case int:
		return argument{form: formNumber, bits: math.Float64bits(float64(x))}
	case float64:
		return argument{form: formNumber, bits: math.Float64bits(x)}
	case bool:
		return argument{form: formValue, bits: uint64(Bool(x))}
	case listener:
		return argument{form: formListener, bits: uint64(x)}
	}
	panic("jsx: no such argument")
}

func address(p *byte) uint64 { return uint64(uintptr(unsafe.Pointer(p))) }

//go:wasmimport rupt do
//go:noescape
func do(verb uint32, v Value, name string, args unsafe.Pointer, count uint32) Value
