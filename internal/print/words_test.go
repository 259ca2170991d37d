package print

import (
	"reflect"
	"strings"
	"testing"

	"hailong/internal/survey"
)

func TestEverySentenceIsThereInBothLanguages(t *testing.T) {
	for l, w := range map[survey.Lang]*words{"": &vietnamese, "fr": &vietnamese, survey.Vietnamese: &vietnamese, survey.English: &english} {
		if in(l) != w {
			t.Errorf("%q: got the other language", l)
		}
		sentences(reflect.ValueOf(*w), "", func(name, s string) {
			if strings.TrimSpace(s) == "" {
				t.Errorf("%q lacks %s", l, name)
			}
			for part := range strings.SplitSeq(s, hardBreak) {
				if trimmed := strings.TrimSpace(part); sans.clean(trimmed) != trimmed || serif.clean(trimmed) != trimmed {
					t.Errorf("%q %s: %q cannot be printed", l, name, part)
				}
			}
		})
	}
}

// sentences visits every sentence of words, and of the words within them.
func sentences(v reflect.Value, name string, visit func(name, s string)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			sentences(v.Field(i), name+"."+v.Type().Field(i).Name, visit)
		}
	case reflect.Array:
		for i := range v.Len() {
			sentences(v.Index(i), name, visit)
		}
	default:
		visit(name, v.String())
	}
}
