// Package api speaks with the server from a page: it sends requests with a deadline,
// makes errors of refusals, and knows the operations on one challenge. Both browser
// modules link it: the SDK and the challenge.
//
// It is pure, so that its tests run natively; what it needs of the browser are the
// ports [HTTP], [Timer] and [Storage].
package api
