package rupt

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// longestPause is what a call sleeps through at most before it tries again.
const longestPause = 10 * time.Second

// Whether doing a thing twice does no harm.
const (
	repeatable = true
	once       = false
)

var errEmptyID = errors.New("rupt: an id is empty")

func get[T any](ctx context.Context, c *Client, query url.Values, path ...string) (*T, error) {
	return call[T](ctx, c, http.MethodGet, path, query, nil, repeatable)
}

func list[T any](ctx context.Context, c *Client, path ...string) ([]T, error) {
	items, err := get[[]T](ctx, c, nil, path...)
	if err != nil {
		return nil, err
	}
	return *items, nil
}

func post[T any](ctx context.Context, c *Client, in any, again bool, path ...string) (*T, error) {
	body := []byte("{}")
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return nil, fmt.Errorf("rupt: %w", err)
		}
	}
	return call[T](ctx, c, http.MethodPost, path, nil, body, again)
}

// call makes a request, and makes it again after a fault where that is safe.
func call[T any](ctx context.Context, c *Client, method string, path []string, query url.Values, body []byte, again bool) (*T, error) {
	target, err := c.target(path, query)
	if err != nil {
		return nil, err
	}
	for attempt := 0; ; attempt++ {
		reply := new(T)
		err := c.try(ctx, method, target, body, reply)
		if err == nil {
			return reply, nil
		}
		pause, retry := pauseBefore(err, attempt, again)
		if !retry || attempt >= c.Retries {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(pause):
		}
	}
}

// target escapes path segments, of which some are ids: an empty one or a dot would
// name another endpoint.
func (c *Client) target(path []string, query url.Values) (string, error) {
	escaped := make([]string, len(path))
	for i, segment := range path {
		if segment == "" || segment == "." || segment == ".." {
			return "", errEmptyID
		}
		escaped[i] = url.PathEscape(segment)
	}
	target := c.base.JoinPath(escaped...)
	target.RawQuery = query.Encode()
	return target.String(), nil
}

func (c *Client) try(ctx context.Context, method, target string, body []byte, out any) error {
	request, err := http.NewRequestWithContext(ctx, method, target, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("rupt: %w", err)
	}
	request.Header.Set("Authorization", "Bearer "+c.secret)
	request.Header.Set("Accept", "application/json")
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := c.HTTP.Do(request)
	if err != nil {
		return fmt.Errorf("rupt: %w", err)
	}
	defer response.Body.Close()
	reply, err := io.ReadAll(io.LimitReader(response.Body, 8<<20))
	if err != nil {
		return fmt.Errorf("rupt: reading the reply: %w", err)
	}
	if response.StatusCode/100 != 2 {
		var refusal wire.ErrorReply
		_ = json.Unmarshal(reply, &refusal) // a proxy's page has no code, only a status
		return newError(response, &refusal)
	}
	if err := json.Unmarshal(reply, out); err != nil {
		return fmt.Errorf("rupt: the answer is not what was expected; is the base URL right? %w", err)
	}
	return nil
}

// pauseBefore says whether to try again, and when.
func pauseBefore(err error, attempt int, repeatable bool) (pause time.Duration, again bool) {
	if errors.Is(err, context.Canceled) {
		return 0, false
	}
	backoff := time.Duration(float64(200*time.Millisecond<<attempt) * (0.5 + rand.Float64()/2))
	var refusal *Error
	switch {
	case !errors.As(err, &refusal):
		return backoff, repeatable
	case refusal.Code == wire.CodeRateLimited:
		pause = max(backoff, refusal.RetryAfter)
		return pause, pause <= longestPause
	}
	return backoff, repeatable && refusal.Status >= 500
}
