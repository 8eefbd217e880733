package coretest

import (
	"fmt"
	"math/rand/v2"
	"net"
	"testing"
)

// Ports below 32768, where systems begin to take those of outgoing connections: one of
// these could have the port while its server is not there yet, or is down.
const lowestPort, ports = 10_000, 22_768

// FreeAddr is an address of this machine that nothing listens at, for a program which is
// told where to listen, and may come back there.
func FreeAddr(t testing.TB) string {
	t.Helper()
	var err error
	for range 100 {
		var l net.Listener
		if l, err = net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", lowestPort+rand.IntN(ports))); err == nil {
			defer func() { _ = l.Close() }()
			return l.Addr().String()
		}
	}
	t.Fatal(err)
	return ""
}
