package core

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// emailFacts are what metadata.email says of an address. Null is not known: what only
// lists or the network could tell is not asked for.
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
	Block      *bool   `json:"block"`
}

func factsOf(email string) (f emailFacts) {
	if email == "" {
		return f
	}
	valid := validEmail(email)
	status := "invalid"
	if valid {
		status = "valid"
		normal := normalEmail(email)
		f.Normalized = &normal
	}
	f.Status, f.Regexp = &status, &valid
	return f
}

// withEmailFacts adds email to the caller's metadata, unless the caller did.
func withEmailFacts(metadata wire.Raw, email string) (wire.Raw, error) {
	fields := map[string]json.RawMessage{}
	if m := bytes.TrimSpace(metadata); len(m) > 0 && json.Unmarshal(m, &fields) != nil || len(metadata) > maxMetadataBytes {
		return nil, invalid("metadata", "This must be a JSON object of at most 8,192 bytes.")
	}
	if fields == nil { // null
		fields = map[string]json.RawMessage{}
	}
	if given, ok := fields["email"]; !ok || string(given) == "null" {
		text, err := json.Marshal(factsOf(email))
		if err != nil {
			return nil, err
		}
		fields["email"] = text
	}
	return json.Marshal(fields)
}

// normalEmail is the mailbox behind an address: in lower case, without a tag, and at
// Google's without dots. It is for comparing; messages go to the address as given.
func normalEmail(email string) string {
	local, domain, _ := strings.Cut(strings.ToLower(email), "@")
	local, _, _ = strings.Cut(local, "+")
	if domain == "gmail.com" || domain == "googlemail.com" {
		local, domain = strings.ReplaceAll(local, ".", ""), "gmail.com"
	}
	return local + "@" + domain
}
