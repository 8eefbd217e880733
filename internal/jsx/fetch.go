//go:build js

package jsx

// Fetch sends a request without cookies. done is called once, with status 0 where there
// was no answer, unless the request was aborted before; it must not block. keepalive
// lets it outlive the page.
func Fetch(method, url, authorization, body string, keepalive bool, done func(status int, body string)) (abort func()) {
	s := Open()
	over := func() {
		s.Close()
		s = 0
	}
	stop := s.tools().Call("send", method, url, authorization, body, keepalive, s.Func(func(args Args) {
		status, body := args.At(0).Int(), args.At(1).String()
		over()
		done(status, body)
	}))
	return func() {
		if s != 0 {
			stop.Invoke()
			over()
		}
	}
}
