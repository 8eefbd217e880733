package evaluate

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// mistakes says what is wrong with a policy's YAML in words of policies: the decoder's are
// of Go's types, and repeat values. where stands for the line; "" is the decoder's own.
func mistakes(err error, where string) error {
	var all *yaml.TypeError
	if !errors.As(err, &all) {
		return err
	}
	errs := make([]error, len(all.Errors))
	for i, text := range all.Errors {
		line, what, _ := strings.Cut(text, ": ")
		if where != "" {
			line = where
		}
		errs[i] = fmt.Errorf("%s: %s", line, mistake(what))
	}
	return errors.Join(errs...)
}

func mistake(what string) string {
	if name, of, ok := strings.Cut(what, " not found in type "); ok {
		fields := "a policy has mode and rules"
		if of == "evaluate.Rule" {
			fields = "a rule has name, about, when, reason, verdict, priority and mode"
		}
		return "there is no " + name + ": " + fields
	}
	into := strings.LastIndex(what, " into ")
	if !strings.HasPrefix(what, "cannot unmarshal ") || into < 0 {
		return what
	}
	switch to := what[into+len(" into "):]; {
	case to == "int":
		return "want a whole number"
	case strings.HasPrefix(to, "[]"):
		return "want a list"
	case strings.HasPrefix(to, "struct "):
		return "want mode and rules, each with a colon and what it is"
	case to == "evaluate.Rule":
		return "want fields, such as name: and when:"
	}
	return "want a text"
}
