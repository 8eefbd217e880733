package main

import (
	"errors"
	"runtime"
	"strconv"
	"strings"
)

// caught runs f and describes what it panicked with.
func caught(f func()) (text string) {
	defer func() {
		switch v := recover().(type) {
		case nil:
			text = "no panic"
		case runtime.Error:
			text = "runtime error: " + v.Error()
		case error:
			text = "error: " + v.Error()
		case string:
			text = "string: " + v
		default:
			text = "unknown"
		}
	}()
	f()
	return
}

//go:noinline
func at(s []int, i int) int { return s[i] }

func panicIndex() string {
	return caught(func() { at([]int{1, 2, 3}, 5) }) + "; " + caught(func() { at(nil, -1) })
}

//go:noinline
func cut(s string, i, j int) string { return s[i:j] }

func panicSlice() string {
	return caught(func() { cut("abc", 2, 1) }) + "; " + caught(func() { cut("abc", 1, 9) })
}

func panicNilMap() string {
	var m map[string]int
	return caught(func() { m["a"] = 1 }) + " " + strconv.Itoa(m["a"])
}

type node struct {
	pad  [100]int
	next *node
	n    int
}

//go:noinline
func (n *node) value() int { return n.next.n }

func panicNilPointer() string { return caught(func() { (&node{}).value() }) }

type stringer interface{ String() string }

type label struct{ s string }

func (l label) String() string { return l.s }

// panicNilReceiver calls a value method through a nil pointer: the runtime
// builds the message from the name of the wrapper, which a packed module lacks.
func panicNilReceiver() string {
	text := caught(func() { spell((*label)(nil)) })
	return strconv.FormatBool(strings.HasPrefix(text, "runtime error: value method ") && strings.HasSuffix(text, " pointer"))
}

//go:noinline
func spell(s stringer) string { return s.String() }

//go:noinline
func divide(a, b int) int { return a / b }

func panicDivide() string { return caught(func() { divide(1, 0) }) }

func panicConversion() string {
	var v any = 1
	return caught(func() { _ = v.(string) }) + "; " +
		caught(func() { _ = v.(stringer) }) + "; " +
		caught(func() { _ = v.(interface{ Missing(int) }) })
}

type custom struct{ code int }

func (c *custom) Error() string { return "custom " + strconv.Itoa(c.code) }

func panicCustom() string {
	err := errors.Join(errors.New("first"), &custom{7})
	var c *custom
	return caught(func() { panic(err) }) + " " + strconv.FormatBool(errors.As(err, &c) && c.code == 7)
}

func panicString() string { return caught(func() { panic("text") }) }

func panicAgain() string {
	return caught(func() {
		defer func() { panic("second after " + caught(func() { panic(recover()) })) }()
		panic("first")
	})
}

func goexit() string {
	done, trace := make(chan bool), ""
	go func() {
		defer close(done)
		defer func() { trace += strconv.FormatBool(recover() == nil) }()
		func() {
			defer func() { trace += "deferred " }()
			runtime.Goexit()
		}()
		trace += "not reached"
	}()
	<-done
	return trace
}

// recoverDepth: only the deferred function itself may recover, not one that it
// calls, not the recover that is itself deferred.
func recoverDepth() string {
	nested := caught(func() {
		defer func() { func() { _ = recover() }() }()
		panic("nested")
	})
	direct := caught(func() {
		defer recover()
		panic("direct")
	})
	return nested + "; " + direct
}

type closer struct{ name string }

var closed string

func (c closer) Close() {
	if v := recover(); v != nil {
		closed += c.name + " recovered " + v.(string) + " "
	}
}

// quiet is inlined into its wrapper, rescue is not: two frames from the panic,
// so that rescue must not recover.
func (c closer) quiet() { rescue(c.name) }

func rescue(name string) {
	if recover() != nil {
		closed += name + " should not have recovered "
	}
}

type closable interface{ Close() }

type quieter interface{ quiet() }

type outer struct{ *closer }

func protect(f func()) {
	defer func() { _ = recover() }()
	f()
}

//go:noinline
func deferQuiet(q quieter) { protect(func() { defer q.quiet(); panic("quiet") }) }

func recoverInWrapper() string {
	closed = ""
	protect(func() { defer closable(&closer{"pointer"}).Close(); panic("a") })
	protect(func() { defer closable(outer{&closer{"embedded"}}).Close(); panic("b") })
	f := (&closer{"bound"}).Close
	protect(func() { defer f(); panic("c") })
	g := closable.Close
	protect(func() { defer g(closer{"expression"}); panic("d") })
	deferQuiet(&closer{"pointer"})
	deferQuiet(outer{&closer{"embedded"}})
	deferQuiet(closer{"value"})
	return closed
}

func deferOrder() string {
	trace := ""
	func() {
		for i := range 12 { // more than the open-coded eight
			defer func() { trace += strconv.Itoa(i) + " " }()
		}
		if len(trace) == 0 {
			defer func() { trace += "last " }()
		}
	}()
	return trace
}

//go:noinline
func descend(n int, a [8]int, f func()) int {
	if n == 0 {
		f()
		return a[0]
	}
	a[n%8] += n
	return descend(n-1, a, f) + a[(n+1)%8]%7
}

func deepStack() string { return strconv.Itoa(descend(2000, [8]int{}, func() {})) }

func deepPanic() string {
	return caught(func() { descend(1500, [8]int{}, func() { panic("from the deep") }) })
}

func deepGoroutines() string {
	sums := make(chan int)
	for i := range 50 {
		go func() { sums <- descend(100+i*10, [8]int{i}, runtime.Gosched) }()
	}
	sum := 0
	for range 50 {
		sum += <-sums
	}
	return strconv.Itoa(sum)
}
