package challengeui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// The compiler sees that no text is missing; this sees that none is misplaced.
func TestTextsAreInOrder(t *testing.T) {
	var fields []string
	for f := range fieldsOf() {
		fields = append(fields, f.Name)
	}
	for f := range structFields(reflect.TypeFor[Letters]()) {
		fields = append(fields, f.Name)
	}
	files, _ := filepath.Glob("texts_??.go")
	if len(files) != len(Languages) {
		t.Fatalf("%d files for %d languages", len(files), len(Languages))
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		var comments []string
		for _, c := range parsed.Comments {
			if name, ok := strings.CutPrefix(c.List[0].Text, "/* "); ok {
				comments = append(comments, strings.TrimSuffix(name, " */"))
			}
		}
		if !slices.Equal(comments, fields) {
			t.Errorf("%s: the comments are not the fields of Texts in their order:\n%v\n%v", file, comments, fields)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Value == `""` {
				t.Errorf("%s: an empty text", file)
			}
			return true
		})
	}
}

func fieldsOf() func(func(reflect.StructField) bool) { return structFields(reflect.TypeFor[Texts]()) }

func structFields(of reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range of.NumField() {
			if !yield(of.Field(i)) {
				return
			}
		}
	}
}

// Every language has letters of its own, in its own script, with English's placeholders.
func TestLetters(t *testing.T) {
	for _, l := range Languages {
		letters := LettersOf(l)
		if letters.Tag != l.Tag {
			t.Errorf("%s has the letters of %s", l.Tag, letters.Tag)
		}
		for f := range structFields(reflect.TypeFor[Letters]()) {
			got := reflect.ValueOf(*letters).FieldByIndex(f.Index).String()
			want := reflect.ValueOf(englishLetters).FieldByIndex(f.Index).String()
			for _, p := range []string{"{code}", "{project}", "{minutes}", "{device}"} {
				if strings.Count(got, p) != strings.Count(want, p) {
					t.Errorf("%s %s: %q has not the placeholders of %q", l.Tag, f.Name, got, want)
				}
			}
		}
	}
}

// Every language says everything, with the placeholders of English.
func TestTextsHaveTheirPlaceholders(t *testing.T) {
	for _, l := range Languages {
		for f := range fieldsOf() {
			want := reflect.ValueOf(english).FieldByIndex(f.Index)
			got := reflect.ValueOf(*l).FieldByIndex(f.Index)
			switch want := want.Interface().(type) {
			case string:
				checkPlaceholders(t, l.Tag+" "+f.Name, got.String(), want)
			case Forms:
				checkForms(t, l, f.Name, got.Interface().(Forms))
			}
		}
	}
}

func checkPlaceholders(t *testing.T, name, got, want string) {
	for _, p := range []string{"{project}", "{to}", "{n}", "{browser}", "{os}", "{heading}"} {
		if strings.Count(got, p) > 1 || strings.Contains(want, p) != strings.Contains(got, p) && p != "{project}" {
			t.Errorf("%s: %q has not the placeholders of %q", name, got, want)
		}
	}
	if strings.Count(got, "{") != strings.Count(got, "}") || strings.TrimSpace(got) != got {
		t.Errorf("%s: %q is malformed", name, got)
	}
}

// checkForms wants a text for every category that the language uses up to a thousand,
// and the number in those that stand for many numbers.
func checkForms(t *testing.T, l *Texts, name string, f Forms) {
	seen := map[Plural]int{}
	for n := range 1000 {
		seen[l.Plural(n)]++
	}
	for p, times := range seen {
		s := f.of(p)
		if s == "" || times > 3 && !strings.Contains(s, "{n}") {
			t.Errorf("%s %s: form %d is %q", l.Tag, name, p, s)
		}
	}
}

func TestPlural(t *testing.T) {
	for n, want := range map[int]string{
		0: "لم تبقَ أي محاولة.", 1: "محاولة واحدة", 2: "محاولتان", 3: "٣ محاولات", 10: "١٠ محاولات",
		11: "١١ محاولة", 99: "٩٩ محاولة", 100: "١٠٠ محاولة", 103: "١٠٣ محاولات", 111: "١١١ محاولة",
	} {
		if got := arabic.count(arabic.TriesLeft, n); !strings.Contains(got, want) {
			t.Errorf("ar %d: %q has no %q", n, got, want)
		}
	}
	for n, want := range map[int]string{0: "0 tries", 1: "1 try", 2: "2 tries", 21: "21 tries"} {
		if got := english.count(english.TriesLeft, n); !strings.Contains(got, want) {
			t.Errorf("en %d: %q has no %q", n, got, want)
		}
	}
	for n, want := range map[int]string{0: "0 minute", 1: "1 minute", 2: "2 minutes"} {
		if got := french.count(french.MinutesAgo, n); got != "il y a "+want {
			t.Errorf("fr %d: %q", n, got)
		}
	}
}

func TestPick(t *testing.T) {
	for _, c := range []struct {
		wishes []string
		want   string
	}{
		{nil, "en"},
		{[]string{""}, "en"},
		{[]string{"xx", "", "-"}, "en"},
		{[]string{"fr-CA"}, "fr"},
		{[]string{"", "de-AT", "en"}, "de"},
		{[]string{"pt"}, "pt-BR"},
		{[]string{"pt-PT"}, "pt-BR"},
		{[]string{"pt_BR"}, "pt-BR"},
		{[]string{"ZH-hans"}, "zh-Hans"},
		{[]string{"zh-CN", "en"}, "zh-Hans"},
		{[]string{"ar-EG"}, "ar"},
		{[]string{"tlh", "ja"}, "ja"},
		{[]string{"engineer"}, "en"},
	} {
		if got := Pick(c.wishes...).Tag; got != c.want {
			t.Errorf("Pick(%q) = %s, want %s", c.wishes, got, c.want)
		}
	}
}
