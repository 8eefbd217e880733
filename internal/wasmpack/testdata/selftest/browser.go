package main

import (
	"strconv"
	"syscall/js"
)

// callbacks: JavaScript calls Go, which calls JavaScript, which calls Go.
func callbacks() string {
	var down js.Func
	down = js.FuncOf(func(_ js.Value, args []js.Value) any {
		n := args[0].Int()
		if n == 0 {
			return 0
		}
		return n + down.Invoke(n-1).Int()
	})
	defer down.Release()
	done := make(chan int)
	blocking := js.FuncOf(func(_ js.Value, args []js.Value) any {
		go func() { done <- args[0].Int() * 2 }()
		return nil
	})
	defer blocking.Release()
	for range 100 {
		go blocking.Invoke(21)
	}
	total := 0
	for range 100 {
		total += <-done
	}
	return strconv.Itoa(down.Invoke(20).Int()) + " " + strconv.Itoa(total)
}

// timers waits for JavaScript timers, with all goroutines asleep in between.
func timers() string {
	fired := make(chan string)
	order := ""
	var funcs []js.Func
	for _, t := range []struct {
		name  string
		after int
	}{{"c", 120}, {"a", 1}, {"b", 60}} {
		f := js.FuncOf(func(js.Value, []js.Value) any {
			go func() { fired <- t.name }()
			return nil
		})
		funcs = append(funcs, f)
		js.Global().Call("setTimeout", f, t.after)
	}
	for range 3 {
		order += <-fired
	}
	for _, f := range funcs {
		f.Release()
	}
	return order
}

func jsException() string {
	return caught(func() { js.Global().Get("JSON").Call("parse", "{") })[:6] + "; " +
		caught(func() { js.Undefined().Get("x") })
}

func jsValues() string {
	object := js.ValueOf(map[string]any{"list": []any{1.5, "two", nil, true}})
	array := js.Global().Get("Uint8Array").New(1000)
	js.CopyBytesToJS(array, []byte("bytes from Go"))
	back := make([]byte, 5)
	js.CopyBytesToGo(back, array)
	return js.Global().Get("JSON").Call("stringify", object).String() + " " + string(back) +
		" " + object.Get("list").Type().String()
}
