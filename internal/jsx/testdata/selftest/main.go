//go:build js && wasm

// Command selftest tries everything that package jsx can do, and reports to its host
// what went wrong.
package main

import (
	"strings"

	"github.com/openrupt/openrupt/internal/jsx"
)

func main() {
	s := jsx.Open()
	t := &tester{s, s.Host().Get("page")}
	t.values()
	t.strings()
	t.exceptions()
	t.calls()
	t.scopes()
	t.callbacks()
	t.promises()
	t.timers()
	s.Host().Call("done")
	panic("the end")
}

type tester struct {
	jsx.Scope
	page jsx.Value
}

func (t *tester) check(ok bool, what string) {
	if !ok {
		t.Host().Call("wrong", what)
	}
}

func (t *tester) values() {
	for name, want := range map[string]jsx.Type{
		"nothing": jsx.TypeUndefined, "nil": jsx.TypeNull, "yes": jsx.TypeBoolean, "nan": jsx.TypeNumber, "text": jsx.TypeString,
		"list": jsx.TypeObject, "symbol": jsx.TypeObject, "big": jsx.TypeObject, "add": jsx.TypeFunction, "explode": jsx.TypeThrown,
	} {
		t.check(t.page.Get(name).Type() == want, "type of "+name)
	}
	t.check(t.page.Get("yes") == jsx.True && t.page.Get("no") == jsx.False, "booleans")
	t.check(t.page.Get("half").Float() == 0.5 && t.page.Get("text").Float() == 0 && t.page.Get("large").Int() == 1<<40, "numbers")
	nan := t.page.Get("nan").Float()
	t.check(nan != nan, "NaN")
	t.check(t.page.Get("list.2").Int() == 3 && t.page.Get("list").At(1).Int() == 2, "items")
	t.check(t.page.Get("list.9.a.b") == jsx.Undefined && jsx.Null.Get("a") == jsx.Undefined, "what is not there")
	t.check(t.page.Get("list").Equal(t.page.Get("list")) && !t.page.Get("list").Equal(t.page.Get("other")), "identity")
	t.check(t.page.Set("mine", 7) == jsx.Undefined && t.page.Get("mine").Int() == 7, "set")
}

func (t *tester) strings() {
	echo := func(text string) string { return t.page.Call("echo", text).String() }
	for _, text := range []string{"", "plain", "\x00", "Grüße 日本 \U0001F603", strings.Repeat("é", 255), strings.Repeat("é", 257), strings.Repeat("long ", 9999)} {
		t.check(echo(text) == text, "echo of "+text[:min(len(text), 20)])
	}
	t.check(t.page.Get("lone").String() == "a\uFFFDb", "lone surrogate")
	t.check(t.page.Get("half").Text() == "0.5" && t.page.Get("half").String() == "" && jsx.Null.Text() == "null", "texts")
	ballast := make([]byte, 40<<20) // memory grows and JavaScript's views of it are new ones
	ballast[len(ballast)-1] = 1
	t.check(echo("after growth") == "after growth", "strings after memory has grown")
	out := make([]byte, 4)
	t.check(t.page.Call("bytes", []byte{1, 2, 255}).Bytes(out) == 3 && string(out) == "\x01\x02\xff\x00", "bytes")
	t.check(t.page.Get("view").Bytes(out) == 4 && string(out) == "\x02\x03\x04\x05", "part of a view")
	t.check(t.page.Get("add").Bytes(out) == 0 && jsx.Undefined.Bytes(out) == 0, "what is no view")
}

func (t *tester) exceptions() {
	thrown := t.page.Get("explode")
	t.check(thrown.Get("a").Call("b").Get("c") == thrown, "exceptions stay")
	t.check(thrown.Err().Error() == "boom", "message")
	t.check(t.page.Call("explodes", 1).Err().Error() == "just text", "thrown text")
	for name, v := range map[string]jsx.Value{
		"call": t.page.Call("missing"), "call of undefined": jsx.Undefined.Call("x"), "new": t.page.Get("missing").New(), "invoke": t.page.Invoke(),
	} {
		t.check(v.Err() != nil && v.Err().Error() == "absent", name+" of what is absent")
	}
	t.check(t.page.Get("yes").Err() == nil, "no exception")
	t.check(t.page.Set("sealed", 1).Err().Error() == "sealed", "setter that throws")
	t.check(t.Keep(jsx.JSON("{")).Type() == jsx.TypeThrown, "JSON that is none")
}

func (t *tester) calls() {
	t.check(t.page.Call("add", 1, 0.25, true).Float() == 2.25, "arguments")
	t.check(t.page.Get("add").Invoke(1, 2, 3).Int() == 6, "invoke")
	t.check(t.page.Get("Point").New(3).Get("x").Int() == 3, "new")
	t.check(t.page.Call("add", t.page.Get("half"), t.Keep(jsx.JSON(`{"a":[1.5]}`)).Get("a.0"), jsx.Null).Float() == 2, "values and JSON")
}

func (t *tester) scopes() {
	for range 20_000 { // more than there are at a time
		s := jsx.Open()
		s.Global().Get("Math")
		s.Close()
	}
	s := jsx.Open()
	list := s.Keep(t.page.Get("list"))
	kept := t.Keep(list.Get("length"))
	s.Close()
	t.check(list.Get("length") == jsx.Undefined && kept.Int() == 3, "a closed scope has nothing, what was kept stays")
}

func (t *tester) callbacks() {
	s := jsx.Open()
	depth := 0
	var f jsx.Value
	f = s.Func(func(args jsx.Args) {
		depth++
		if n := args.At(0).Int(); n > 0 {
			t.page.Call("callback", f, n-1) // JavaScript calls Go while Go is in a call
		}
	})
	t.page.Call("callback", f, 4)
	t.check(depth == 5, "calls within calls")
	s.Close()
	f = t.Keep(f)
	t.page.Call("callback", f, 1)
	t.check(depth == 5, "a function whose scope is closed is not called")

	heard := ""
	remove := jsx.Listen(t.page.Get("target"), "ping", func(e jsx.Value) { heard += e.Get("type").String() })
	t.page.Call("ping")
	remove()
	remove()
	t.page.Call("ping")
	t.check(heard == "ping", "listeners")
}

func (t *tester) promises() {
	v, err := jsx.Await(t.page.Call("later", 20, "good"), 0)
	t.check(err == nil && v.String() == "good", "fulfilled")
	_, err = jsx.Await(t.page.Call("fails"), 1000)
	t.check(err != nil && err.Error() == "no", "rejected")
	_, err = jsx.Await(t.page.Call("later", 60_000, ""), 20)
	t.check(err == jsx.ErrLate, "late")
	v, err = jsx.Await(t.page.Get("thenable"), 0)
	t.check(err == nil && v.Int() == 5, "thenable")
	v, err = jsx.Await(t.page.Get("half"), 0)
	t.check(err == nil && v.Float() == 0.5, "no promise")
	_, err = jsx.Await(t.page.Get("explode"), 0)
	t.check(err != nil && err.Error() == "boom", "thrown instead of promised")
	answers := make(chan int, 8)
	for i := range 8 { // goroutines take turns, values keep to their scopes
		go func() {
			s := jsx.Open()
			v, _ := jsx.Await(s.Keep(t.page).Call("later", 8-i, i), 0)
			answers <- v.Int()
			s.Close()
		}()
	}
	sum := 0
	for range 8 {
		sum += <-answers
	}
	t.check(sum == 28, "many at a time")
}

func (t *tester) timers() {
	fired := ""
	cancel := jsx.After(1, func() { fired += "never" })
	cancel()
	cancel()
	jsx.After(5, func() { fired += "once" })
	before := jsx.Now()
	over := make(chan struct{}, 1)
	jsx.After(30, func() { over <- struct{}{} })
	<-over
	t.check(fired == "once" && jsx.Now() >= before, "timers")
}
