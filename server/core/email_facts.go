package core

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
	"github.com/openrupt/openrupt/server/email"
	"github.com/openrupt/openrupt/server/evaluate"
)

// describeEmail says what an address tells by itself and by lists.
func describeEmail(lists *email.Lists, address string) evaluate.Email {
	f := evaluate.Email{Given: address != "", Valid: validEmail(address)}
	if !f.Valid {
		return f
	}
	local, domain, _ := strings.Cut(address, "@")
	f.Normalized, f.Domain = normalEmail(address), strings.ToLower(domain)
	f.Disposable, f.Webmail, f.Gibberish = lists.Disposable(domain), lists.Webmail(domain), email.Gibberish(local)
	return f
}

// emailFacts are what metadata.email says of an address. Null is not known: what only
// the network could tell is not asked for.
type emailFacts struct {
	Status     *string `json:"status"`
	Regexp     *bool   `json:"regexp"`
	Normalized *string `json:"normalized_email"`
	Gibberish  *bool   `json:"gibberish"`
	Disposable *bool   `json:"disposable"`
	Webmail    *bool   `json:"webmail"`
	MXRecords  *bool   `json:"mx_records"`
	SMTPServer *bool   `json:"smtp_server"`
	SMTPCheck  *bool   `json:"smtp_check"`
	AcceptAll  *bool   `json:"accept_all"`
	// Block is the advice not to take the address: it is invalid or disposable.
	Block *bool `json:"block"`
}

func metadataOf(e evaluate.Email) (f emailFacts) {
	if !e.Given {
		return f
	}
	status, block := "valid", e.Disposable
	if !e.Valid {
		status, block = "invalid", true
	}
	f.Status, f.Regexp, f.Block = &status, &e.Valid, &block
	if e.Valid {
		f.Normalized, f.Gibberish, f.Disposable, f.Webmail = &e.Normalized, &e.Gibberish, &e.Disposable, &e.Webmail
	}
	return f
}

// withEmailFacts adds email to the caller's metadata, unless the caller did.
func withEmailFacts(metadata wire.Raw, e evaluate.Email) (wire.Raw, error) {
	fields := map[string]json.RawMessage{}
	if m := bytes.TrimSpace(metadata); len(m) > 0 && json.Unmarshal(m, &fields) != nil || len(metadata) > maxMetadataBytes {
		return nil, invalid("metadata", "This must be a JSON object of at most 8,192 bytes.")
	}
	if fields == nil { // null
		fields = map[string]json.RawMessage{}
	}
	if given, ok := fields["email"]; !ok || string(given) == "null" {
		text, err := json.Marshal(metadataOf(e))
		if err != nil {
			return nil, err
		}
		fields["email"] = text
	}
	return json.Marshal(fields)
}

// normalEmail is the mailbox behind an address: in lower case, without a tag, and at
// Google's without dots. It is for comparing; messages go to the address as given.
func normalEmail(address string) string {
	local, domain, _ := strings.Cut(strings.ToLower(address), "@")
	local, _, _ = strings.Cut(local, "+")
	if domain == "gmail.com" || domain == "googlemail.com" {
		local, domain = strings.ReplaceAll(local, ".", ""), "gmail.com"
	}
	return local + "@" + domain
}
