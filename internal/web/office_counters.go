package web

import (
	"context"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/premises"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// counterForm is what the office sends about a counter.
type counterForm struct {
	Stamp  string `form:"stamp"`
	Name   string `form:"name"`
	NameEN string `form:"name_en"`
	Closed bool   `form:"closed"`
	// code is that of the counter, "" for a new one.
	code string
}

// boxes are those of one counter's form; what was typed stands in them if it was
// typed there. A form that was not sent has nothing typed.
func (f *counterForm) boxes(code string, r refusal) []page.Box {
	var typed counterForm
	if f != nil && f.code == code {
		typed = *f
	} else {
		r = refusal{}
	}
	return typed.boxesOf(code, r)
}

func (f counterForm) boxesOf(code string, r refusal) []page.Box {
	in := "k-" + code + "-"
	return r.mark(nameBoxes(
		page.Box{In: in, Name: "name", Label: "Tên quầy", Value: f.Name, Max: premises.MaxName, Hint: "Ví dụ: Quầy 1 – Hộ tịch"},
		page.Box{In: in, Name: "name_en", Label: "Tên tiếng Anh", Value: f.NameEN}), nil)
}

// counterView is a counter with its form, open where it was refused.
func counterView(k survey.Counter, f *counterForm, r refusal) page.OfficeCounter {
	if f != nil && f.code == k.Code {
		return page.OfficeCounter{Counter: k, Boxes: f.boxes(k.Code, r), Closing: f.Closed, Open: true}
	}
	kept := counterForm{Name: k.Name[survey.Vietnamese], NameEN: k.Name[survey.English]}
	return page.OfficeCounter{Counter: k, Boxes: kept.boxesOf(k.Code, refusal{}), Closing: k.Closed}
}

// officeCounterCreate adds a counter to a place.
func (s *Server) officeCounterCreate(c *gin.Context) error {
	return s.setCounter(c, "counter.create", "counter", func(ctx context.Context, place string, f *counterForm) error {
		_, err := s.premises.AddCounter(ctx, place, f.Stamp, named(f.Name, f.NameEN))
		return err
	})
}

// officeCounterChange renames a counter, closes it or opens it again.
func (s *Server) officeCounterChange(c *gin.Context) error {
	return s.setCounter(c, "counter.change", "saved", func(ctx context.Context, place string, f *counterForm) error {
		_, err := s.premises.ChangeCounter(ctx, place, f.Stamp, f.code, premises.CounterChange{Name: named(f.Name, f.NameEN), Closed: f.Closed})
		return err
	})
}

func (s *Server) setCounter(c *gin.Context, action, done string, set func(context.Context, string, *counterForm) error) error {
	p, err := s.place(c, c.Param("code"))
	if err != nil {
		return err
	}
	f := counterForm{code: c.Param("counter")}
	if err := read(c, &f); err != nil {
		return err
	}
	e := audit.Entry{Action: action, Object: where(p.Code, f.code), Unit: p.Unit, Detail: map[string]string{"name": f.Name}}
	err = s.act(c, e, func(ctx context.Context) error { return set(ctx, p.Code, &f) })
	if err == nil {
		return s.changed(c, placePath(p.Code)+"?done="+done)
	}
	if r := placeRefusal(err); r.text != "" {
		return s.showPlace(c, nil, &f, r)
	}
	return err
}
