package premises

import (
	"reflect"
	"strings"
	"testing"

	"hailong/internal/survey"
)

func TestAUnitIsMadeAndChangedWhole(t *testing.T) {
	everywhere(t, func(t *testing.T, c *commune) {
		want := survey.Unit{Code: "xa-ninh-giang", Name: vi("xã Ninh Giang"), Authority: vi("Ủy ban nhân dân xã Ninh Giang")}
		if !reflect.DeepEqual(c.unit, want) || !reflect.DeepEqual(c.storedUnit(), want) {
			t.Errorf("made %+v, stored %+v, want %+v", c.unit, c.storedUnit(), want)
		}
		name := survey.Text{survey.Vietnamese: " xã  Ninh Giang ", survey.English: "Ninh Giang commune"}
		u, err := c.ChangeUnit(t.Context(), c.unit.Code, c.unit.Stamp(), UnitChange{Name: name, Authority: vi("UBND\nxã")})
		must(t, err)
		if u.Code != want.Code || u.Name.In(survey.English) != "Ninh Giang commune" || u.Authority.In(survey.Vietnamese) != "UBND xã" ||
			u.Fields != nil || !reflect.DeepEqual(c.storedUnit(), u) {
			t.Errorf("changed to %+v, stored %+v", u, c.storedUnit())
		}
	})
}

func TestAUnitNeedsAName(t *testing.T) {
	c, ctx := embedded(t), t.Context()
	long := strings.Repeat("ạ", MaxName)
	for _, bad := range []struct {
		name            string
		unit, authority survey.Text
		what            string
	}{
		{"no name", nil, vi("UBND"), "name"},
		{"an English one", survey.Text{survey.English: "Commune"}, vi("UBND"), "name"},
		{"a long one", vi(long + "ạ"), vi("UBND"), "name"},
		{"a long English one", survey.Text{"vi": "xã", "en": long + "a"}, vi("UBND"), "name"},
		{"one of signs", vi("???"), vi("UBND"), "name"},
		{"no authority", vi("xã"), nil, "authority"},
		{"a long authority", vi("xã"), vi(strings.Repeat("ạ", MaxAuthority+1)), "authority"},
	} {
		_, err := c.CreateUnit(ctx, bad.unit, bad.authority)
		wants(t, bad.name, err, bad.what, "")
		_, err = c.ChangeUnit(ctx, c.unit.Code, c.unit.Stamp(), UnitChange{Name: bad.unit, Authority: bad.authority})
		wants(t, bad.name+", changed", err, bad.what, "")
	}
	if c.storedUnit().Stamp() != c.unit.Stamp() {
		t.Errorf("a refused change was kept: %+v", c.storedUnit())
	}
	if _, err := c.CreateUnit(ctx, vi(long), vi(strings.Repeat("ạ", MaxAuthority))); err != nil {
		t.Errorf("names as long as allowed: %v", err)
	}
}
