package main

import (
	"fmt"
	"os"
	"strings"
)

// forgetEmpty has variables RUPT_… that are empty count as not set: compose files and units
// write an absent value so, and no setting means something when it is empty.
func forgetEmpty() error {
	for _, entry := range os.Environ() {
		if name, value, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "RUPT_") && strings.TrimSpace(value) == "" {
			if err := os.Unsetenv(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// readSecretFiles sets RUPT_X to what is in the file that RUPT_X_FILE names, as
// container platforms hand over secrets.
func readSecretFiles() error {
	for _, entry := range os.Environ() {
		name, file, _ := strings.Cut(entry, "=")
		target, ok := strings.CutSuffix(name, "_FILE")
		if !ok || !strings.HasPrefix(name, "RUPT_") || file == "" {
			continue
		}
		if os.Getenv(target) != "" {
			return fmt.Errorf("both %s and %s are set; which one counts?", target, name)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.Setenv(target, strings.TrimSpace(string(text))); err != nil {
			return err
		}
	}
	return nil
}
