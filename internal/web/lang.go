package web

import (
	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"

	"hailong/internal/intake"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

var matcher = language.NewMatcher([]language.Tag{
	language.Vietnamese, language.English, language.Chinese, language.Korean, language.Japanese,
})

// lang is the language of the citizen's pages: from the address, then from what
// the browser prefers, Vietnamese otherwise.
func lang(c *gin.Context) survey.Lang {
	if l, ok := asked(c); ok {
		return l
	}
	tags, _, err := language.ParseAcceptLanguage(c.GetHeader("Accept-Language"))
	if err != nil || len(tags) == 0 {
		return survey.Vietnamese
	}
	_, i, confidence := matcher.Match(tags...)
	if confidence == language.No {
		return survey.Vietnamese
	}
	return page.Langs[i]
}

// formLang is the language of a form. What the browser of a tablet prefers is the
// choice of who set it up, not of the people who answer on it one after the other:
// there the form begins in Vietnamese, for each of them anew.
func formLang(c *gin.Context, form *intake.Form) survey.Lang {
	if form.Poster.Channel != survey.ChannelKiosk {
		return lang(c)
	}
	if l, ok := asked(c); ok {
		return l
	}
	return survey.Vietnamese
}

// asked is the language that the address, or the form that was sent, asks for.
func asked(c *gin.Context) (survey.Lang, bool) {
	if l, ok := known(c.Query("lang")); ok || c.Request.PostForm == nil {
		return l, ok
	}
	return known(c.Request.PostForm.Get("lang"))
}

func known(s string) (survey.Lang, bool) {
	for _, l := range page.Langs {
		if string(l) == s {
			return l, true
		}
	}
	return "", false
}

// bilingual is the language of a page that is written in Vietnamese and English
// only: who asks for another is helped by English.
func bilingual(c *gin.Context) survey.Lang {
	if lang(c) == survey.Vietnamese {
		return survey.Vietnamese
	}
	return survey.English
}

func words(c *gin.Context) *page.Words { return page.WordsIn(lang(c)) }
