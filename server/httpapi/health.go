package httpapi

import (
	"context"
	"net/http"
	"time"
)

type health struct {
	Status string `json:"status"`
}

// healthy says that the process answers.
func healthy(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, health{"ok"})
}

// ready says whether requests would be answered: 503 while the store is away or
// while the process drains before it ends.
func (a *api) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if a.leaving.Load() || a.streams.Draining() {
		writeJSON(w, http.StatusServiceUnavailable, health{"draining"})
		return
	}
	if err := a.core.Ready(ctx); err != nil {
		a.log.ErrorContext(ctx, "not ready", "error", err)
		writeJSON(w, http.StatusServiceUnavailable, health{"store unavailable"})
		return
	}
	writeJSON(w, http.StatusOK, health{"ok"})
}
