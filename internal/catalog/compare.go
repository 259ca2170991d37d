package catalog

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"

	"hailong/internal/survey"
)

// A change is the first place where a template differs from its record.
type change struct {
	key string
	was string
}

// compare finds the first difference in what two templates say. Comments,
// quotes and the order of keys in the files do not count.
func compare(was, now *survey.Template) (change, bool) {
	return differ("", reflect.ValueOf(was).Elem(), reflect.ValueOf(now).Elem())
}

func differ(key string, was, now reflect.Value) (change, bool) {
	switch was.Kind() {
	case reflect.Struct:
		return differStruct(key, was, now)
	case reflect.Slice:
		if was.Type() == languages {
			return differLangs(key, was, now)
		}
		return differSlice(key, was, now)
	case reflect.Map:
		return differMap(key, was, now)
	case reflect.Pointer:
		if was.IsNil() || now.IsNil() {
			return change{key, show(was)}, was.IsNil() != now.IsNil()
		}
		return differ(key, was.Elem(), now.Elem())
	default:
		return change{key, show(was)}, !was.Equal(now)
	}
}

// differStruct goes by the order of the fields, which is that of the files.
func differStruct(key string, was, now reflect.Value) (change, bool) {
	for i := range was.NumField() {
		tag := was.Type().Field(i).Tag.Get("yaml")
		if tag == "" {
			continue
		}
		if c, ok := differ(join(key, tag), was.Field(i), now.Field(i)); ok {
			return c, true
		}
	}
	return change{}, false
}

var (
	texts     = reflect.TypeFor[survey.Text]()
	languages = reflect.TypeFor[[]survey.Lang]()
)

// differLangs lets a language be added, in whatever place of the list.
func differLangs(key string, was, now reflect.Value) (change, bool) {
	for i := range was.Len() {
		if l := was.Index(i); !slices.Contains(now.Interface().([]survey.Lang), l.Interface().(survey.Lang)) {
			return change{fmt.Sprintf("%s[%d]", key, i), show(l)}, true
		}
	}
	return change{}, false
}

func differSlice(key string, was, now reflect.Value) (change, bool) {
	for i := range min(was.Len(), now.Len()) {
		if c, ok := differ(fmt.Sprintf("%s[%d]", key, i), was.Index(i), now.Index(i)); ok {
			return c, true
		}
	}
	switch {
	case now.Len() > was.Len():
		return change{fmt.Sprintf("%s[%d]", key, was.Len()), show(reflect.Value{})}, true
	case now.Len() < was.Len():
		return change{fmt.Sprintf("%s[%d]", key, now.Len()), show(was.Index(now.Len()))}, true
	}
	return change{}, false
}

func differMap(key string, was, now reflect.Value) (change, bool) {
	keys := map[string]reflect.Value{}
	for _, k := range slices.Concat(was.MapKeys(), now.MapKeys()) {
		keys[k.String()] = k
	}
	for _, name := range slices.Sorted(maps.Keys(keys)) {
		before, after := was.MapIndex(keys[name]), now.MapIndex(keys[name])
		// A further translation changes nothing that anybody was asked.
		if !before.IsValid() && was.Len() > 0 && was.Type() == texts {
			continue
		}
		if before.IsValid() != after.IsValid() || !before.Equal(after) {
			return change{join(key, name), show(before)}, true
		}
	}
	return change{}, false
}

// show writes an old value so that the author recognises it. Of a whole
// question, option or factor the code says enough.
func show(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Invalid:
		return "not there"
	case reflect.Pointer:
		if v.IsNil() {
			return "not there"
		}
		return show(v.Elem())
	case reflect.String:
		return strconv.Quote(v.String())
	}
	switch w := v.Interface().(type) {
	case survey.Section:
		return "section " + strconv.Quote(w.Title.In(survey.Vietnamese))
	case survey.Question:
		return "question " + w.Code
	case survey.Option:
		return "option " + w.Code
	case survey.Factor:
		return "factor " + w.Code
	case survey.Condition:
		return fmt.Sprintf("{question: %s, in: %v}", w.Question, w.In)
	}
	return fmt.Sprint(v)
}
