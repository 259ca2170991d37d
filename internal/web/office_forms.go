package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// A refusal says why a form was not taken, in one sentence, and which of its
// boxes is meant. The zero refusal is none.
type refusal struct {
	at, text string
	// stale tells that somebody else has changed what the form is about.
	stale bool
}

// status is that of a page with the form.
func (r refusal) status() int {
	switch {
	case r.stale:
		return http.StatusConflict
	case r.text != "":
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

const staleSentence = "Trong lúc anh/chị đang sửa, người khác đã lưu thay đổi, nên chưa lưu gì. Xin xem lại nội dung dưới đây; bấm lưu lần nữa thì nội dung này sẽ thay bản đang lưu."

// staleRefusal is the answer to a form that was made from what is no more.
func staleRefusal(err error) (refusal, bool) {
	if errors.Is(err, survey.ErrStale) {
		return refusal{text: staleSentence, stale: true}, true
	}
	return refusal{}, false
}

// refused is what the page says at the top of the form.
func (r refusal) refused(stamp string) page.Refused {
	return page.Refused{Error: r.text, Stamp: stamp}
}

// mark puts the refusal beside its box and, on a stale form, what is kept now
// beside what was typed.
func (r refusal) mark(typed, kept []page.Box) []page.Box {
	for i := range typed {
		b := &typed[i]
		if b.Name == r.at {
			b.Error = r.text
		}
		if r.stale && i < len(kept) && kept[i].Value != b.Value {
			b.Hint = "Đang lưu: “" + kept[i].Value + "”."
		}
	}
	return typed
}

// named is a name in the languages in which it was typed.
func named(vi, en string) survey.Text {
	t := survey.Text{survey.Vietnamese: vi}
	if strings.TrimSpace(en) != "" {
		t[survey.English] = en
	}
	return t
}

// nameBoxes are the two boxes of a name.
func nameBoxes(vi, en page.Box) []page.Box {
	vi.Need, en.Lang = true, survey.English
	en.Max = vi.Max
	return []page.Box{vi, en}
}

// read binds a form whose rules are those of another package: whatever can be
// read as text is read.
func read(c *gin.Context, into any) error {
	if err := c.ShouldBind(into); err != nil {
		return bodyError(err)
	}
	return nil
}

// render sends a page that was made, or says why it was not.
func (s *Server) render(c *gin.Context, status int, r page.Rendered, err error) error {
	if err == nil {
		s.send(c, status, r)
	}
	return err
}
