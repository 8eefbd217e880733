package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// pin is what ties a script tag to the rupt.js in files, the folder web of this
// binary, and with it to the modules of the same release.
func pin(files fs.FS) (attributes string, err error) {
	text, err := fs.ReadFile(files, "dist/integrity.json")
	if err != nil {
		return "", errors.New("--integrity: the browser SDK is not part of this binary")
	}
	var sums map[string]string
	if err := json.Unmarshal(text, &sums); err != nil {
		return "", err
	}
	return fmt.Sprintf(` integrity="%s" crossorigin="anonymous"`, sums["rupt.js"]), nil
}
