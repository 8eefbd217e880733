package attach

import (
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// deadline is how long a request may take, in milliseconds.
const deadline = 10_000

// get and post ask the server as the page.
func (c *Client) get(o *options, path string) (jsonlite.Value, *wire.Error) {
	return c.ask(o, Request{Method: "GET", URL: path, Authorization: o.basic()})
}

func (c *Client) post(o *options, path string, body []byte) (jsonlite.Value, *wire.Error) {
	return c.ask(o, Request{Method: "POST", URL: path, Authorization: o.basic(), Body: body})
}

// basic is the browser's credential: plain text, not base64, as the API has it.
func (o *options) basic() string { return "Basic " + o.clientID + ":" + o.secret }

// ask sends r, whose URL is a path, and waits for the answer.
func (c *Client) ask(o *options, r Request) (jsonlite.Value, *wire.Error) {
	if o.origin == "" {
		return jsonlite.Value{}, missingOrigin()
	}
	r.URL = o.origin + r.URL
	response, err := c.exchange(r)
	if err != nil {
		return jsonlite.Value{}, err
	}
	body, syntax := jsonlite.Parse(response.Body)
	if response.Status < 200 || response.Status > 299 {
		return jsonlite.Value{}, refusal(response.Status, body)
	}
	if syntax != nil {
		return jsonlite.Value{}, &wire.Error{Code: wire.CodeInternal, Message: "The answer is not JSON: is api_url the origin of the API?"}
	}
	return body, nil
}

type answer struct {
	Response
	err *wire.Error
}

// exchange waits for the answer to r or for the deadline.
func (c *Client) exchange(r Request) (Response, *wire.Error) {
	first := make(chan answer, 1)
	settle := func(a answer) {
		select {
		case first <- a:
		default: // the other one was first
		}
	}
	cancel := c.ports.Timer.After(deadline, func() {
		settle(answer{err: &wire.Error{Code: wire.CodeTimeout, Message: "The server did not answer in time."}})
	})
	abort := c.ports.HTTP.Start(r, func(response Response, err *wire.Error) { settle(answer{response, err}) })
	a := <-first
	cancel()
	if a.err != nil && a.err.Code == wire.CodeTimeout {
		abort()
	}
	return a.Response, a.err
}

// refusal reads the error of a reply that is not a success. A reply of something
// else than the API, such as a proxy, has only its status.
func refusal(status int, body jsonlite.Value) *wire.Error {
	e := body.Get("error")
	err := &wire.Error{
		Code:    wire.Code(e.Get("code").Text()),
		Message: e.Get("message").Text(),
		Param:   e.Get("param").Text(),
	}
	if err.Code == "" {
		err.Code, err.Message = codeOf(status), "The server refused the request."
	}
	err.AttemptsLeft = count(e.Get("attempts_left"))
	if seconds := count(e.Get("retry_after")); seconds != nil {
		err.RetryAfter = *seconds
	}
	return err
}

func codeOf(status int) wire.Code {
	for _, code := range []wire.Code{wire.CodeUnauthorized, wire.CodeForbidden, wire.CodeNotFound, wire.CodeConflict, wire.CodePayloadTooLarge, wire.CodeRateLimited} {
		if code.Status() == status {
			return code
		}
	}
	return wire.CodeInternal
}

// ErrorJSON writes err as the server's error object.
func ErrorJSON(err *wire.Error) []byte {
	var w jsonlite.Writer
	w.Open('{')
	w.Key("code").Text(string(err.Code))
	w.Key("message").Text(err.Message)
	w.Optional("param", err.Param)
	if err.AttemptsLeft != nil {
		w.Key("attempts_left").Int(int64(*err.AttemptsLeft))
	}
	if err.RetryAfter > 0 {
		w.Key("retry_after").Int(int64(err.RetryAfter))
	}
	w.Close('}')
	return w.Bytes()
}

func missingOrigin() *wire.Error {
	return &wire.Error{Code: wire.CodeMissingAPIURL,
		Message: "Bundled with the page, the SDK cannot know where the API is: pass api_url or domain."}
}
