package rupt

import (
	"context"

	"github.com/openrupt/openrupt/internal/wire"
)

// Evaluate asks for a verdict on a signup or a login. The wire version is filled in
// where there are hashes.
func (c *Client) Evaluate(ctx context.Context, request *EvaluateRequest) (*EvaluateReply, error) {
	if request.Version == "" && (len(request.Fingerprint) > 0 || request.LastFingerprint != "") {
		versioned := *request
		versioned.Version = wire.Version
		request = &versioned
	}
	return post[EvaluateReply](ctx, c, request, repeatable, "v2", "evaluate")
}

// User reads a user by the customer's account id or by the user's own id.
func (c *Client) User(ctx context.Context, id string) (*User, error) {
	return get[User](ctx, c, nil, "v2", "user", id)
}

// UserDevices lists a user's devices.
func (c *Client) UserDevices(ctx context.Context, id string) ([]Device, error) {
	return list[Device](ctx, c, "v2", "user", id, "devices")
}

// UpdateUser changes a user.
func (c *Client) UpdateUser(ctx context.Context, id string, update *UserUpdate) (*User, error) {
	return post[User](ctx, c, update, repeatable, "v2", "user", id, "update")
}

// SignToken signs a token for the secret option of attach in the browser, valid for
// ten minutes. limits may be nil.
func (c *Client) SignToken(ctx context.Context, account string, limits *LimitConfig) (string, error) {
	request := &wire.TokenRequest{User: account, LimitConfig: limits}
	reply, err := post[wire.TokenReply](ctx, c, request, repeatable, "token", "sign")
	if err != nil {
		return "", err
	}
	return reply.Secret, nil
}
