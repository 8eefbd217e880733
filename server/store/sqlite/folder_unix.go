//go:build !windows

package sqlite

import "os"

// syncFolder has a new name survive a power cut.
func syncFolder(path string) error { return flush(path, os.O_RDONLY) }
