package core

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/openrupt/openrupt/internal/wire"
)

// tokenClaims are what a signed token states: that the project's back end knows the
// browser's user, until exp (seconds, as JWT counts).
type tokenClaims struct {
	Project string            `json:"iss"`
	User    string            `json:"sub"`
	Limit   *wire.LimitConfig `json:"limit_config,omitempty"`
	Expires int64             `json:"exp"`
}

type tokenHeader struct {
	Algorithm string `json:"alg"`
	Type      string `json:"typ"`
	KeyID     string `json:"kid"`
}

var b64 = base64.RawURLEncoding

// SignToken returns a JWT (HS256) with which a browser proves which user it has, for
// ten minutes.
func (s *Service) SignToken(_ context.Context, c Caller, r *wire.TokenRequest) (*wire.TokenReply, error) {
	if c.Class != Server {
		return nil, errForbidden
	}
	user := cmp.Or(r.User, r.Account)
	if err := checkAccount("user", user); err != nil {
		return nil, err
	}
	if err := checkLimit(r.LimitConfig); err != nil {
		return nil, err
	}
	_, keyID := s.keys.sign(purposeToken)
	head, err := json.Marshal(tokenHeader{"HS256", "JWT", keyID})
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(tokenClaims{c.Project.ID, user, r.LimitConfig, s.clock.Now().Add(tokenTTL).Unix()})
	if err != nil {
		return nil, err
	}
	signed := b64.EncodeToString(head) + "." + b64.EncodeToString(body)
	return &wire.TokenReply{Secret: signed + "." + b64.EncodeToString(s.keys.jwtMAC(signed, keyID))}, nil
}

var (
	errToken        = fault(wire.CodeUnauthorized, "The signed token is malformed or of another project: have your back end sign a new one.")
	errTokenExpired = fault(wire.CodeUnauthorized, "The signed token has expired: have your back end sign a new one.")
)

// readToken accepts only what SignToken made: the algorithm is fixed, whatever the
// token's header says. Of one that has run out it returns the claims and errTokenExpired.
func (s *Service) readToken(p *Project, token string) (claims tokenClaims, err error) {
	signed, mac, head, body, ok := splitToken(token)
	var h tokenHeader
	if !ok || json.Unmarshal(head, &h) != nil || !s.keys.jwtVerify(signed, h.KeyID, mac) || json.Unmarshal(body, &claims) != nil {
		return tokenClaims{}, errToken
	}
	if claims.Project != p.ID || claims.User == "" {
		return tokenClaims{}, errToken
	}
	if s.clock.Now().Unix() >= claims.Expires {
		return claims, errTokenExpired
	}
	return claims, nil
}

func splitToken(token string) (signed string, mac, head, body []byte, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return
	}
	var err1, err2, err3 error
	head, err1 = b64.DecodeString(parts[0])
	body, err2 = b64.DecodeString(parts[1])
	mac, err3 = b64.DecodeString(parts[2])
	return parts[0] + "." + parts[1], mac, head, body, err1 == nil && err2 == nil && err3 == nil
}
