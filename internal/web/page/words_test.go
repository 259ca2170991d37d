package page

import (
	"reflect"
	"strings"
	"testing"

	"hailong/internal/survey"
)

func TestNoLanguageLacksASentence(t *testing.T) {
	vi, en := reflect.ValueOf(vietnamese), reflect.ValueOf(english)
	for i := range vi.NumField() {
		name := vi.Type().Field(i).Name
		for lang, v := range map[string]reflect.Value{"vi": vi, "en": en} {
			if v.Field(i).IsZero() {
				t.Errorf("%s: %s is empty", lang, name)
			}
		}
		if vi.Field(i).Kind() == reflect.String {
			a, b := vi.Field(i).String(), en.Field(i).String()
			if strings.Count(a, "%") != strings.Count(b, "%") {
				t.Errorf("%s takes other values in the two languages: %q, %q", name, a, b)
			}
		}
	}
	if len(vietnamese.Privacies) != len(english.Privacies) {
		t.Error("the two privacy pages differ in length")
	}
}

func TestEveryFaultHasASentenceInEveryLanguage(t *testing.T) {
	for _, code := range []survey.FaultCode{
		survey.FaultRequired, survey.FaultUnknown, survey.FaultMember, survey.FaultRepeated, survey.FaultType, survey.FaultRange,
		survey.FaultOption, survey.FaultTooMany, survey.FaultTooLong, survey.FaultText, survey.FaultEmpty, survey.FaultKey, survey.FaultUnreadable,
	} {
		for _, l := range Langs {
			limit := 0
			if code == survey.FaultTooMany || code == survey.FaultTooLong {
				limit = 3
			}
			s := WordsIn(l).Fault(survey.Fault{At: "X", Code: code, Limit: limit})
			if s == "" || strings.Contains(s, "%") || limit > 0 && !strings.Contains(s, "3") {
				t.Errorf("%s in %s: %q", code, l, s)
			}
		}
	}
	if WordsIn(survey.English).Fault(survey.Fault{Code: "new"}) == "" {
		t.Error("an unknown fault has no sentence")
	}
}

func TestALanguageWithoutWordsIsVietnamese(t *testing.T) {
	if WordsIn("fr").Lang != survey.Vietnamese {
		t.Error("French is not answered in Vietnamese")
	}
}

func TestDatesAndNumbersAreWrittenAsPeopleDo(t *testing.T) {
	d := survey.Day(2026, 10, 5)
	if got := vietnamese.Date(d) + ", " + english.Date(d); got != "05/10/2026, 5 October 2026" {
		t.Errorf("got %s", got)
	}
	for n, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1.000", 1234567: "1.234.567", -12345: "-12.345", -999: "-999"} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) = %s, want %s", n, got, want)
		}
	}
}
