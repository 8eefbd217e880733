package dashboard

import (
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// The scale ends above every column, and its middle is a whole number: it is labelled.
func TestScale(t *testing.T) {
	for most, want := range map[int]int{0: 4, 1: 4, 4: 4, 5: 6, 6: 6, 7: 8, 9: 10, 10: 10, 11: 20, 41: 50, 50: 50, 51: 60, 81: 100, 999: 1000, 1001: 2000} {
		c := chart{Starts: []wire.Time{0}, Series: []series{{Values: []int{most}}}}
		if got := c.Top(); got != want || c.Half()*2 != got {
			t.Errorf("%d: %d and %d, want %d", most, got, c.Half(), want)
		}
	}
}
