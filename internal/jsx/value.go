//go:build js

package jsx

import (
	"strconv"
	"unsafe"
)

// Value is a JavaScript value: its type in the low three bits and, where that does not
// say all, its scope in the next 13 and its slot there in the rest. It is of no use
// once its scope is closed. The zero Value is undefined.
type Value uint32

// The values that belong to no scope.
const (
	Undefined Value = Value(TypeUndefined)
	Null      Value = Value(TypeNull)
	False     Value = Value(TypeBoolean)
	True      Value = Value(TypeBoolean) | 1<<typeBits
)

const (
	typeBits  = 3
	scopeBits = 13
)

// Bool is [True] or [False].
func Bool(b bool) Value {
	if b {
		return True
	}
	return False
}

// Type is what kind of value a [Value] is.
type Type uint32

// The types. Symbols and large integers count as objects.
const (
	TypeUndefined Type = iota
	TypeNull
	TypeBoolean
	TypeNumber
	TypeString
	TypeThrown // an exception that came of trying
	TypeObject
	TypeFunction
)

// Type returns the type of v.
func (v Value) Type() Type { return Type(v) % (1 << typeBits) }

// IsObject says whether v can have properties: functions are objects too.
func (v Value) IsObject() bool { return v.Type() >= TypeObject }

// Float returns the number v, or 0 for anything else.
func (v Value) Float() float64 {
	if v.Type() != TypeNumber {
		return 0
	}
	return number(v)
}

// Int returns the number v without its fraction, or 0 for anything else.
func (v Value) Int() int { return int(v.Float()) }

// scratch is where strings arrive, most of which are short.
var scratch [512]byte

// String returns the string v, or "" for anything else. Lone surrogates become U+FFFD.
func (v Value) String() string {
	if v.Type() != TypeString {
		return ""
	}
	room := scratch[:]
	size := text(v, unsafe.Pointer(&room[0]), uint32(len(room)))
	if int(size) > len(room) {
		room = make([]byte, size)
		text(v, unsafe.Pointer(&room[0]), size)
	}
	return string(room[:size])
}

// Text returns String(v): numbers come out as JavaScript writes them, so that no float
// formatting is linked into the module. It is "" where that throws.
func (v Value) Text() string {
	if v.Type() != TypeString {
		v = v.do(verbText, "", nil)
	}
	return v.String()
}

// Bytes copies what an ArrayBufferView holds into b, and returns how many bytes.
func (v Value) Bytes(b []byte) int {
	if !v.IsObject() || len(b) == 0 {
		return 0
	}
	return int(bytes(v, unsafe.Pointer(&b[0]), uint32(len(b))))
}

// At returns v[i].
func (v Value) At(i int) Value { return v.Get(strconv.Itoa(i)) }

// Equal says whether v === w.
func (v Value) Equal(w Value) bool {
	return v == w || v.Type() == w.Type() && v.Type() > TypeBoolean && v.do(verbSame, "", []any{w}) == True
}

//go:wasmimport rupt number
func number(v Value) float64

//go:wasmimport rupt text
//go:noescape
func text(v Value, to unsafe.Pointer, room uint32) (size uint32)

//go:wasmimport rupt bytes
//go:noescape
func bytes(v Value, to unsafe.Pointer, room uint32) (size uint32)
