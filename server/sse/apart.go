package sse

// apart runs f on a stack of its own and waits for it. The goroutine of a stream lives as
// long as the stream and keeps what its stack grew to: stores take deep ones, and so does
// sending the head of a reply. With thousands of idle streams that would be most of the
// memory.
func apart[T any](f func() (T, error)) (T, error) {
	var v T
	var err error
	var failure any
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { failure = recover() }()
		v, err = f()
	}()
	<-done
	if failure != nil {
		panic(failure) // where it is reported
	}
	return v, err
}
