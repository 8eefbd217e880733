// Package chaos has only tests: they run rupt serve as it is shipped, under load, and
// kill it, its database and the network between them. It is a module of its own, so that
// nothing of it is a requirement of OpenRupt.
//
// make test-chaos runs a few rounds of each; make chaos runs them all and keeps the
// figures. The load notes every write that a server acknowledged, and [ledger] looks for
// all of them afterwards.
package chaos
