package web

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/premises"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// unitForm is what the office sends to name a unit.
type unitForm struct {
	Stamp       string `form:"stamp"`
	Name        string `form:"name"`
	NameEN      string `form:"name_en"`
	Authority   string `form:"authority"`
	AuthorityEN string `form:"authority_en"`
}

func unitFormOf(u survey.Unit) unitForm {
	return unitForm{
		Name: u.Name[survey.Vietnamese], NameEN: u.Name[survey.English],
		Authority: u.Authority[survey.Vietnamese], AuthorityEN: u.Authority[survey.English],
	}
}

func (f unitForm) boxes() []page.Box {
	return append(
		nameBoxes(
			page.Box{Name: "name", Label: "Tên đơn vị", Value: f.Name, Max: premises.MaxName, Hint: "Ví dụ: xã Ninh Giang"},
			page.Box{Name: "name_en", Label: "Tên tiếng Anh", Value: f.NameEN}),
		nameBoxes(
			page.Box{Name: "authority", Label: "Cơ quan hỏi ý kiến", Value: f.Authority, Max: premises.MaxAuthority, Hint: "Ghi ở đầu phiếu. Ví dụ: Ủy ban nhân dân xã Ninh Giang"},
			page.Box{Name: "authority_en", Label: "Cơ quan, tiếng Anh", Value: f.AuthorityEN})...)
}

func unitPath(code string) string { return "/office/units/" + url.PathEscape(code) }

// officeUnits lists the units with their places.
func (s *Server) officeUnits(c *gin.Context) error {
	return s.showUnits(c, unitForm{}, refusal{})
}

func (s *Server) showUnits(c *gin.Context, f unitForm, r refusal) error {
	units, err := s.units(c)
	if err != nil {
		return err
	}
	places, err := s.places(c)
	if err != nil {
		return err
	}
	view := page.OfficeUnits{
		Office: s.officePage(c), Refused: r.refused(""), May: principal(c).May(staff.ManageUnits), Boxes: r.mark(f.boxes(), nil),
	}
	for _, u := range units {
		view.Units = append(view.Units, unitLine(u, places))
	}
	out, err := s.pages.OfficeUnits(view)
	return s.render(c, r.status(), out, err)
}

// unitLine is a unit with those of the places that are its own, the closed last.
func unitLine(u survey.Unit, places []survey.Place) page.OfficeUnitLine {
	line := page.OfficeUnitLine{Of: u}
	for _, closed := range []bool{false, true} {
		for _, p := range places {
			if p.Unit == u.Code && p.Closed == closed {
				line.Places = append(line.Places, placeLine(p))
			}
		}
	}
	return line
}

func placeLine(p survey.Place) page.OfficePlaceLine {
	line := page.OfficePlaceLine{Place: p, Hours: hoursWords(p.Hours)}
	for _, k := range p.Counters {
		if !k.Closed {
			line.Open++
		}
	}
	return line
}

// officeUnitCreate makes a unit.
func (s *Server) officeUnitCreate(c *gin.Context) error {
	var f unitForm
	if err := read(c, &f); err != nil {
		return err
	}
	s.making.Lock() // of two taps on the button one makes the unit
	defer s.making.Unlock()
	r, err := s.twinUnit(c, f)
	if err != nil {
		return err
	}
	if r.text == "" {
		var u survey.Unit
		e := audit.Entry{Action: "unit.create", Detail: map[string]string{"name": f.Name}}
		err := s.act(c, e, func(ctx context.Context) (err error) {
			u, err = s.premises.CreateUnit(ctx, named(f.Name, f.NameEN), named(f.Authority, f.AuthorityEN))
			return err
		})
		if err == nil {
			return s.changed(c, unitPath(u.Code)+"?done=made")
		}
		if r = premisesRefusal(err); r.text == "" {
			return err
		}
	}
	return s.showUnits(c, f, r)
}

// twinUnit refuses a name that a unit has already.
func (s *Server) twinUnit(c *gin.Context, f unitForm) (refusal, error) {
	name, ok := named(f.Name, f.NameEN).AsName(premises.MaxName)
	units, err := s.units(c)
	if err != nil || !ok {
		return refusal{}, err
	}
	for _, u := range units {
		if strings.EqualFold(u.Name.In(survey.Vietnamese), name.In(survey.Vietnamese)) {
			return refusal{at: "name", text: "Đã có đơn vị tên này. Xin chọn trong danh sách ở trên, hoặc ghi tên khác."}, nil
		}
	}
	return refusal{}, nil
}

// officeUnit shows one unit.
func (s *Server) officeUnit(c *gin.Context) error {
	return s.showUnit(c, nil, refusal{})
}

// showUnit shows a unit; typed is what was sent to rename it, or nil.
func (s *Server) showUnit(c *gin.Context, typed *unitForm, r refusal) error {
	u, err := s.unit(c, c.Param("code"))
	if err != nil {
		return err
	}
	places, err := s.premises.Places(c.Request.Context(), u.Code)
	if err != nil {
		return err
	}
	kept := unitFormOf(u)
	if typed == nil {
		typed = &kept
	}
	view := page.OfficeUnitPage{
		Office: s.officePage(c), Refused: r.refused(u.Stamp()), OfficeUnitLine: unitLine(u, places),
		Fields: u.OfferedFields(s.Catalog.Fields()), Own: len(u.Fields) > 0, Hidden: len(u.Hidden),
		MayRename: principal(c).May(staff.ManageUnits), MayManage: principal(c).May(staff.ManagePlaces),
		Boxes: r.mark(typed.boxes(), kept.boxes()), Done: premisesDone[c.Query("done")],
	}
	out, err := s.pages.OfficeUnit(view)
	return s.render(c, r.status(), out, err)
}

// officeUnitChange renames a unit.
func (s *Server) officeUnitChange(c *gin.Context) error {
	u, err := s.unit(c, c.Param("code"))
	if err != nil {
		return err
	}
	var f unitForm
	if err := read(c, &f); err != nil {
		return err
	}
	e := audit.Entry{Action: "unit.change", Object: u.Code, Unit: u.Code, Detail: map[string]string{"name": f.Name}}
	err = s.act(c, e, func(ctx context.Context) error {
		_, err := s.premises.ChangeUnit(ctx, u.Code, f.Stamp, premises.UnitChange{
			Name: named(f.Name, f.NameEN), Authority: named(f.Authority, f.AuthorityEN),
		})
		return err
	})
	if err == nil {
		return s.changed(c, unitPath(u.Code)+"?done=renamed")
	}
	if r := premisesRefusal(err); r.text != "" {
		return s.showUnit(c, &f, r)
	}
	return err
}

// premisesRefusal puts what premises refuse into words; it is none for any other
// error.
func premisesRefusal(err error) refusal {
	if r, stale := staleRefusal(err); stale {
		return r
	}
	var bad *premises.BadPremises
	if !errors.As(err, &bad) {
		return refusal{}
	}
	return refusal{at: bad.What, text: premisesSentence(bad)}
}
