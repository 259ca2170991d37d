package web

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/premises"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// placeForm is what the office sends to say what a place is.
type placeForm struct {
	Stamp  string `form:"stamp"`
	Name   string `form:"name"`
	NameEN string `form:"name_en"`
	Closed bool   `form:"closed"`
	// hours are the boxes of the stretches as they were typed, by weekday.
	hours [7][]typedStretch
}

type typedStretch struct{ from, to string }

// usualStretches is how many stretches of a day the form offers.
const usualStretches = 2

func placeFormOf(p survey.Place) placeForm {
	f := placeForm{Name: p.Name[survey.Vietnamese], NameEN: p.Name[survey.English], Closed: p.Closed}
	for _, h := range p.Hours {
		f.hours[h.Weekday] = append(f.hours[h.Weekday], typedStretch{h.From.String(), h.To.String()})
	}
	return f
}

func hourName(day, stretch int, end string) string {
	return fmt.Sprintf("h%d-%d-%s", day, stretch, end)
}

// readPlace reads the form.
func readPlace(c *gin.Context) (placeForm, error) {
	var f placeForm
	if err := read(c, &f); err != nil {
		return f, err
	}
	for day := range f.hours {
		for i := range premises.MaxStretches {
			f.hours[day] = append(f.hours[day], typedStretch{c.PostForm(hourName(day, i, "from")), c.PostForm(hourName(day, i, "to"))})
		}
	}
	return f, nil
}

// change is what was typed, or a refusal that names the day on which it cannot be.
func (f *placeForm) change() (premises.PlaceChange, refusal) {
	to := premises.PlaceChange{Name: named(f.Name, f.NameEN), Closed: f.Closed}
	for _, day := range weekdays {
		var ofDay []survey.Hours
		for _, t := range f.hours[day] {
			if strings.TrimSpace(t.from+t.to) == "" {
				continue
			}
			from, ok := typedClock(t.from)
			until, too := typedClock(t.to)
			if !ok || !too {
				return to, hoursRefusal(int(day), "xin ghi cả giờ bắt đầu và giờ kết thúc, như 07:30 và 11:30.")
			}
			ofDay = append(ofDay, survey.Hours{Weekday: day, From: from, To: until})
		}
		if overlaps(ofDay) {
			return to, hoursRefusal(int(day), "giờ kết thúc phải sau giờ bắt đầu, và buổi chiều sau buổi sáng.")
		}
		to.Hours = append(to.Hours, ofDay...)
	}
	return to, refusal{}
}

func hoursRefusal(day int, why string) refusal {
	return refusal{at: hourName(day, 0, "from"), text: "Giờ làm việc " + weekdayNames[weekdays[(day+6)%7]] + ": " + why}
}

// view is the form with what was refused.
func (f *placeForm) view(r refusal, kept *placeForm) page.OfficePlaceForm {
	v := page.OfficePlaceForm{Closed: f.Closed, Boxes: r.mark(f.boxes(), nil)}
	if kept != nil {
		v.Boxes = r.mark(v.Boxes, kept.boxes())
	}
	stretches := usualStretches
	for _, typed := range f.hours {
		for i, t := range typed {
			if t != (typedStretch{}) {
				stretches = max(stretches, i+1)
			}
		}
	}
	for _, w := range weekdays {
		day := int(w)
		d := page.OfficeDay{Name: weekdayNames[w]}
		if r.at == hourName(day, 0, "from") {
			d.Error = r.text
		}
		for i := range stretches {
			var t typedStretch
			if i < len(f.hours[day]) {
				t = f.hours[day][i]
			}
			d.Stretches = append(d.Stretches, page.OfficeStretch{
				Label: fmt.Sprintf("%s, buổi %d", d.Name, i+1), From: t.from, To: t.to,
				FromName: hourName(day, i, "from"), ToName: hourName(day, i, "to"),
			})
		}
		v.Days = append(v.Days, d)
	}
	return v
}

func (f *placeForm) boxes() []page.Box {
	return nameBoxes(
		page.Box{In: "p-", Name: "name", Label: "Tên điểm", Value: f.Name, Max: premises.MaxName, Hint: "Ghi như người dân vẫn gọi. Ví dụ: Trung tâm Phục vụ hành chính công"},
		page.Box{In: "p-", Name: "name_en", Label: "Tên tiếng Anh", Value: f.NameEN})
}

func placePath(code string) string { return "/office/places/" + url.PathEscape(code) }

// usualPlace proposes the hours of most offices.
func usualPlace() placeForm {
	var f placeForm
	for day := 1; day <= 5; day++ {
		f.hours[day] = []typedStretch{{"07:30", "11:30"}, {"13:30", "17:00"}}
	}
	return f
}

// officePlaceNew shows the form for a new place.
func (s *Server) officePlaceNew(c *gin.Context) error {
	return s.showPlaceNew(c, usualPlace(), refusal{})
}

func (s *Server) showPlaceNew(c *gin.Context, f placeForm, r refusal) error {
	u, err := s.unit(c, c.Param("code"))
	if err != nil {
		return err
	}
	out, err := s.pages.OfficePlaceNew(page.OfficePlaceNew{
		Office: s.officePage(c), Refused: r.refused(""), OfficePlaceForm: f.view(r, nil), Of: u,
	})
	return s.render(c, r.status(), out, err)
}

// officePlaceCreate makes a place of a unit.
func (s *Server) officePlaceCreate(c *gin.Context) error {
	u, err := s.unit(c, c.Param("code"))
	if err != nil {
		return err
	}
	f, err := readPlace(c)
	if err != nil {
		return err
	}
	to, r := f.change()
	if r.text == "" {
		var p survey.Place
		e := audit.Entry{Action: "place.create", Unit: u.Code, Detail: map[string]string{"name": f.Name}}
		err := s.act(c, e, func(ctx context.Context) (err error) {
			p, err = s.premises.CreatePlace(ctx, u.Code, to)
			return err
		})
		if err == nil {
			return s.changed(c, placePath(p.Code)+"?done=place")
		}
		if r = placeRefusal(err); r.text == "" {
			return err
		}
	}
	return s.showPlaceNew(c, f, r)
}

// placeRefusal is premisesRefusal of a form whose only box is the name.
func placeRefusal(err error) refusal {
	r := premisesRefusal(err)
	if r.at == "twin" {
		r.at = "name"
	}
	return r
}

// officePlace shows one place.
func (s *Server) officePlace(c *gin.Context) error {
	return s.showPlace(c, nil, nil, refusal{})
}

// showPlace shows a place; f is what was sent to change it and k what was sent
// about a counter, or nil.
func (s *Server) showPlace(c *gin.Context, f *placeForm, k *counterForm, r refusal) error {
	p, err := s.place(c, c.Param("code"))
	if err != nil {
		return err
	}
	u, err := s.unit(c, p.Unit)
	if err != nil {
		return err
	}
	kept := placeFormOf(p)
	own := r
	if f == nil {
		f, own = &kept, refusal{}
	}
	view := page.OfficePlacePage{
		Office: s.officePage(c), Refused: r.refused(p.Stamp()), OfficePlaceForm: f.view(own, &kept), Place: p, Of: u,
		Words: hoursWords(p.Hours), New: k.boxes("", r), May: principal(c).May(staff.ManagePlaces), Done: premisesDone[c.Query("done")],
	}
	for _, one := range p.Counters {
		view.Counters = append(view.Counters, counterView(one, k, r))
	}
	out, err := s.pages.OfficePlace(view)
	return s.render(c, r.status(), out, err)
}

// officePlaceChange changes a place.
func (s *Server) officePlaceChange(c *gin.Context) error {
	p, err := s.place(c, c.Param("code"))
	if err != nil {
		return err
	}
	f, err := readPlace(c)
	if err != nil {
		return err
	}
	to, r := f.change()
	if r.text == "" {
		e := audit.Entry{Action: "place.change", Object: p.Code, Unit: p.Unit, Detail: map[string]string{"name": f.Name}}
		err := s.act(c, e, func(ctx context.Context) error {
			_, err := s.premises.ChangePlace(ctx, p.Code, f.Stamp, to)
			return err
		})
		if err == nil {
			return s.changed(c, placePath(p.Code)+"?done=saved")
		}
		if r = placeRefusal(err); r.text == "" {
			return err
		}
	}
	return s.showPlace(c, &f, nil, r)
}
