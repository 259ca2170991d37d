package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/opinion"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// officeNames shows whose names are masked in the comments of a unit.
func (s *Server) officeNames(c *gin.Context) error {
	units, err := s.units(c)
	if err != nil {
		return err
	}
	code := c.Query("unit")
	if code == "" && len(units) > 0 {
		code = units[0].Code
	}
	return s.showNames(c, http.StatusOK, code, nil, "")
}

// showNames shows the list of a unit as it is kept, or as it was typed.
func (s *Server) showNames(c *gin.Context, status int, code string, typed *string, sentence string) error {
	view := page.OfficeStaffNames{Done: commentDone[c.Query("done")], Error: sentence}
	units, err := s.units(c)
	if err != nil {
		return err
	}
	for _, u := range units {
		view.Units = append(view.Units, page.Pick{Value: u.Code, Text: u.Name.In(survey.Vietnamese), Chosen: u.Code == code})
	}
	if code != "" {
		unit, err := s.unit(c, code)
		if err != nil {
			return err
		}
		list, err := opinion.Names.Get(c.Request.Context(), s.Store, unit.Code)
		if err != nil && !errors.Is(err, survey.ErrNotFound) {
			return err
		}
		view.Of, view.OfName, view.Text, view.Count = unit.Code, unit.Name.In(survey.Vietnamese), list.Text(), int64(len(list.Names))
		if list.By != "" {
			view.Written = fmt.Sprintf("Ghi lần cuối ngày %s, %s.", list.Day.Time().Format("02/01/2006"), list.By)
		}
	}
	if typed != nil {
		view.Text = *typed
	}
	view.Office = s.officePage(c)
	r, err := s.pages.OfficeStaffNames(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// officeNamesSave keeps a list. The log tells how many names it has, and none.
func (s *Server) officeNamesSave(c *gin.Context) error {
	var form struct {
		Unit  string `form:"unit"`
		Names string `form:"names"`
	}
	if _, err := bind(c, &form); err != nil {
		return err
	}
	unit, err := s.unit(c, form.Unit)
	if err != nil {
		return err
	}
	typed := survey.Clean(form.Names) // whose lines are those that a fault names
	names, err := opinion.ParseNames(typed)
	var bad *opinion.BadNames
	switch {
	case errors.As(err, &bad):
		return s.showNames(c, http.StatusUnprocessableEntity, unit.Code, &typed, namesSentence(bad, typed))
	case err != nil:
		return err
	}
	e := audit.Entry{Action: "comment.names", Object: unit.Code, Unit: unit.Code, Detail: map[string]string{"count": strconv.Itoa(len(names))}}
	err = s.act(c, e, func(ctx context.Context) error {
		return opinion.SaveNames(ctx, s.Store, unit.Code, typed, principal(c).Name, s.Desk.Today())
	})
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/office/comments/names?"+url.Values{"unit": {unit.Code}, "done": {"names"}}.Encode())
	return nil
}

// namesSentence says which line of a list is no name.
func namesSentence(bad *opinion.BadNames, text string) string {
	if bad.Line == 0 {
		return fmt.Sprintf("Danh sách dài quá %d tên nên chưa ghi.", opinion.MaxNames)
	}
	line := strings.Split(text, "\n")[bad.Line-1]
	return fmt.Sprintf("Dòng %d (“%s”) chưa phải họ và tên nên chưa ghi gì. Mỗi dòng chỉ ghi họ và tên đầy đủ, không ghi chức vụ, số hay dấu khác.", bad.Line, shorten(line))
}
