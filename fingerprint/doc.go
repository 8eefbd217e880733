// Package fingerprint turns the signals of a browser into a hash that can be
// compared: two hashes of one device stay alike when something small about it
// changes, instead of becoming two unrelated texts.
//
// It is pure and compiled twice: into the WebAssembly module, which makes the
// hashes, and into the server, which compares them.
//
// # Layout
//
// A hash, or print, is 256 characters: a header of 12 and 48 segments at fixed
// offsets, described by [Segments]. A segment is the base62 text of the 64-bit
// xxHash of its canonical value, seeded by its index and cut to its width; the
// width is proportional to what agreement on that signal says about identity.
// Three fill characters stand for what has no value: '-' the browser does not
// have it, '_' the browser is known to randomise it, '~' it could not be read
// this time. Whatever happened, a segment keeps its width and its place.
//
// # Comparing
//
// [Compare] skips what is muted or failed on either side and states two things
// about the rest: a similarity between 0 and 1, which is the share of agreeing
// characters, and the evidence in nats, from which [Match.Confidence] says how
// probable it is that both are one device.
//
// # Compatibility
//
// A print starts with the tag of its layout. For everything tagged "r1" these
// stay as they are for good: the length, the offsets, widths and order of the
// segments, the alphabet, the hash function and its seeds, the fill characters,
// the header, and the canonical value of every raw value that has one today. A
// raw value that is not understood today ('~') may be understood tomorrow; a new
// GPU may get a better name before it has been seen, never after. Weights (M, U,
// Discount) are not part of a print: they may be refitted in any release, and so
// confidences may move while prints do not. New segments come with a new tag; a
// server reads the previous tag for at least a year after.
package fingerprint
