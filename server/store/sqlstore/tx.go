package sqlstore

import (
	"encoding/json"
	"errors"

	"github.com/openrupt/openrupt/server/core"
)

// Conn runs statements within one transaction, in the order in which they come.
// Placeholders are question marks.
type Conn interface {
	// Read runs queries that do not wait for each other's answers: on one way to the
	// database, where it is another process.
	Read(queries ...Query) error
	// Exec runs a statement that returns none, and says how many it changed.
	Exec(query string, args ...any) (int64, error)
	// Later runs a statement whose result nobody waits for: perhaps together with the next
	// one, or with the end of the transaction, which fails if it does.
	Later(query string, args ...any) error
}

// Query is a statement that returns rows, and what becomes of each of them.
type Query struct {
	Text string
	Args []any
	Row  func(Row) error
}

// Row is one to read columns from.
type Row interface{ Scan(dest ...any) error }

// Rows are what a query found; *sql.Rows are some.
type Rows interface {
	Row
	Next() bool
	Err() error
	Close() error
}

// Take reads rows to their end.
func (q Query) Take(rows Rows) (err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := q.Row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Dialect is what a database says differently.
type Dialect struct {
	// ForUpdate ends a SELECT that locks its row; empty where a writing transaction
	// is alone anyway.
	ForUpdate string
	// SkipLocked ends a SELECT that takes rows which nobody else works on.
	SkipLocked string
	// LockName is a statement that locks a name until the transaction ends; empty where a
	// writing transaction is alone anyway.
	LockName string
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

// one reads the only row of a query; core.ErrNotFound when there is none.
func one[T any](tx *Tx, scan func(Row) (T, error), query string, args ...any) (T, error) {
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
func many[T any](tx *Tx, scan func(Row) (T, error), query string, args ...any) (list []T, err error) {
	err = tx.conn.Read(into(&list, scan, query, args...))
	return list, err
}

// into is a query whose rows are added to a list.
func into[T any](list *[]T, scan func(Row) (T, error), query string, args ...any) Query {
	return Query{query, args, func(r Row) error {
		v, err := scan(r)
		*list = append(*list, v)
		return err
	}}
}

// only is a query of one row at most.
func only[T any](found *T, scan func(Row) (T, error), query string, args ...any) Query {
	return Query{query, args, func(r Row) (err error) {
		*found, err = scan(r)
		return err
	}}
}

// scanValue reads a row of one column.
func scanValue[T any](r Row) (v T, err error) {
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
