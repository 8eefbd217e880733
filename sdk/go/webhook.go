package rupt

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// VerifyWebhook checks a webhook's signature after the Standard Webhooks
// specification and decodes its payload into out. body must be the bytes as they
// came. Several secrets ("whsec_…") may be valid while one is being replaced.
func VerifyWebhook(body []byte, header http.Header, out any, secrets ...string) error {
	err := errors.New("rupt: no webhook secret was given")
	for _, secret := range secrets {
		var webhook *standardwebhooks.Webhook
		if webhook, err = standardwebhooks.NewWebhook(secret); err != nil {
			return fmt.Errorf("rupt: the webhook secret is malformed: %w", err)
		}
		if err = webhook.Verify(body, header); err == nil {
			return json.Unmarshal(body, out)
		}
	}
	return fmt.Errorf("rupt: %w", err)
}
