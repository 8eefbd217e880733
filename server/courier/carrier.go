package courier

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/openrupt/openrupt/server/core"
)

const (
	// carrierTimeout bounds one request to a gateway.
	carrierTimeout = 15 * time.Second
	// carrierAnswer is how many bytes of its answer are read.
	carrierAnswer = 64 << 10
)

// carrierClient talks to gateways that the operator chose. It does not follow
// redirects: a code goes where it was told to.
func carrierClient() *http.Client {
	return &http.Client{Timeout: carrierTimeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// statusURL is where a carrier says what became of a letter. The letter's id in it is
// what makes it known.
func statusURL(origin, path, id string) string {
	return strings.TrimSuffix(origin, "/") + strings.Replace(path, "{delivery}", id, 1)
}

// post returns the status and the beginning of the answer.
func post(client *http.Client, r *http.Request) (status int, answer []byte, err error) {
	res, err := client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	answer, _ = io.ReadAll(io.LimitReader(res.Body, carrierAnswer)) // the status is what counts
	return res.StatusCode, answer, res.Body.Close()
}

// judgeHTTP says what an answer means. The text of an answer is left out, since it may
// repeat the recipient; so is the URL, which may hold a key.
func judgeHTTP(who string, status int, err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		err = failed.Err
	}
	switch {
	case err != nil && status == 0:
		return fmt.Errorf("%s: %w", who, err)
	case status >= 200 && status < 300:
		return nil
	case status >= 500, status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status == http.StatusTooEarly:
		return fmt.Errorf("%s: put off with %d", who, status)
	}
	return errors.Join(core.ErrPermanent, fmt.Errorf("%s: refused with %d", who, status))
}
