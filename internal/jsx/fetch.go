//go:build js

package jsx

import "syscall/js"

// Fetch sends a request without cookies. done is called once, with the status and
// the body or with an error, unless the request was aborted before. keepalive lets
// it outlive the page.
func Fetch(method, url, authorization string, body []byte, keepalive bool, done func(status int, body string, err error)) (abort func()) {
	controller := js.Global().Get("AbortController").New()
	aborted := false
	finish := func(status int, body string, err error) {
		if !aborted {
			aborted = true
			done(status, body, err)
		}
	}
	headers := map[string]any{"Authorization": authorization, "Accept": "application/json"}
	init := map[string]any{
		"method":      method,
		"headers":     headers,
		"credentials": "omit",
		"keepalive":   keepalive,
		"signal":      controller.Get("signal"),
	}
	if len(body) > 0 {
		headers["Content-Type"] = "application/json"
		init["body"] = string(body)
	}
	response, err := Try(func() js.Value { return js.Global().Call("fetch", url, init) })
	if err != nil {
		After(0, func() { finish(0, "", err) })
	} else {
		Then(response, func(response js.Value, err error) { read(response, err, finish) })
	}
	return func() {
		aborted = true
		controller.Call("abort")
	}
}

func read(response js.Value, err error, finish func(int, string, error)) {
	if err != nil {
		finish(0, "", err)
		return
	}
	status := response.Get("status").Int()
	Then(response.Call("text"), func(text js.Value, err error) {
		if err != nil {
			finish(0, "", err)
			return
		}
		finish(status, text.String(), nil)
	})
}
