package sqlstore

import "github.com/openrupt/openrupt/server/core"

const projectColumns = `id, name, logo_url, origins, settings, policy, created_at, updated_at`

func scanProject(r Row) (*core.Project, error) {
	p := &core.Project{}
	var origins, settings string
	if err := r.Scan(&p.ID, &p.Name, &p.LogoURL, &origins, &settings, &p.Policy, &p.CreatedAt, &p.UpdatedAt); err != nil {
		return nil, err
	}
	if err := parse(origins, &p.Origins); err != nil {
		return nil, err
	}
	return p, parse(settings, &p.Settings)
}

// Projects returns all projects by id.
func (tx *Tx) Projects() ([]*core.Project, error) {
	return many(tx, scanProject, `SELECT `+projectColumns+` FROM projects ORDER BY id`)
}

// Project returns one project.
func (tx *Tx) Project(id string) (*core.Project, error) {
	return one(tx, scanProject, `SELECT `+projectColumns+` FROM projects WHERE id = ?`, id)
}

// PutProject inserts or replaces.
func (tx *Tx) PutProject(p *core.Project) error {
	return tx.exec(`INSERT INTO projects (`+projectColumns+`) VALUES (?,?,?,?,?,?,?,?)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, logo_url = excluded.logo_url, origins = excluded.origins,
 settings = excluded.settings, policy = excluded.policy, updated_at = excluded.updated_at`,
		p.ID, p.Name, p.LogoURL, text(p.Origins), text(p.Settings), p.Policy, p.CreatedAt, p.UpdatedAt)
}

const keyColumns = `project_id, id, client_id, secret_hash, created_at, revoked_at`

func scanKey(r Row) (*core.APIKey, error) {
	k := &core.APIKey{}
	err := r.Scan(&k.ProjectID, &k.ID, &k.ClientID, &k.SecretHash, &k.CreatedAt, &k.RevokedAt)
	return k, err
}

// APIKeyByClientID returns the key of a client id.
func (tx *Tx) APIKeyByClientID(clientID string) (*core.APIKey, error) {
	return one(tx, scanKey, `SELECT `+keyColumns+` FROM api_keys WHERE client_id = ?`, clientID)
}

// APIKeyBySecretHash returns the key whose API secret has this SHA-256.
func (tx *Tx) APIKeyBySecretHash(hash string) (*core.APIKey, error) {
	return one(tx, scanKey, `SELECT `+keyColumns+` FROM api_keys WHERE secret_hash = ?`, hash)
}

// APIKeys returns a project's keys, the oldest first.
func (tx *Tx) APIKeys(project string) ([]*core.APIKey, error) {
	return many(tx, scanKey, `SELECT `+keyColumns+` FROM api_keys WHERE project_id = ? ORDER BY created_at, id`, project)
}

// PutAPIKey inserts or replaces.
func (tx *Tx) PutAPIKey(k *core.APIKey) error {
	return tx.exec(`INSERT INTO api_keys (`+keyColumns+`) VALUES (?,?,?,?,?,?)
ON CONFLICT (project_id, id) DO UPDATE SET client_id = excluded.client_id, secret_hash = excluded.secret_hash,
 revoked_at = excluded.revoked_at`,
		k.ProjectID, k.ID, k.ClientID, k.SecretHash, k.CreatedAt, k.RevokedAt)
}
