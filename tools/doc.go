// Package tools pins the programs that `make lint` and `make audit` run. It is a module of its own, so that none of
// them is a requirement of OpenRupt.
package tools
