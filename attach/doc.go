// Package attach is the browser SDK without the browser: what it asks the server,
// what it keeps, when it sends the page elsewhere. It reaches the world through
// [Ports], so all of it runs natively against a real server in tests.
//
// [Client.Call] is the way in: a function's name and its options as one JSON text,
// the result as JSON text. Everything fails open: whatever happens to the network
// or to the server, the page goes on.
package attach
