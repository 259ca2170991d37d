package period

import (
	"fmt"

	"hailong/internal/survey"
)

var roman = [...]string{1: "I", 2: "II", 3: "III", 4: "IV"}

// Name returns what people call the period, for the middle of a sentence:
// "quý IV năm 2026", "6 tháng cuối năm 2026", "năm 2026"; "quarter IV 2026",
// "second half of 2026", "year 2026". Languages other than English get
// Vietnamese. No period has no name.
func (p Period) Name(l survey.Lang) string {
	english := l == survey.English
	switch {
	case p.kind == Quarter && english:
		return fmt.Sprintf("quarter %s %d", roman[p.number], p.year)
	case p.kind == Quarter:
		return fmt.Sprintf("quý %s năm %d", roman[p.number], p.year)
	case p.kind == Half && english:
		return fmt.Sprintf("%s half of %d", [...]string{1: "first", 2: "second"}[p.number], p.year)
	case p.kind == Half:
		return fmt.Sprintf("6 tháng %s năm %d", [...]string{1: "đầu", 2: "cuối"}[p.number], p.year)
	case p.kind == Year && english:
		return fmt.Sprintf("year %d", p.year)
	case p.kind == Year:
		return fmt.Sprintf("năm %d", p.year)
	default:
		return ""
	}
}
