package api

import (
	"github.com/openrupt/openrupt/internal/jsonlite"
	"github.com/openrupt/openrupt/internal/wire"
)

// deadline is how long a request may take, in milliseconds.
const deadline = 10_000

// Client sends requests.
type Client struct {
	HTTP  HTTP
	Timer Timer
}

// Basic is a browser's credential: plain text, not base64, as the API has it.
func Basic(clientID, secret string) string { return "Basic " + clientID + ":" + secret }

// Ask sends r, whose URL is a path, to the API at origin and waits for the answer.
func (c Client) Ask(origin string, r Request) (jsonlite.Value, *wire.Error) {
	if origin == "" {
		return jsonlite.Value{}, MissingOrigin()
	}
	r.URL = origin + r.URL
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
func (c Client) exchange(r Request) (Response, *wire.Error) {
	first := make(chan answer, 1)
	settle := func(a answer) {
		select {
		case first <- a:
		default: // the other one was first
		}
	}
	cancel := c.Timer.After(deadline, func() {
		settle(answer{err: &wire.Error{Code: wire.CodeTimeout, Message: "The server did not answer in time."}})
	})
	abort := c.HTTP.Start(r, func(response Response, err *wire.Error) { settle(answer{response, err}) })
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
	err.AttemptsLeft = Count(e.Get("attempts_left"))
	if seconds := Count(e.Get("retry_after")); seconds != nil {
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

// MissingOrigin is the error of a page that does not say where the API is.
func MissingOrigin() *wire.Error {
	return &wire.Error{Code: wire.CodeMissingAPIURL,
		Message: "Bundled with the page, the SDK cannot know where the API is: pass api_url or domain."}
}

// Count reads a count; nil if v is none.
func Count(v jsonlite.Value) *int {
	n, ok := v.Int()
	if !ok || n < 0 || n > 1<<31-1 {
		return nil
	}
	limit := int(n)
	return &limit
}
