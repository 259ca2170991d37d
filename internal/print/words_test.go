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
		v := reflect.ValueOf(*w)
		for i := range v.NumField() {
			field := v.Field(i)
			for j := range max(1, len(w.Steps)) {
				s := ""
				if field.Kind() == reflect.Array {
					s = field.Index(j).String()
				} else {
					s = field.String()
				}
				if strings.TrimSpace(s) == "" {
					t.Errorf("%q lacks %s", l, v.Type().Field(i).Name)
				}
				for part := range strings.SplitSeq(s, hardBreak) {
					if trimmed := strings.TrimSpace(part); sans.clean(trimmed) != trimmed {
						t.Errorf("%q %s: %q cannot be printed", l, v.Type().Field(i).Name, part)
					}
				}
			}
		}
	}
}
