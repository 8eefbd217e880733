// Package jsonlite reads and writes JSON (RFC 8259) for the browser module, where
// encoding/json would cost 247 kB of download.
//
// Reading is lazy: [Parse] checks the whole text once, strictly and with a bounded
// depth; after that a [Value] is a span of the text, and walking it cannot fail.
// What is only passed on, such as metadata, is never decoded: [Value.Raw] is the
// text itself. [Writer] appends to one buffer.
package jsonlite
