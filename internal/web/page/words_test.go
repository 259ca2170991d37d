package page

import (
	"reflect"
	"strings"
	"testing"

	"hailong/internal/survey"
)

func TestNoLanguageLacksASentence(t *testing.T) {
	for _, l := range Langs {
		w := WordsIn(l)
		if w.Lang != l {
			t.Fatalf("%s has no words", l)
		}
		complete(t, string(l), reflect.ValueOf(vietnamese), reflect.ValueOf(*w))
		if len(w.Privacies) != len(vietnamese.Privacies) {
			t.Errorf("%s: the privacy page has %d points, want %d", l, len(w.Privacies), len(vietnamese.Privacies))
		}
	}
}

// complete holds words against the Vietnamese ones: none is missing, and each takes
// the same values.
func complete(t *testing.T, lang string, vi, w reflect.Value) {
	t.Helper()
	for i := range vi.NumField() {
		name := vi.Type().Field(i).Name
		switch {
		case w.Field(i).IsZero():
			t.Errorf("%s: %s is empty", lang, name)
		case vi.Field(i).Kind() == reflect.Struct:
			complete(t, lang, vi.Field(i), w.Field(i))
		case vi.Field(i).Kind() == reflect.String && strings.Count(vi.Field(i).String(), "%") != strings.Count(w.Field(i).String(), "%"):
			t.Errorf("%s: %s takes other values than in Vietnamese: %q", lang, name, w.Field(i).String())
		}
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
	for l, want := range map[survey.Lang]string{"vi": "05/10/2026", "en": "5 October 2026", "zh": "2026年10月5日", "ja": "2026年10月5日", "ko": "2026년 10월 5일"} {
		if got := WordsIn(l).Date(d); got != want {
			t.Errorf("%s: got %s, want %s", l, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1.000", 1234567: "1.234.567", -12345: "-12.345", -999: "-999"} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) = %s, want %s", n, got, want)
		}
	}
}
