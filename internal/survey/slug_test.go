package survey

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestASlugSpellsAVietnameseName(t *testing.T) {
	for name, want := range map[string]string{
		"Điểm Vĩnh Hòa":       "diem-vinh-hoa",
		"ĐIỂM HỒNG DỤ":        "diem-hong-du",
		"Quầy\u00a01":         "quay-1",
		"Ca\u0309m o\u031bn":  "cam-on",
		"  --Trung tâm (2)! ": "trung-tam-2",
		"Quý IV/2026":         "quy-iv-2026",
		"Ủy ban nhân dân":     "uy-ban-nhan-dan",
		"ắằẳẵặ êếề ôốồ ơớờ ưứừ ý": "aaaaa-eee-ooo-ooo-uuu-y",
		"":    "",
		"!?…": "",
		"中央":  "",
		"Khảo sát mức độ hài lòng của người dân": "khao-sat-muc-do-hai-long-cua",
		"Khảo sát mức độ hài lòng quý IV":        "khao-sat-muc-do-hai-long-quy-iv",
		strings.Repeat("a", 40):                  strings.Repeat("a", 32),
		strings.Repeat("a", 31) + " " + "bcd":    strings.Repeat("a", 31),
		strings.Repeat("a", 32) + " " + "bcd":    strings.Repeat("a", 32),
		"a " + strings.Repeat("b", 40):           "a-" + strings.Repeat("b", 30),
	} {
		if got := Slug(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestCodesOfANameDifferAndAreAllCodes(t *testing.T) {
	pattern := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	names := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zA-ZđĐâấệữ0-9 -]{0,60}`))
	rapid.Check(t, func(t *rapid.T) {
		name := names.Draw(t, "name")
		all := slices.Collect(Codes(name))
		if slug := Slug(name); slug == "" {
			if len(all) != 0 {
				t.Fatalf("%q has no slug but the codes %v", name, all)
			}
			return
		} else if Slug(slug) != slug || all[0] != slug || len(all) != maxSuffix {
			t.Fatalf("%q: slug %q, first of %d codes %q", name, slug, len(all), all[0])
		}
		seen := map[string]bool{}
		for _, code := range all {
			if !pattern.MatchString(code) || len(code) > MaxSlug || seen[code] {
				t.Fatalf("%q: code %q, seen before: %v", name, code, seen[code])
			}
			seen[code] = true
		}
	})
}

func TestCodesCanBeStoppedAtTheFirst(t *testing.T) {
	for code := range Codes("Quầy 1") {
		if code != "quay-1" {
			t.Errorf("got %q, want quay-1", code)
		}
		break
	}
	var few []string
	for code := range Codes("Quầy") {
		if few = append(few, code); len(few) == 3 {
			break
		}
	}
	if !slices.Equal(few, []string{"quay", "quay-2", "quay-3"}) {
		t.Errorf("got %v", few)
	}
}
