package premises

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

// set gives the unit fields.
func (c *commune) set(fields ...survey.Field) (survey.Unit, error) {
	c.t.Helper()
	u := c.storedUnit()
	return c.ChangeUnit(c.t.Context(), u.Code, u.Stamp(), UnitChange{Name: u.Name, Authority: u.Authority, Fields: fields})
}

// spell writes the fields of a unit as CODE=name, hidden ones in brackets.
func spell(u survey.Unit) string {
	var all []string
	for _, f := range u.Fields {
		all = append(all, f.Code+"="+f.Text.In(survey.Vietnamese))
	}
	for _, f := range u.Hidden {
		all = append(all, "("+f.Code+"="+f.Text.In(survey.Vietnamese)+")")
	}
	return strings.Join(all, " ")
}

func TestAUnitHasTheCataloguesFieldsUntilItChangesThem(t *testing.T) {
	everywhere(t, func(t *testing.T, c *commune) {
		fields, err := c.Fields(t.Context(), c.unit.Code)
		must(t, err)
		if !reflect.DeepEqual(fields, catalogue()) {
			t.Errorf("got %v, want the catalogue's", fields)
		}
		u, err := c.set(catalogue()...)
		must(t, err)
		if u.Fields != nil || u.Hidden != nil {
			t.Errorf("a form that changes nothing gave the unit the fields %v", u.Fields)
		}
		u, err = c.set(survey.Field{Text: vi("Quản lý chợ")}, survey.Field{Code: "DATDAI", Text: vi("Đất đai")}, survey.Field{Code: "KHAC", Text: vi("Khác")})
		must(t, err)
		const want = "QUAN_LY_CHO=Quản lý chợ DATDAI=Đất đai KHAC=Khác (HOTICH=Hộ tịch)"
		fields, err = c.Fields(t.Context(), c.unit.Code)
		must(t, err)
		if spell(u) != want || !reflect.DeepEqual(fields, slices.Concat(u.Fields, u.Hidden)) {
			t.Errorf("got %s, stored %v; want %s", spell(u), fields, want)
		}
		if u, err = c.set(); err != nil || spell(u) != want {
			t.Errorf("without fields: got %s, %v; want them as they were", spell(u), err)
		}
		u, err = c.set(survey.Field{Code: "HOTICH", Text: vi("Hộ tịch")})
		must(t, err)
		if want := "HOTICH=Hộ tịch (QUAN_LY_CHO=Quản lý chợ) (DATDAI=Đất đai) (KHAC=Khác)"; spell(u) != want {
			t.Errorf("got %s, want %s", spell(u), want)
		}
	})
}

func TestANewFieldNeverGetsTheCodeOfAnother(t *testing.T) {
	c := embedded(t)
	u, err := c.set(
		survey.Field{Code: "HOTICH", Text: vi("Hộ tịch, quốc tịch")},
		survey.Field{Text: vi("Khác")},  // the catalogue's has been left out
		survey.Field{Text: vi("khac!")}, // and this is one more
		survey.Field{Text: vi("3 tháng")},
		survey.Field{Text: vi("Tiếp công dân và giải quyết khiếu nại")},
		survey.Field{Text: vi("Tiếp công dân và giải quyết tố cáo")},
	)
	must(t, err)
	const want = "HOTICH=Hộ tịch, quốc tịch KHAC_2=Khác KHAC_3=khac! LV_3_THANG=3 tháng " +
		"TIEP_CONG_DAN_VA=Tiếp công dân và giải quyết khiếu nại TIEP_CONG_DAN_2=Tiếp công dân và giải quyết tố cáo " +
		"(DATDAI=Đất đai, môi trường) (KHAC=Khác)"
	if got := spell(u); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestFieldsThatCannotBeAreRefused(t *testing.T) {
	c := embedded(t)
	for _, bad := range []struct {
		name     string
		fields   []survey.Field
		what, at string
	}{
		{"a code of nobody", []survey.Field{{Code: "CHO", Text: vi("Chợ")}}, "code", "CHO"},
		{"a code in other letters", []survey.Field{{Code: "hotich", Text: vi("Hộ tịch")}}, "code", "hotich"},
		{"a code twice", []survey.Field{{Code: "KHAC", Text: vi("Khác")}, {Code: "KHAC", Text: vi("Khác nữa")}}, "code", "KHAC"},
		{"no name", []survey.Field{{Code: "KHAC"}}, "field", "KHAC"},
		{"no name at a new one", []survey.Field{{}}, "field", ""},
		{"a long name", []survey.Field{{Code: "KHAC", Text: vi(strings.Repeat("k", MaxName+1))}}, "field", "KHAC"},
		{"a long office", []survey.Field{{Code: "KHAC", Text: vi("Khác"), Office: vi(strings.Repeat("k", MaxAuthority+1))}}, "office", "KHAC"},
		{"an office in English", []survey.Field{{Code: "KHAC", Text: vi("Khác"), Office: survey.Text{"en": "Office"}}}, "office", "KHAC"},
		{"one name twice", []survey.Field{{Text: vi("Chợ")}, {Text: vi(" CHỢ")}}, "twin", "CHỢ"},
		{"too many", many(MaxFields + 1), "fields", ""},
	} {
		_, err := c.set(bad.fields...)
		wants(t, bad.name, err, bad.what, bad.at)
	}
	if c.storedUnit().Fields != nil {
		t.Errorf("refused fields were kept: %v", c.storedUnit().Fields)
	}
	kept := len(catalogue())
	for kept+MaxFields <= MaxKept {
		u, err := c.set(many(MaxFields)...)
		if kept += MaxFields; err != nil || len(u.Fields) != MaxFields || len(u.Hidden) != kept-MaxFields {
			t.Fatalf("as many as allowed: %d and %d hidden, %v", len(u.Fields), len(u.Hidden), err)
		}
	}
	_, err := c.set(many(MaxFields)...)
	wants(t, "too many hidden", err, "fields", "")
}

func many(n int) []survey.Field {
	list := make([]survey.Field, n)
	for i := range list {
		list[i].Text = vi(fmt.Sprintf("Lĩnh vực %d", i))
	}
	return list
}

// However often a list is changed, every code that ever was in it stays, and all
// are codes of the catalogue's kind.
func TestNoFieldIsEverLost(t *testing.T) {
	pattern := regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,15}$`)
	names := rapid.OneOf(rapid.SampledFrom([]string{"Chợ", "Khác", "12", "Hộ tịch"}), rapid.StringMatching(`[a-zđ0-9 ]{1,30}`))
	rapid.Check(t, func(t *rapid.T) {
		list := catalogue()
		ever := map[string]bool{}
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			var wanted []survey.Field
			for _, f := range list {
				if rapid.Bool().Draw(t, "kept") {
					wanted = append(wanted, f)
				}
			}
			for range rapid.IntRange(0, 3).Draw(t, "new") {
				wanted = append(wanted, survey.Field{Text: vi(names.Draw(t, "name"))})
			}
			m, err := merge(list, wanted, catalogue())
			if err != nil {
				continue // refused whole
			}
			if len(m.offered) != len(wanted) {
				t.Fatalf("%d fields are offered, %d were wanted", len(m.offered), len(wanted))
			}
			list = slices.Concat(m.offered, m.hidden)
			seen := map[string]bool{}
			for _, f := range list {
				if seen[f.Code] || !pattern.MatchString(f.Code) {
					t.Fatalf("code %q, seen %v", f.Code, seen[f.Code])
				}
				seen[f.Code], ever[f.Code] = true, true
			}
			if len(seen) != len(ever) {
				t.Fatalf("%d codes, there were %d", len(seen), len(ever))
			}
		}
	})
}
