package main

import "testing"

func TestGarbagePercent(t *testing.T) {
	for _, tt := range []struct {
		inUse uint64
		want  int
	}{{0, 400}, {1 << 20, 400}, {8 << 20, 200}, {16 << 20, 100}, {32 << 20, 50}, {1 << 30, 50}} {
		if got := garbagePercent(tt.inUse); got != tt.want {
			t.Errorf("%d bytes in use: %d, want %d", tt.inUse, got, tt.want)
		}
	}
}
