package core

import (
	"sync"
	"time"
)

// projectTTL is for how long changed settings and revoked keys may go unnoticed.
const projectTTL = 5 * time.Second

// projectCache remembers which project and key a credential names: every request
// needs them, and they hardly ever change.
type projectCache struct {
	mu      sync.RWMutex
	entries map[string]cachedKey
}

type cachedKey struct {
	project *Project
	key     *APIKey
	until   time.Time
}

func (c *projectCache) get(credential string, now time.Time) (cachedKey, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	e, ok := c.entries[credential]
	return e, ok && now.Before(e.until)
}

// put is called for credentials that exist, so the map cannot be filled from outside.
func (c *projectCache) put(credential string, p *Project, k *APIKey, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries == nil {
		c.entries = map[string]cachedKey{}
	}
	c.entries[credential] = cachedKey{p, k, now.Add(projectTTL)}
}

func (c *projectCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries = nil
}
