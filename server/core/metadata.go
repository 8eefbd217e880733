package core

import (
	"bytes"
	"encoding/json"

	"github.com/openrupt/openrupt/internal/wire"
)

const (
	maxMetadataKeys  = 50
	maxMetadataBytes = 8 << 10
	maxGroups        = 100
)

var emptyObject = wire.Raw("{}")

// mergeMetadata adds the fields of an object to another and lets a null remove one.
// It returns known itself when that changes nothing.
func mergeMetadata(param string, known, given wire.Raw) (wire.Raw, error) {
	if len(known) == 0 {
		known = emptyObject
	}
	if given = bytes.TrimSpace(given); len(given) == 0 || string(given) == "null" || string(given) == "{}" {
		return known, nil
	}
	old, fields := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	if err := json.Unmarshal(known, &old); err != nil {
		return nil, err
	}
	if json.Unmarshal(given, &fields) != nil {
		return nil, invalid(param, "This must be a JSON object.")
	}
	if !mergeFields(old, fields) {
		return known, nil
	}
	merged, err := json.Marshal(old)
	if err == nil && (len(old) > maxMetadataKeys || len(merged) > maxMetadataBytes) {
		return nil, invalid(param, "This may have at most 50 fields and 8,192 bytes of JSON, with what is kept already.")
	}
	return merged, err
}

// mergeFields says whether it changed anything.
func mergeFields(old, fields map[string]json.RawMessage) (changed bool) {
	for k, v := range fields {
		was, had := old[k]
		switch {
		case string(v) == "null" && had:
			delete(old, k)
			changed = true
		case string(v) != "null" && !bytes.Equal(was, v):
			old[k] = v
			changed = true
		}
	}
	return changed
}

// stringFields refuses metadata whose values are not strings or arrays of strings.
func stringFields(param string, raw wire.Raw) error {
	fields := map[string]json.RawMessage{}
	if json.Unmarshal(raw, &fields) != nil || fields == nil {
		return invalid(param, "This must be a JSON object.")
	}
	for _, v := range fields {
		var s string
		var list []string
		if json.Unmarshal(v, &s) != nil && json.Unmarshal(v, &list) != nil {
			return invalid(param, "Each field must be a string or an array of strings.")
		}
	}
	return nil
}

// mergeGroups adds or replaces groups by id, and drops those without one.
func mergeGroups(known, given []wire.Group) (merged []wire.Group, changed bool, err error) {
	merged = append(merged, known...)
	for _, g := range given {
		if g.ID == "" {
			continue
		}
		i := indexGroup(merged, g.ID)
		if i < 0 {
			merged, i = append(merged, wire.Group{ID: g.ID}), len(merged)
			changed = true
		}
		metadata, err := mergeMetadata("groups", merged[i].Metadata, g.Metadata)
		if err != nil {
			return nil, false, err
		}
		changed = changed || g.Name != "" && g.Name != merged[i].Name || !bytes.Equal(metadata, merged[i].Metadata)
		merged[i].Metadata = metadata
		if g.Name != "" {
			merged[i].Name = g.Name
		}
	}
	if len(merged) > maxGroups {
		return nil, false, invalid("groups", "A user may be in at most 100 groups.")
	}
	return merged, changed, nil
}

func indexGroup(list []wire.Group, id wire.GroupID) int {
	for i := range list {
		if list[i].ID == id {
			return i
		}
	}
	return -1
}
