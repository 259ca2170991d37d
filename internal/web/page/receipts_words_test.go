package page

import (
	"reflect"
	"strings"
	"testing"
)

func TestTheRegisterOfReceiptsIsExplainedInBothLanguages(t *testing.T) {
	vi, en := reflect.ValueOf(receiptWordsVI), reflect.ValueOf(receiptWordsEN)
	for i := range vi.NumField() {
		name, a, b := vi.Type().Field(i).Name, vi.Field(i), en.Field(i)
		if a.IsZero() || b.IsZero() || a.Kind() == reflect.Slice && a.Len() != b.Len() {
			t.Errorf("%s: %v and %v", name, a, b)
		}
		if a.Kind() == reflect.String && strings.Count(a.String(), "%s") != strings.Count(b.String(), "%s") {
			t.Errorf("%s takes other values in the two languages", name)
		}
	}
	if len(receiptWordsVI.Check) != 6 {
		t.Errorf("the check has %d steps", len(receiptWordsVI.Check))
	}
}
