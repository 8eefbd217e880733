package httpapi_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/app"
	"github.com/openrupt/openrupt/server/app/apptest"
)

// raw writes bytes to a server's real listener and returns the statuses of all that it
// answers until it closes the connection or falls silent.
func raw(t *testing.T, addr, text string) (statuses []int, closed bool) {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(2 * time.Second))
	go func() { _, _ = io.WriteString(c, text) }()
	r := bufio.NewReader(c)
	for {
		res, err := http.ReadResponse(r, nil)
		if err != nil {
			var late net.Error
			return statuses, !(asNetError(err, &late) && late.Timeout())
		}
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		if res.StatusCode == http.StatusContinue {
			continue
		}
		statuses = append(statuses, res.StatusCode)
		_ = c.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
	}
}

func asNetError(err error, to *net.Error) bool {
	e, ok := err.(net.Error)
	*to = e
	return ok
}

const (
	rawHead  = "POST /v2/device/attach HTTP/1.1\r\nHost: rupt\r\nContent-Type: application/json\r\nAuthorization: "
	firstDoc = `{"account":"first"}`
)

// smuggled is the request that must never be one.
func smuggled(account string) string {
	body := `{"account":"` + account + `"}`
	return fmt.Sprintf(rawHead+asServer+"\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
}

// TestSmuggling: where two servers could disagree about where a request ends, this one
// refuses it or ends the connection after it, so that what follows is never a request.
func TestSmuggling(t *testing.T) {
	server := apptest.Start(t, func(c *app.Config) {})
	head, chunked := rawHead+asServer+"\r\n", "Transfer-Encoding: chunked\r\n"
	body := func(headers string) string { return head + headers + "\r\n" }
	size := fmt.Sprintf("%x", len(firstDoc))
	good := size + "\r\n" + firstDoc + "\r\n0\r\n\r\n"
	length := fmt.Sprintf("Content-Length: %d\r\n", len(firstDoc))
	for name, request := range map[string]string{
		"CL.TE":                              body("Content-Length: 4\r\n"+chunked) + good,
		"TE.CL":                              body(chunked+"Content-Length: 4\r\n") + good,
		"TE.TE, one of them unknown":         body(chunked+"Transfer-Encoding: x\r\n") + good,
		"TE in disguise: xchunked":           body("Transfer-Encoding: xchunked\r\n") + good,
		"TE in disguise: tab":                body("Transfer-Encoding:\tchunked\r\n") + good,
		"TE in disguise: space before colon": body("Transfer-Encoding : chunked\r\n"+length) + firstDoc,
		"TE in disguise: folded":             body("Transfer-Encoding:\r\n chunked\r\n"+length) + good,
		"TE in disguise: vertical tab":       body("Transfer-Encoding: \vchunked\r\n") + good,
		"TE list":                            body("Transfer-Encoding: gzip, chunked\r\n") + good,
		"TE under HTTP/1.0":                  strings.Replace(body(chunked), "HTTP/1.1", "HTTP/1.0", 1) + good,
		"two lengths":                        body(length+"Content-Length: 0\r\n") + firstDoc,
		"two lengths in a list":              body("Content-Length: 0, 19\r\n") + firstDoc,
		"length with a sign":                 body("Content-Length: +19\r\n") + firstDoc,
		"negative length":                    body("Content-Length: -1\r\n") + firstDoc,
		"length in hexadecimal":              body("Content-Length: 0x13\r\n") + firstDoc,
		"length with a space":                body("Content-Length: 1 9\r\n") + firstDoc,
		"no length":                          body("Content-Length:\r\n") + firstDoc,
		"huge length":                        body("Content-Length: 99999999999999999999\r\n") + firstDoc,
		"chunk size: bare LF":                body(chunked) + size + "\n" + firstDoc + "\r\n0\r\n\r\n",
		"chunk size: LF in its extension":    body(chunked) + size + ";a\nb\r\n" + firstDoc + "\r\n0\r\n\r\n",
		"chunk size: sign":                   body(chunked) + "+" + size + "\r\n" + firstDoc + "\r\n0\r\n\r\n",
		"chunk size: overflow":               body(chunked) + "10000000000000013\r\n" + firstDoc + "\r\n0\r\n\r\n",
		"chunk without its end":              body(chunked) + size + "\r\n" + firstDoc + "0\r\n\r\n",
		"trailer that is a header":           body(chunked) + size + "\r\n" + firstDoc + "\r\n0\r\nContent-Length: 500\r\n\r\n",
		"NUL in a header":                    body("X: a\x00b\r\n"+length) + firstDoc,
		"CR in a header":                     body("X: a\rContent-Length: 0\r\n"+length) + firstDoc,
		"a header without a name":            body(": x\r\n"+length) + firstDoc,
		"a header without a colon":           body("nonsense\r\n"+length) + firstDoc,
		"a space before the first header":    strings.Replace(body(length), "Host:", " Host:", 1) + firstDoc,
		"two hosts":                          body("Host: evil.example\r\n"+length) + firstDoc,
		"no host":                            strings.Replace(body(length), "Host: rupt\r\n", "", 1) + firstDoc,
		"headers beyond bounds":              body("X: "+strings.Repeat("x", 64<<10)+"\r\n"+length) + firstDoc,
		"a thousand headers beyond bounds":   body(strings.Repeat("X-Y: "+strings.Repeat("x", 64)+"\r\n", 1000)+length) + firstDoc,
		"a line beyond bounds":               "GET /" + strings.Repeat("a", 64<<10) + " HTTP/1.1\r\nHost: rupt\r\n\r\n",
		"HTTP/2 without being asked":         "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"HTTP/3.0":                           strings.Replace(body(length), "HTTP/1.1", "HTTP/3.0", 1) + firstDoc,
		"two spaces in the request line":     strings.Replace(body(length), "attach HTTP", "attach  HTTP", 1) + firstDoc,
		"a TLS greeting":                     "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
	} {
		t.Run(name, func(t *testing.T) {
			account := fmt.Sprintf("smuggled-%x", name)
			statuses, closed := raw(t, server.Addr(), request+smuggled(account))
			if len(statuses) > 1 || !closed {
				t.Errorf("statuses %v, closed %v: what followed was taken for a request", statuses, closed)
			}
			if r := (client{t: t, url: server.URL(), auth: asServer}).get("/v2/user/" + account); r.Status != http.StatusNotFound {
				t.Errorf("the smuggled request was answered: %s", r.Body)
			}
		})
	}
}

// TestPipelining: requests that are what they seem are answered one by one, in order.
func TestPipelining(t *testing.T) {
	server := apptest.Start(t)
	get := func(path string) string { return "GET " + path + " HTTP/1.1\r\nHost: rupt\r\n\r\n" }
	body := "POST /token/sign HTTP/1.1\r\nHost: rupt\r\nContent-Type: application/json\r\nAuthorization: " + asServer + "\r\nContent-Length: 14\r\n\r\n" + `{"user":"anna"}`[:14]
	statuses, _ := raw(t, server.Addr(), get("/healthz")+get("/nothing")+body+get("/healthz"))
	if fmt.Sprint(statuses) != "[200 404 400 200]" { // the third one's JSON is cut by its length
		t.Errorf("%v", statuses)
	}
}

// TestUpgrade: there is nothing to upgrade to.
func TestUpgrade(t *testing.T) {
	server := apptest.Start(t)
	for _, headers := range []string{
		"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
		"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n",
	} {
		if statuses, _ := raw(t, server.Addr(), "GET /healthz HTTP/1.1\r\nHost: rupt\r\n"+headers+"\r\n"); fmt.Sprint(statuses) != "[200]" {
			t.Errorf("%s%v", headers, statuses)
		}
	}
	for _, method := range []string{"CONNECT evil.example:443", "TRACE /healthz"} {
		if statuses, _ := raw(t, server.Addr(), method+" HTTP/1.1\r\nHost: rupt\r\n\r\n"); len(statuses) != 1 || statuses[0] < 400 {
			t.Errorf("%s: %v", method, statuses)
		}
	}
}

// TestEncodedBodies: nothing is unpacked, so that no few bytes become many.
func TestEncodedBodies(t *testing.T) {
	c := client{t: t, url: apptest.Start(t).URL(), auth: asServer}
	for _, encoding := range []string{"gzip", "deflate", "br", "zstd"} {
		c.with("Content-Encoding", encoding).post("/v2/device/attach", "\x1f\x8b\x08\x00packed").fails(wire.CodeUnsupportedMedia)
	}
}

// TestForgedHost: what the server says of itself is what it was told, and not what a
// request calls it.
func TestForgedHost(t *testing.T) {
	server := apptest.Start(t)
	for _, path := range []string{"/", "/challenge?challenge=" + unknownID, "/suspended", "/openapi.json", "/docs", "/rupt.js", "/healthz", "/nothing", "//evil.example", "/v2//device/attach"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL()+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = "forged.example"
		for _, name := range []string{"X-Forwarded-Host", "X-Host", "X-Original-URL", "Forwarded"} {
			r.Header.Set(name, "host=forged.example")
		}
		res, err := transport.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || strings.Contains(string(b)+fmt.Sprint(res.Header), "forged.example") {
			t.Errorf("%s: %v %v %s", path, err, res.Header, b)
		}
		if where, err := res.Location(); err == nil && where.Host != "forged.example" && where.Host != server.Addr() && !strings.HasPrefix(server.URL(), "http://"+where.Host) {
			t.Errorf("%s leads to %s", path, where)
		}
	}
}
