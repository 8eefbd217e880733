// Package sqlstore is the SQL that the SQLite and the PostgreSQL store share: one
// text a statement, in the subset that both understand.
//
// Every key begins with the project, every time is a count of milliseconds, and ids
// are made by the caller, so that tables can be partitioned and moved. What differs
// between the databases is in [Dialect] and in each store's migrations.
package sqlstore
