// Package httpapi speaks HTTP for server/core: it finds out who asks and from where,
// reads what they send, calls one operation and writes its reply or its error.
//
// A request passes, in this order: request id, access log and metrics, panics
// (observe.go); the path and method (router.go); CORS (cors.go); the credential and
// its class, the project's origins, the request limit, the body (admit.go); and at
// last its operation (endpoint.go, routes_*.go). An endpoint is declared once, as a value that also
// writes its part of openapi.json (openapi.go), so that the document cannot say
// anything that the code does not do.
//
// The document's schemas are built by huma from the same Go types that encoding/json
// reads and writes. Its request handling is not used: credentials may be in the body
// here, unknown fields are ignored, and no reply repeats a submitted value.
package httpapi
