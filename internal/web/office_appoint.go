package web

import (
	"crypto/rand"

	"github.com/gin-gonic/gin"

	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// everyUnit stands in a form for all units. It is no code of a unit, and not
// empty: a form that lacks the unit must not reach the furthest.
const everyUnit = "*"

// appointment is what a form says about how far an account or a token reaches.
type appointment struct {
	Role string `form:"role" binding:"required,max=20"`
	Unit string `form:"unit" binding:"required,max=100"`
}

// reach is the role and the unit, as package staff writes it.
func (a appointment) reach() (role staff.Role, unit string) {
	if a.Unit == everyUnit {
		return staff.Role(a.Role), ""
	}
	return staff.Role(a.Role), a.Unit
}

// appointmentOf is what a form shows of an account that there is.
func appointmentOf(a staff.Account) appointment {
	if a.Unit == "" {
		return appointment{string(a.Role), everyUnit}
	}
	return appointment{string(a.Role), a.Unit}
}

// mayAppoint returns staff.ErrReach for what is beyond the asker, before anything
// of it is written into a log that another commune reads.
func mayAppoint(c *gin.Context, a appointment) error {
	role, unit := a.reach()
	if _, err := staff.ParseRole(a.Role); err != nil {
		return &staff.BadAppointment{What: "role"}
	}
	if !principal(c).MayAppoint(role, unit) {
		return staff.ErrReach
	}
	return nil
}

// appointmentForm offers what the asker may hand out.
func (s *Server) appointmentForm(c *gin.Context, chosen appointment) (page.OfficeAppointment, error) {
	who := principal(c)
	var form page.OfficeAppointment
	for _, role := range staff.Roles {
		if who.MayAppoint(role, who.Unit) {
			form.Roles = append(form.Roles, page.OfficeRole{RoleWords: page.RoleIn(role), Chosen: chosen.Role == string(role)})
		}
	}
	units, err := s.unitPicks(c)
	form.Units = choose(units, chosen.Unit)
	if len(units) == 1 {
		form.Units[0].Chosen = true
	}
	return form, err
}

// unitPicks are the units that the asker may appoint for.
func (s *Server) unitPicks(c *gin.Context) ([]page.Pick, error) {
	units, err := s.units(c)
	if err != nil {
		return nil, err
	}
	var picks []page.Pick
	for _, u := range units {
		picks = append(picks, page.Pick{Value: u.Code, Text: u.Name.In(survey.Vietnamese)})
	}
	if principal(c).Unit == "" {
		picks = append(picks, page.Pick{Value: everyUnit, Text: page.EveryUnit})
	}
	return picks, nil
}

// calledUnit is the name of a unit among picks.
func calledUnit(picks []page.Pick, unit string) string {
	if unit == "" {
		return page.EveryUnit
	}
	return called(picks, unit)
}

// newTicket makes a form that shows a secret in its answer good for one time.
func newTicket() string { return rand.Text() }
