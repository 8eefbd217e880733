// Package wire is the vocabulary that the browser SDK, the server and the
// generators share: paths, requests, replies, error codes and event names.
//
// It is compiled into the WebAssembly module, so it imports nothing but strconv:
// no time, no fmt, no encoding/json. Times are [Time], opaque JSON is [Raw].
// The doc comments of its types and fields are the descriptions in openapi.json.
package wire

// Version is the wire version of the SDK and of the hashes that it makes. The
// server's evaluate endpoint requires it together with hashes.
const Version = "2.32.0"

// ClientName is what our SDK calls itself in attach.
const ClientName = "openrupt"
