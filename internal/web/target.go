package web

import (
	"fmt"
	"strings"

	"hailong/internal/index"
	"hailong/internal/survey"
)

// typedTarget reads a target as people type it: 90, 90,5 or 90.25, with or
// without the sign of percent; nothing is none. It is in hundredths.
func typedTarget(text string) (int64, bool) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	if text == "" {
		return 0, true
	}
	ahead, behind, comma := strings.Cut(strings.Replace(text, ".", ",", 1), ",")
	if len(ahead) < 1 || len(ahead) > 3 || len(behind) > 2 || comma && behind == "" {
		return 0, false
	}
	var n int64
	for _, digit := range ahead + (behind + "00")[:2] {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		n = 10*n + int64(digit-'0')
	}
	return n, n > 0 && n <= survey.WholeTarget
}

// targetBox writes a target as typedTarget reads it.
func targetBox(target int64) string {
	if target == 0 {
		return ""
	}
	return strings.TrimSuffix(index.Percent(target, survey.WholeTarget).Comma(), ",00")
}

func targetWords(target int64) string {
	if target == 0 {
		return "chưa đặt"
	}
	return fmt.Sprintf("từ %s%% hài lòng trở lên", targetBox(target))
}
