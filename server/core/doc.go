// Package core is the domain of OpenRupt: who uses an account on which browsers,
// when that is more than the account allows, and how the challenge that follows is
// settled.
//
// It knows no SQL and no HTTP. Operations are methods of [Service]; they take and
// return the types of internal/wire, and every operation that changes something is
// one transaction of its [Store]. An error meant for the caller is a [*wire.Error];
// any other error is the server's own fault. Time, randomness and keys come in
// through [Config].
package core
