package core

import (
	"strings"
	"testing"

	"github.com/openrupt/openrupt/internal/wire"
)

// TestBudgetSettings: every budget can be set within its range, the others keep theirs.
func TestBudgetSettings(t *testing.T) {
	for _, row := range new(Budgets).rows() {
		for text, ok := range map[string]bool{
			`{"hour":1,"day":2}`: true, `{"hour":10000000}`: true, `{"day":0}`: true, `{}`: true,
			`{"hour":-1}`: false, `{"day":10000001}`: false, `{"day":"2"}`: false, `{"week":1}`: false, `{"hour":1.5}`: false,
		} {
			s, err := Settings{DeviceLimit: 1}.merged(wire.Raw(`{"budgets":{"` + row.name + `":` + text + `}}`))
			if (err == nil) != ok {
				t.Errorf("%s %s: %v", row.name, text, err)
			}
			if err == nil && s.DeviceLimit != 1 {
				t.Errorf("%s: %+v", row.name, s)
			}
		}
		s, err := Settings{DeviceLimit: 1}.merged(wire.Raw(`{"budgets":{"` + row.name + `":{"hour":3}}}`))
		if err != nil {
			t.Fatal(err)
		}
		b := s.Budgets.withDefaults()
		for _, got := range b.rows() {
			want := got.fallback
			if got.name == row.name {
				want.Hour = 3
			}
			if *got.set != want {
				t.Errorf("%s set: %s is %+v, want %+v", row.name, got.name, *got.set, want)
			}
		}
		if !strings.Contains(LimitTable(), row.name) {
			t.Errorf("%s is not documented", row.name)
		}
	}
}

// TestSpent: the wait is for the attempt that must be forgotten, also where a moment
// has several.
func TestSpent(t *testing.T) {
	list := []Attempts{{10, 1}, {20, 3}, {30, 1}}
	for n, want := range map[int]wire.Time{1: 30, 2: 20, 4: 20, 5: 10} {
		if done, freeAt := spent(list, n); done != 5 || freeAt != want {
			t.Errorf("%d: %d, %d; want %d", n, done, freeAt, want)
		}
	}
}

// TestAfter: what was done exactly a window ago is forgotten.
func TestAfter(t *testing.T) {
	list := []Attempts{{10, 1}, {20, 3}, {30, 1}}
	for at, want := range map[wire.Time]int{-1: 3, 9: 3, 10: 2, 11: 2, 19: 2, 20: 1, 29: 1, 30: 0, 99: 0} {
		if got := after(list, at); len(got) != want {
			t.Errorf("after %d: %v", at, got)
		}
	}
	if got := after(nil, 1); len(got) != 0 {
		t.Errorf("of none: %v", got)
	}
}
