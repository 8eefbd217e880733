package rupt

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/openrupt/openrupt/internal/wire"
)

// ListOptions choose a page of challenges. The zero value asks for the first ten.
type ListOptions struct {
	// Page counts from 1.
	Page int
	// Limit is from 1 to 100.
	Limit int
	// Start and End bound createdAt.
	Start, End time.Time
}

// Challenges lists challenges, newest first.
func (c *Client) Challenges(ctx context.Context, options ListOptions) (*ChallengePage, error) {
	query := url.Values{}
	if options.Page != 0 {
		query.Set("page", strconv.Itoa(options.Page))
	}
	if options.Limit != 0 {
		query.Set("limit", strconv.Itoa(options.Limit))
	}
	if !options.Start.IsZero() {
		query.Set("start_date", options.Start.UTC().Format(time.RFC3339Nano))
	}
	if !options.End.IsZero() {
		query.Set("end_date", options.End.UTC().Format(time.RFC3339Nano))
	}
	return get[ChallengePage](ctx, c, query, "v2", "challenges")
}

// Challenge reads one challenge.
func (c *Client) Challenge(ctx context.Context, id string) (*Challenge, error) {
	return get[Challenge](ctx, c, nil, "v2", "challenges", id)
}

// Passed says whether a challenge lets this account in: completed, of this type, and
// completed no longer than maxAge before now.
func Passed(challenge *Challenge, account string, kind ChallengeType, maxAge time.Duration, now time.Time) bool {
	completed := time.UnixMilli(int64(challenge.CompletedAt))
	return challenge.Status == StatusCompleted &&
		challenge.Type == kind &&
		challenge.User != nil && challenge.User.ExternalID == account &&
		now.Sub(completed) <= maxAge
}

// ChallengeDevices lists the devices of the challenge's user.
func (c *Client) ChallengeDevices(ctx context.Context, id string) ([]Device, error) {
	return list[Device](ctx, c, "v2", "challenges", id, "devices")
}

// Kick logs one of the user's other devices out.
func (c *Client) Kick(ctx context.Context, id, device string) error {
	_, err := post[wire.SuccessReply](ctx, c, nil, repeatable, "v2", "challenges", id, "devices", device, "kick")
	return err
}

// Send sends a code.
func (c *Client) Send(ctx context.Context, id string, request *SendRequest) (*SendReply, error) {
	return post[SendReply](ctx, c, request, once, "v2", "challenges", id, "send")
}

// Verify tries a code. A wrong one is an *Error with the code incorrect_code and
// AttemptsLeft.
func (c *Client) Verify(ctx context.Context, id, code string) error {
	_, err := post[wire.VerifyReply](ctx, c, &wire.VerifyRequest{Code: code}, once, "v2", "challenges", id, "verify")
	return err
}

// Complete completes a verified challenge that is within its limits.
func (c *Client) Complete(ctx context.Context, id string) error {
	_, err := post[wire.SuccessReply](ctx, c, nil, repeatable, "v2", "challenges", id, "complete")
	return err
}
