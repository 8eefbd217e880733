package courier

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"regexp"
	"slices"
	"strings"
)

// Bounce is what a mail server says of a letter that it had taken.
type Bounce struct {
	// Failed says that the letter will not arrive. A report may as well say that it is
	// late, or that it arrived.
	Failed bool
	// Status is why, as RFC 3463 numbers it, such as 5.1.1; empty when it does not say.
	Status string
	// IDs are what may be the letter's id, the likeliest first. Only the server that
	// made it knows whether it is one.
	IDs []string
}

const (
	bounceMax   = 1 << 20 // bytes; ours are small, and so is what comes back of them
	bounceDepth = 5       // parts within parts
	bounceParts = 50
	bounceIDs   = 8
)

// ErrNoBounce says that a message is no report of a delivery: someone answered, or is
// away.
var ErrNoBounce = errors.New("courier: this is no delivery status notification (RFC 3464)")

// ReadBounce reads a delivery status notification (RFC 3464, and RFC 6533 for addresses
// beyond ASCII), as a mail server delivers it. Exim's reports from before it knew that
// format are read, too. The letter's id is looked for in whom the report is addressed to
// and in what it quotes.
func ReadBounce(r io.Reader) (b Bounce, err error) {
	text, err := io.ReadAll(io.LimitReader(r, bounceMax))
	if err != nil {
		return Bounce{}, err
	}
	if line, rest, ok := bytes.Cut(text, []byte("\n")); ok && bytes.HasPrefix(line, []byte("From ")) {
		text = rest // as mailboxes begin a mail, and pipes are given it
	}
	m, err := mail.ReadMessage(bytes.NewReader(text))
	if err != nil {
		return Bounce{}, ErrNoBounce
	}
	p := bounceReader{Bounce: &b}
	for _, name := range []string{"To", "Delivered-To", "X-Original-To", "Envelope-To", "In-Reply-To", "References"} {
		p.look([]byte(m.Header.Get(name)))
	}
	p.read(textproto.MIMEHeader(m.Header), m.Body, 0)
	if !p.report && m.Header.Get("X-Failed-Recipients") == "" {
		return Bounce{}, ErrNoBounce
	}
	b.Failed = b.Failed || !p.report
	return b, nil
}

type bounceReader struct {
	*Bounce
	// report says that there was a delivery status part.
	report bool
	parts  int
}

// read looks into a part and those within it. What is malformed ends the part, not the
// reading: mail servers cut off what they quote.
func (p *bounceReader) read(header textproto.MIMEHeader, body io.Reader, depth int) {
	if p.parts++; depth > bounceDepth || p.parts > bounceParts {
		return
	}
	media, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err == nil && strings.HasPrefix(media, "multipart/") {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			part, err := parts.NextRawPart()
			if err != nil {
				return
			}
			p.read(part.Header, part, depth+1)
		}
	}
	text, _ := io.ReadAll(decoded(body, header.Get("Content-Transfer-Encoding")))
	if media == "message/delivery-status" || media == "message/global-delivery-status" {
		p.report = true
		p.status(text)
	}
	p.look(text)
}

func decoded(body io.Reader, encoding string) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}

// status reads the fields of the message, and then those of each recipient.
func (p *bounceReader) status(text []byte) {
	r := textproto.NewReader(bufio.NewReader(bytes.NewReader(text)))
	for {
		fields, err := r.ReadMIMEHeader()
		if strings.EqualFold(strings.TrimSpace(fields.Get("Action")), "failed") {
			p.Failed = true
			if at := statusCode.FindString(fields.Get("Status")); at != "" && p.Status == "" {
				p.Status = at
			}
		}
		if err != nil {
			return
		}
	}
}

// statusCode is an enhanced status code; a comment may follow.
var statusCode = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}`)

// letterID is what ids look like. Mail servers keep or lower the case of an address.
var letterID = regexp.MustCompile(`(?:^|[^A-Za-z0-9])([a-z2-7]{48})(?:[^A-Za-z0-9]|$)`)

func (p *bounceReader) look(text []byte) {
	for _, m := range letterID.FindAllSubmatch(text, -1) {
		if id := string(m[1]); len(p.IDs) < bounceIDs && !slices.Contains(p.IDs, id) {
			p.IDs = append(p.IDs, id)
		}
	}
}
