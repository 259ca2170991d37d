package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/premises"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// spareFields is how many empty rows the form of the service fields has.
const spareFields = 3

// fieldRows are the rows of a unit: what is on offer in its order, what is
// hidden, and room for more.
func fieldRows(u *survey.Unit, catalogue []survey.Field) []page.OfficeField {
	var rows []page.OfficeField
	add := func(f survey.Field, order string, hidden bool) {
		rows = append(rows, page.OfficeField{
			Code: f.Code, Order: order, Hidden: hidden, Label: f.Text.In(survey.Vietnamese),
			Name: f.Text[survey.Vietnamese], NameEN: f.Text[survey.English], Owner: f.Office[survey.Vietnamese], OwnerEN: f.Office[survey.English],
		})
	}
	for i, f := range u.OfferedFields(catalogue) {
		add(f, strconv.Itoa(i+1), false)
	}
	for _, f := range u.Hidden {
		add(f, "", true)
	}
	return spare(rows)
}

func spare(rows []page.OfficeField) []page.OfficeField {
	for range spareFields {
		rows = append(rows, page.OfficeField{Label: "Lĩnh vực mới"})
	}
	return rows
}

// readFields reads the form; rows beyond what a unit can keep are not read.
func readFields(c *gin.Context) []page.OfficeField {
	n := min(number(c.PostForm("rows")), premises.MaxKept+spareFields)
	var rows []page.OfficeField
	for i := range n {
		at := func(name string) string { return c.PostForm(name + "-" + strconv.Itoa(i)) }
		r := page.OfficeField{
			Code: at("code"), Order: at("order"), Name: at("vi"), NameEN: at("en"), Owner: at("owner"), OwnerEN: at("owneren"), Hidden: at("hide") != "",
		}
		if r.Label = r.Name; r.Code == "" {
			r.Label = "Lĩnh vực mới"
		}
		rows = append(rows, r)
	}
	return rows
}

// blank reports whether nothing was typed into a row for a new field.
func blank(r page.OfficeField) bool {
	return r.Code == "" && strings.TrimSpace(r.Name+r.NameEN+r.Owner+r.OwnerEN) == ""
}

// orderedFields returns the fields on offer in the order of their numbers; those
// without a number come last.
func orderedFields(rows []page.OfficeField) ([]survey.Field, refusal) {
	type numbered struct {
		order int
		field survey.Field
	}
	var list []numbered
	for i, r := range rows {
		if r.Hidden || blank(r) {
			continue
		}
		order := len(rows) + 1000
		if text := strings.TrimSpace(r.Order); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 0 {
				return nil, refusal{at: strconv.Itoa(i), text: "Thứ tự là một số, ví dụ 3."}
			}
			order = n
		}
		f := survey.Field{Code: r.Code, Text: named(r.Name, r.NameEN)}
		if strings.TrimSpace(r.Owner) != "" {
			f.Office = named(r.Owner, r.OwnerEN)
		}
		list = append(list, numbered{order, f})
	}
	if len(list) == 0 {
		return nil, refusal{text: "Xin để ít nhất một lĩnh vực không ẩn."}
	}
	slices.SortStableFunc(list, func(a, b numbered) int { return cmp.Compare(a.order, b.order) })
	fields := make([]survey.Field, len(list))
	for i, n := range list {
		fields[i] = n.field
	}
	return fields, refusal{}
}

// officeFields shows the form of a unit's service fields.
func (s *Server) officeFields(c *gin.Context) error {
	return s.showFields(c, nil, refusal{})
}

func (s *Server) showFields(c *gin.Context, rows []page.OfficeField, r refusal) error {
	u, err := s.unit(c, c.Param("code"))
	if err != nil {
		return err
	}
	if rows == nil {
		rows = fieldRows(&u, s.Catalog.Fields())
	}
	if i, err := strconv.Atoi(r.at); err == nil && i < len(rows) {
		rows[i].Error = r.text
	}
	out, err := s.pages.OfficeFields(page.OfficeFields{Office: s.officePage(c), Refused: r.refused(u.Stamp()), Of: u, Rows: rows})
	return s.render(c, r.status(), out, err)
}

// officeFieldsChange keeps a unit's own list of service fields.
func (s *Server) officeFieldsChange(c *gin.Context) error {
	u, err := s.unit(c, c.Param("code"))
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return bodyError(err)
	}
	rows := readFields(c)
	fields, r := orderedFields(rows)
	if r.text == "" {
		e := audit.Entry{Action: "unit.fields", Object: u.Code, Unit: u.Code, Detail: map[string]string{"count": fmt.Sprint(len(fields))}}
		err := s.act(c, e, func(ctx context.Context) error {
			_, err := s.premises.ChangeUnit(ctx, u.Code, c.PostForm("stamp"), premises.UnitChange{Name: u.Name, Authority: u.Authority, Fields: fields})
			return err
		})
		if err == nil {
			return s.changed(c, unitPath(u.Code)+"?done=fields")
		}
		if r = fieldsRefusal(err, rows); r.text == "" {
			return err
		}
	}
	return s.showFields(c, rows, r)
}

// fieldsRefusal is premisesRefusal with the row that is meant.
func fieldsRefusal(err error, rows []page.OfficeField) refusal {
	r := premisesRefusal(err)
	var bad *premises.BadPremises
	if !errors.As(err, &bad) {
		return r
	}
	r.at = ""
	if bad.At == "" {
		return r
	}
	for i, row := range rows {
		// Of two with one name the later is meant.
		if row.Code == bad.At || strings.EqualFold(strings.TrimSpace(row.Name), bad.At) && !row.Hidden {
			r.at = strconv.Itoa(i)
		}
	}
	return r
}
