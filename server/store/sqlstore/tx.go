package sqlstore

import (
	"encoding/json"
	"errors"

	"github.com/openrupt/openrupt/server/core"
)

// Conn runs statements within one transaction, in the order in which they come.
// Placeholders are question marks.
type Conn interface {
	// Query runs a statement that returns rows, which must be closed before the next one.
	Query(query string, args ...any) (Rows, error)
	// Exec runs a statement that returns none, and says how many it changed.
	Exec(query string, args ...any) (int64, error)
	// Later runs a statement whose result nobody waits for: perhaps together with the next
	// one, or with the end of the transaction, which fails if it does.
	Later(query string, args ...any) error
}

// Rows are what a query found; *sql.Rows are some.
type Rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close() error
}

// Dialect is what a database says differently.
type Dialect struct {
	// ForUpdate ends a SELECT that locks its row; empty where a writing transaction
	// is alone anyway.
	ForUpdate string
	// SkipLocked ends a SELECT that takes rows which nobody else works on.
	SkipLocked string
	// Bytewise follows a text that is compared byte by byte; empty where all are.
	Bytewise string
	// ByEmail follows the users where an address is looked up, and names the index
	// where the planner would read all users of the project instead.
	ByEmail string
	// Notify is a statement with a topic that wakes the streams of other servers;
	// empty where there are none.
	Notify string
}

// Tx is one transaction as core sees it.
type Tx struct {
	conn    Conn
	dialect Dialect
}

var _ core.Tx = (*Tx)(nil)

// New returns the transaction that conn runs.
func New(conn Conn, d Dialect) *Tx { return &Tx{conn, d} }

// scanner is a row to read columns from.
type scanner interface{ Scan(dest ...any) error }

// one reads the only row of a query; core.ErrNotFound when there is none.
func one[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	list, err := many(tx, scan, query, args...)
	if err == nil && len(list) == 0 {
		err = core.ErrNotFound
	}
	if err != nil {
		var none T
		return none, err
	}
	return list[0], nil
}

// many reads all rows of a query.
func many[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) (list []T, err error) {
	rows, err := tx.conn.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

// scanValue reads a row of one column.
func scanValue[T any](r scanner) (v T, err error) {
	err = r.Scan(&v)
	return v, err
}

// exec runs a statement whose result does not matter.
func (tx *Tx) exec(query string, args ...any) error { return tx.conn.Later(query, args...) }

// change runs a statement that must change one row; core.ErrNotFound when it did not.
func (tx *Tx) change(query string, args ...any) error {
	n, err := tx.conn.Exec(query, args...)
	if err == nil && n == 0 {
		err = core.ErrNotFound
	}
	return err
}

// remove runs a statement that deletes rows, and says how many.
func (tx *Tx) remove(query string, args ...any) (int, error) {
	n, err := tx.conn.Exec(query, args...)
	return int(n), err
}

// text is v as JSON text.
func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("sqlstore: " + err.Error()) // only types of core are ever passed
	}
	return string(b)
}

// parse reads JSON text that text wrote.
func parse(s string, v any) error { return json.Unmarshal([]byte(s), v) }

// marks returns n question marks with commas between.
func marks(n int) string {
	b := make([]byte, 0, 2*n)
	for i := range n {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '?')
	}
	return string(b)
}
