//go:build js

// Package dom shows the challenge in a browser: as a dialog over a page, in a shadow
// root of its own, or as the enhancement of the hosted page, whose server-rendered
// tree it takes over without replacing what is already right.
//
// It compares the view's tree with the document itself, so that it needs no memory
// of what it rendered and never touches what is as it should be: the field's content,
// the caret, the focus and the live regions survive every update.
package dom
