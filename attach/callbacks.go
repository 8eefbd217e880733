package attach

// notify calls a callback of the page, if it has one, without waiting for it.
func (c *Client) notify(f Callback, detail []byte) {
	if f != nil {
		go c.settle(f(detail))
	}
}

// consult calls a callback of the page, if it has one, and waits for its word to go on.
func (c *Client) consult(f Callback, detail []byte) (proceed bool) {
	return f == nil || c.settle(f(detail))
}

// settle waits for a callback. One that fails is reported and does not stop us.
func (c *Client) settle(wait func() (bool, error)) (proceed bool) {
	proceed, err := wait()
	if err != nil {
		c.ports.Console.Report(err)
		return true
	}
	return proceed
}
