//go:build js

package jsx

// Scope holds values until it is closed. It belongs to whoever opened it.
type Scope uint32

// The first slots of every scope.
const (
	slotGlobal = iota
	slotHost
	slotTools
)

// Open opens a scope. There can be some eight thousand at a time, of 65,000 values each.
func Open() Scope { return open() }

// Close lets go of all values of s and of the functions made in it.
func (s Scope) Close() {
	for i := range listeners {
		if listeners[i].scope == s {
			listeners[i] = entry{}
		}
	}
	closeScope(s)
}

// Global is the global object of the page.
func (s Scope) Global() Value { return s.object(slotGlobal) }

// Host is what the module's loader gave the module to reach.
func (s Scope) Host() Value { return s.object(slotHost) }

// Keep is v, a value of another scope or what else can be an argument, as a value of s.
func (s Scope) Keep(v any) Value { return s.Global().do(verbKeep, "", []any{v}) }

// tools are those of tools.js.
func (s Scope) tools() Value { return s.object(slotTools) }

func (s Scope) object(slot Value) Value {
	return Value(TypeObject) | Value(s)<<typeBits | slot<<(typeBits+scopeBits)
}

// Scope is the scope of a value that belongs to one.
func (v Value) Scope() Scope { return Scope(v>>typeBits) % (1 << scopeBits) }

//go:wasmimport rupt open
func open() Scope

//go:wasmimport rupt close
func closeScope(s Scope)
