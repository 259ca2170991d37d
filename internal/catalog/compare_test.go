package catalog

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"hailong/internal/survey"
)

func TestCompareFindsTheFirstDifference(t *testing.T) {
	source := small("short", 1)
	const last = "      - { code: KQ, kind: level, text: { vi: Kết quả? }, skip: { question: A4, in: [chua] } }\n"
	for _, c := range []struct {
		name, from, to string
		key, was       string
	}{
		{"nothing", "", "", "", ""},
		{"a word", "Phiếu thử", "Phiếu", "title.vi", `"Phiếu thử"`},
		{"the order of levels", "  - { vi: Hài lòng }\n  - { vi: Rất hài lòng }", "  - { vi: Rất hài lòng }\n  - { vi: Hài lòng }", "levels[3].vi", `"Hài lòng"`},
		{"a text more", "na:", "intro: { vi: Xin chào }\nna:", "intro.vi", "not there"},
		{"a factor more", "sections:", "factors: [{ code: TC, text: { vi: x } }]\nsections:", "factors[0]", "not there"},
		{"a code", "code: roi", "code: xong", "sections[0].questions[1].options[0].code", `"roi"`},
		{"an option less", "          - { code: chua, text: { vi: Chưa } }\n", "", "sections[0].questions[1].options[1]", "option chua"},
		{"a question less", last, "", "sections[0].questions[2]", "question KQ"},
		{"a question between", last, strings.Replace(last, "KQ", "TC", 1) + last, "sections[0].questions[2].code", `"KQ"`},
		{"required", "code: HL0,", "code: HL0, required: true,", "sections[0].questions[0].required", "false"},
		{"another condition", "in: [chua]", "in: [roi]", "sections[0].questions[2].skip.in[0]", `"chua"`},
		{"no condition", ", skip: { question: A4, in: [chua] }", "", "sections[0].questions[2].skip", "{question: A4, in: [chua]}"},
	} {
		was, now := decoded(t, source), decoded(t, strings.Replace(source, c.from, c.to, 1))
		got, differs := compare(was, now)
		if differs != (c.key != "") || differs && got != (change{c.key, c.was}) {
			t.Errorf("%s: got %+v %v, want %s (was %s)", c.name, got, differs, c.key, c.was)
		}
		if _, back := compare(now, was); back != differs {
			t.Errorf("%s: got %v in one direction and %v in the other", c.name, differs, back)
		}
	}
}

func TestAFurtherTranslationIsNoChangeButALostOneIs(t *testing.T) {
	was := decoded(t, small("short", 1))
	more := decoded(t, strings.NewReplacer("langs: [vi]", "langs: [zh, vi]", "vi: Phiếu thử", "vi: Phiếu thử, zh: 表格").Replace(small("short", 1)))
	if got, differs := compare(was, more); differs {
		t.Errorf("a translation was added: got %+v, want no change", got)
	}
	if got, _ := compare(more, was); got != (change{"langs[0]", `"zh"`}) {
		t.Errorf("a language was taken away: got %+v", got)
	}
	more.Langs = was.Langs
	if got, _ := compare(more, was); got != (change{"title.zh", `"表格"`}) {
		t.Errorf("a translation was taken away: got %+v", got)
	}
}

func TestCompareNamesWhatWasTakenAway(t *testing.T) {
	source := small("short", 1) + "  - title: { vi: Phần hai }\n    questions:\n      - { code: X1, kind: level, text: { vi: Đường đi? } }\n"
	source = strings.Replace(source, "sections:", "factors: [{ code: TC, text: { vi: x } }]\nsections:", 1)
	was := decoded(t, source)
	now := *was
	now.Sections = was.Sections[:1]
	if got, _ := compare(was, &now); got != (change{"sections[1]", `section "Phần hai"`}) {
		t.Errorf("got %+v, want the section", got)
	}
	now.Factors = nil
	if got, _ := compare(was, &now); got != (change{"factors[0]", "factor TC"}) {
		t.Errorf("got %+v, want the factor", got)
	}
}

// TestEveryValueOfTheFullTemplateCounts changes each value of our longest
// template, one after another, and expects the change at its own key.
func TestEveryValueOfTheFullTemplateCounts(t *testing.T) {
	was := template(t, ours(t), "full", 1)
	now := template(t, ours(t), "full", 1)
	n := 0
	var visit func(key string, v reflect.Value)
	visit = func(key string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			for tag, i := range members(v.Type()) {
				visit(join(key, tag), v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				visit(fmt.Sprintf("%s[%d]", key, i), v.Index(i))
			}
		case reflect.Pointer:
			if !v.IsNil() {
				visit(key, v.Elem())
			}
		case reflect.Map:
			for _, k := range v.MapKeys() {
				old := v.MapIndex(k)
				v.SetMapIndex(k, reflect.ValueOf(old.String()+"!"))
				wantChange(t, was, now, join(key, k.String()))
				v.SetMapIndex(k, old)
				n++
			}
		default:
			old := reflect.ValueOf(v.Interface())
			spoil(v)
			wantChange(t, was, now, key)
			v.Set(old)
			n++
		}
	}
	visit("", reflect.ValueOf(now).Elem())
	if n < 500 {
		t.Errorf("only %d values were tried", n)
	}
	if c, differs := compare(was, now); differs {
		t.Errorf("the test left a change at %s", c.key)
	}
}

func spoil(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	}
}

func wantChange(t *testing.T, was, now *survey.Template, key string) {
	t.Helper()
	if got, differs := compare(was, now); !differs || got.key != key {
		t.Errorf("%s was changed: got %+v %v", key, got, differs)
	}
}
