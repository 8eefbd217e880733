package dashboard

import (
	"errors"
	"net/http"

	"github.com/openrupt/openrupt/internal/wire"
)

// mistake is what an operator filled in wrongly, in words.
func mistake(err error) (string, bool) {
	e, ok := errors.AsType[*wire.Error](err)
	if !ok || e.Code.Status() >= http.StatusInternalServerError {
		return "", false
	}
	if e.Param != "" {
		return words(e.Param) + ": " + e.Message, true
	}
	return e.Message, true
}

func isNotFound(err error) bool {
	e, ok := errors.AsType[*wire.Error](err)
	return ok && e.Code == wire.CodeNotFound
}
