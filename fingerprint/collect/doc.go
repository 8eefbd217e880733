//go:build js && wasm

// Package collect reads the signals of the browser it runs in: one signal a file,
// in the order of registry.go.
//
// A signal file says what it reads, why that is stable and where it lies. It returns
// the raw value as text; how that becomes canonical bytes is decided by package
// fingerprint, which runs on both sides.
//
// What takes the browser long, and takes no part of ours, is begun by the loader while
// the module arrives: reach.js, with how wide text is in text.js and what is drawn by the
// GPU in gpu.js. The order of the rest is that of who has to wait
// for whom: questions are put, then come properties and canvases, while they are
// answered. After 16 ms at the latest the page has its turn, unless a single call of the
// browser takes longer: the first use of Intl takes Chromium 10 to 50 ms.
//
// Any API may be missing, throw, never settle or lie. Each signal therefore has its
// own guard and its own time limit, and a page in which everything is broken still
// gets a result. No answer is waited for after 1.2 seconds. Nothing is printed, nothing
// is stored, and the document is not touched but for an empty element and, for verdicts
// and where text.js needs it, a hidden frame, which are removed again.
package collect
