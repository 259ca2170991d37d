package catalog

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	"hailong/internal/survey"
)

// maxFields keeps the list short enough to choose from on a phone; the
// procedures of a commune fill seventy fields of the law.
const maxFields = 40

var fieldPattern = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,15}$`)

// fieldLangs are the languages of every field, whatever the templates declare;
// moreLangs those that its text, which citizens choose from, may have beside them.
var (
	fieldLangs = []survey.Lang{survey.Vietnamese, survey.English}
	moreLangs  = []survey.Lang{survey.Chinese, survey.Korean, survey.Japanese}
)

// readFields returns the service fields of a file, with complaints beside them.
func readFields(f *file) []survey.Field {
	root := parse(f)
	if root == nil {
		return nil
	}
	var listed struct {
		Fields []survey.Field `yaml:"fields"`
	}
	decode(f, root, &listed)
	if len(f.complaints) > 0 {
		return nil
	}
	if n := len(listed.Fields); n < 1 || n > maxFields {
		f.complain("fields", "there are %d service fields; list 1 to %d", n, maxFields)
	}
	seen := map[string]bool{}
	for i, field := range listed.Fields {
		key := fmt.Sprintf("fields[%d]", i)
		switch {
		case !fieldPattern.MatchString(field.Code):
			f.complain(key+".code", "%q is not a field code; use a capital, then up to 15 of A-Z, 0-9 and _", field.Code)
		case seen[field.Code]:
			f.complain(key+".code", "%q is the code of another field; give each its own", field.Code)
		}
		seen[field.Code] = true
		fieldText(f, key+".text", field.Text, moreLangs)
		fieldText(f, key+".office", field.Office, nil)
	}
	return listed.Fields
}

func fieldText(f *file, key string, t survey.Text, more []survey.Lang) {
	for _, l := range fieldLangs {
		if t[l] == "" {
			f.complain(key+"."+string(l), "the translation is missing; write it")
		}
	}
	for _, l := range slices.Sorted(maps.Keys(t)) {
		switch {
		case !slices.Contains(fieldLangs, l) && !slices.Contains(more, l):
			f.complain(key+"."+string(l), "it is written in %v only; remove this", slices.Concat(fieldLangs, more))
		case survey.Clean(t[l]) != t[l]:
			f.complain(key+"."+string(l), "the text holds control or invisible characters, or blanks at an end; type it again")
		}
	}
}
