package core

import (
	"context"
	"errors"

	"github.com/openrupt/openrupt/internal/wire"
)

func (s *Service) Evaluate(ctx context.Context, c Caller, r *wire.EvaluateRequest) (*wire.EvaluateReply, error) {
	return nil, errors.New("core: under construction")
}
