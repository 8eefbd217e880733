//go:build js

package jsx

// OpenStream opens an EventSource. Its callbacks must not block; closed is called
// when the browser has given up reconnecting. close releases everything.
func OpenStream(url string, open func(), message func(id, data string), closed func()) (close func()) {
	s := Open()
	hangUp := s.tools().Call("stream", url, s.Func(func(args Args) {
		switch args.At(0).String() {
		case "open":
			open()
		case "message":
			message(args.At(1).String(), args.At(2).String())
		default:
			closed()
		}
	}))
	if hangUp.Type() == TypeThrown {
		s.Close()
		return After(0, closed)
	}
	return func() {
		if s != 0 {
			hangUp.Invoke()
			s.Close()
			s = 0
		}
	}
}
