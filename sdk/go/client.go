package rupt

import (
	"errors"
	"net/http"
	"net/url"
	"time"
)

// Client calls a server's API with a project's secret. It is safe for use by several
// goroutines.
type Client struct {
	// HTTP makes the requests. Default: a client with a time-out of ten seconds that
	// follows no redirects.
	HTTP *http.Client
	// Retries is how often a request is tried again after a fault on the way or an
	// answer of 500 and above, where doing it twice does no harm. A code is never
	// sent, or tried, twice. Default: 2.
	Retries int

	secret string
	base   *url.URL
}

// New returns a client for the server at baseURL, an origin such as
// "https://rupt.example.com".
func New(apiSecret, baseURL string) (*Client, error) {
	if apiSecret == "" {
		return nil, errors.New("rupt: the API secret is empty")
	}
	base, err := url.Parse(baseURL)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, errors.New(`rupt: the base URL must be an origin like "https://rupt.example.com"`)
	}
	return &Client{
		HTTP: &http.Client{
			Timeout:       10 * time.Second,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		Retries: 2,
		secret:  apiSecret,
		base:    base,
	}, nil
}
