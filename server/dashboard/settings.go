package dashboard

import (
	"encoding/json"

	"github.com/openrupt/openrupt/server/core"
)

// settings are the project's.
func (q *request) settings() (s core.Settings, err error) {
	return s, json.Unmarshal(q.project.Settings, &s)
}
