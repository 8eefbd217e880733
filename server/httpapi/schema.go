package httpapi

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/openrupt/openrupt/internal/wire"
)

// newRegistry knows the types of wire that are not in JSON what they are in Go.
func newRegistry() huma.Registry {
	r := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	r.RegisterTypeAlias(reflect.TypeFor[wire.Raw](), reflect.TypeFor[rawSchema]())
	r.RegisterTypeAlias(reflect.TypeFor[wire.Time](), reflect.TypeFor[timeSchema]())
	r.RegisterTypeAlias(reflect.TypeFor[wire.Hashes](), reflect.TypeFor[hashesSchema]())
	r.RegisterTypeAlias(reflect.TypeFor[wire.GroupID](), reflect.TypeFor[groupIDSchema]())
	return r
}

type (
	rawSchema     struct{}
	timeSchema    struct{}
	hashesSchema  struct{}
	groupIDSchema struct{}
)

// Schema is any JSON.
func (rawSchema) Schema(huma.Registry) *huma.Schema { return &huma.Schema{} }

// Schema is a time with milliseconds, in UTC.
func (timeSchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: "string", Format: "date-time", Examples: []any{"2021-09-01T00:00:00.000Z"}}
}

// Schema is one hash, or this visit's and the last one's.
func (hashesSchema) Schema(huma.Registry) *huma.Schema {
	two := 2
	return &huma.Schema{OneOf: []*huma.Schema{
		{Type: "string"},
		{Type: "array", MaxItems: &two, Items: &huma.Schema{Type: "string", Nullable: true}},
	}}
}

// Schema is a string, or a number that is taken as one.
func (groupIDSchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{OneOf: []*huma.Schema{{Type: "string"}, {Type: "number"}}}
}

// schema returns a reference to t's schema, with the descriptions of its doc comments.
func (d *document) schema(t reflect.Type) *huma.Schema {
	s := d.schemas.Schema(t, true, t.Name())
	s.Nullable = false
	d.comment(t)
	return s
}

// comment adds doc comments and constants to the schemas of t and of what it holds.
func (d *document) comment(t reflect.Type) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || d.describe[t] || t == reflect.TypeFor[none]() {
		return
	}
	d.describe[t] = true
	schema := d.schemas.Map()[huma.DefaultSchemaNamer(t, "")]
	if schema == nil {
		return
	}
	schema.Description = wireComments[declared(t)]
	schema.AdditionalProperties = nil // others are ignored
	d.fields(schema, t)
}

// fields describes the properties of a schema by the fields of t, those of embedded
// structs among them.
func (d *document) fields(schema *huma.Schema, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			d.fields(schema, f.Type)
			continue
		}
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if p := schema.Properties[key]; p != nil {
			describe(p, declared(t), key, f)
			d.comment(f.Type)
		}
	}
}

// declared is the name that t's declaration gives it, without type arguments.
func declared(t reflect.Type) string {
	name, _, _ := strings.Cut(t.Name(), "[")
	return name
}

// describe adds what is known of a field to its schema: its own comment, or that of
// its type where the values have names. A doc comment begins with a name in Go;
// callers know the field by its key.
func describe(p *huma.Schema, typeName, key string, f reflect.StructField) {
	if p.Type == "array" {
		p.Nullable = false
	}
	target, t := p, f.Type
	if t.Kind() == reflect.Slice && p.Items != nil {
		target, t = p.Items, t.Elem()
	}
	about, name := wireComments[typeName+"."+f.Name], f.Name
	if about == "" && wireEnums[t.Name()] != nil {
		about, name = wireComments[t.Name()], t.Name()
	}
	if rest, ok := strings.CutPrefix(about, name); ok {
		about = key + rest
	}
	p.Description = strings.TrimSpace(about + constants(target, t))
}

// constants adds the values of a string type to its schema and returns what they mean.
func constants(p *huma.Schema, t reflect.Type) (about string) {
	if t.Kind() != reflect.String || p.Ref != "" {
		return ""
	}
	for _, value := range wireEnums[t.Name()] {
		if !fromServer(t, value) {
			continue
		}
		p.Enum = append(p.Enum, value)
		if c := wireComments[t.Name()+"="+value]; c != "" {
			about += "\n- `" + value + "`: " + c
		}
	}
	return about
}

// fromServer is false for the error codes that only the SDK makes.
func fromServer(t reflect.Type, value string) bool {
	return t != reflect.TypeFor[wire.Code]() || wire.Code(value) == wire.CodeInternal || wire.Code(value).Status() != 500
}
