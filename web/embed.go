// Package web holds what a browser downloads: the built SDK in dist and the demo
// site in demo.
package web

import "embed"

// FS has the folders dist, which is empty but for .gitkeep until the SDK is built,
// and demo.
//
//go:embed all:dist all:demo
var FS embed.FS
