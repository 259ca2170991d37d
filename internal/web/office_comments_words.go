package web

import (
	"slices"
	"strings"

	"hailong/internal/opinion"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// commentDone say what was just done, by the word in the address.
var commentDone = map[string]string{
	"themes": "Đã ghi chủ đề. Ý kiến vừa sửa có thể không còn khớp với chủ đề đang lọc.",
	"names":  "Đã ghi danh sách. Từ bây giờ mọi ý kiến, cả trước đây, được che theo danh sách này.",
}

func themeName(t opinion.Theme) string { return t.Text().In(survey.Vietnamese) }

func themeNames(themes []opinion.Theme) []string {
	names := make([]string, len(themes))
	for i, t := range themes {
		names[i] = themeName(t)
	}
	return names
}

// themePicks offers every theme.
func themePicks(chosen []opinion.Theme) []page.Pick {
	picks := make([]page.Pick, len(opinion.Themes))
	for i, t := range opinion.Themes {
		picks[i] = page.Pick{Value: string(t), Text: themeName(t), Chosen: slices.Contains(chosen, t)}
	}
	return picks
}

// themesOf returns those of the words of a form that are themes, each once, and
// what they are called.
func themesOf(sent []string) (themes []opinion.Theme, names string) {
	for _, t := range opinion.Themes {
		if slices.Contains(sent, string(t)) {
			themes = append(themes, t)
		}
	}
	return themes, strings.Join(themeNames(themes), "; ")
}
