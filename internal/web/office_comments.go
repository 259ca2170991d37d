package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/opinion"
	"hailong/internal/period"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// commentsPage is how many comments a page shows at least where there are so
// many: batches stay whole.
const commentsPage = 50

// A tagRefusal is a comment with the sentence why its themes were not taken.
type tagRefusal struct{ comment, sentence string }

// officeComments shows what people wrote in a period.
func (s *Server) officeComments(c *gin.Context) error {
	return s.showComments(c, http.StatusOK, tagRefusal{})
}

// showComments reads every batch of the period once: all of them are counted by
// theme, and the last ones that the address asks for are shown. 50,000 responses
// with 5,500 comments take 0.2 s, and 1.4 s where no two comments are the same;
// so nothing is kept between two requests, and a name that is put on the staff
// list is masked at once, on every instance.
func (s *Server) showComments(c *gin.Context, status int, wrong tagRefusal) error {
	campaigns, err := s.campaigns(c)
	if err != nil {
		return err
	}
	view := page.OfficeComments{
		Least: opinion.Least, May: principal(c).May(staff.ManageComments), Done: commentDone[c.Request.URL.Query().Get("done")], Error: wrong.sentence, Wrong: wrong.comment,
	}
	if len(campaigns) > 0 {
		if err := s.prepare(c, campaigns); err != nil {
			return err
		}
		q, err := s.commentQuery(c)
		if err != nil {
			return err
		}
		if err := s.fillComments(c, &view, q, campaigns); err != nil {
			return err
		}
	}
	view.Office = s.officePage(c)
	r, err := s.pages.OfficeComments(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// A commentQuery is which comments an address asks for.
type commentQuery struct {
	campaign survey.Campaign
	period   period.Period
	theme    opinion.Theme // "" is every theme
	place    string        // "" is every place
	// before is the first day of the batches that were shown last; 0 is none.
	before survey.Date
}

// commentQuery reads the address, in which prepare has put a campaign. Gin would
// remember the one before that.
func (s *Server) commentQuery(c *gin.Context) (q commentQuery, err error) {
	asked := c.Request.URL.Query()
	if q.campaign, err = s.campaign(c, asked.Get("campaign")); err != nil {
		return q, err
	}
	if q.period, err = s.period(c, q.campaign.Code, asked.Get("period")); err != nil {
		return q, err
	}
	if q.theme = opinion.Theme(asked.Get("theme")); q.theme != "" && !slices.Contains(opinion.Themes, q.theme) {
		return q, &parameterError{"theme", "unknown"}
	}
	if q.place = asked.Get("place"); q.place != "" {
		if _, err := s.place(c, q.place); err != nil {
			return q, err
		}
	}
	if text := asked.Get("before"); text != "" {
		if q.before, err = survey.ParseDate(text); err != nil {
			return q, &parameterError{"before", "no day"}
		}
	}
	return q, nil
}

// values writes the query back as the one of an address.
func (q commentQuery) values() url.Values {
	v := url.Values{"campaign": {q.campaign.Code}, "period": {q.period.String()}}
	if q.theme != "" {
		v.Set("theme", string(q.theme))
	}
	if q.place != "" {
		v.Set("place", q.place)
	}
	if q.before != 0 {
		v.Set("before", q.before.String())
	}
	return v
}

func (q commentQuery) path() string { return "/office/comments?" + q.values().Encode() }

// released asks for the batches of the period.
func (q commentQuery) released() opinion.Query {
	from, to := q.period.Dates(period.Scheme(q.campaign.Scheme))
	return opinion.Query{Campaign: q.campaign.Code, From: from, To: to}
}

// passes reports whether the filters let a comment through.
func (q commentQuery) passes(c *opinion.Comment) bool {
	return (q.theme == "" || slices.Contains(c.Themes(), q.theme)) && (q.place == "" || c.Place == q.place)
}

// officeCommentThemes keeps the themes that somebody chose for a comment.
func (s *Server) officeCommentThemes(c *gin.Context) error {
	campaign, err := s.campaign(c, c.Param("campaign"))
	if err != nil {
		return err
	}
	id := c.Param("comment")
	day, err := survey.ParseDate(c.PostForm("day"))
	if err != nil {
		return unreached("comment", id)
	}
	if err := s.shown(c.Request.Context(), campaign.Code, id, day); err != nil {
		return err
	}
	back, _ := url.ParseQuery(c.PostForm("back")) // nonsense leads to the whole
	back.Set("campaign", campaign.Code)
	c.Request.URL.RawQuery = back.Encode()
	themes, words := themesOf(c.PostFormArray("theme"))
	if len(themes) == 0 {
		return s.showComments(c, http.StatusUnprocessableEntity, tagRefusal{id, "Xin chọn ít nhất một chủ đề; nếu không thuộc chủ đề nào, xin chọn “Khác”."})
	}
	q, err := s.commentQuery(c)
	if err != nil {
		return err
	}
	e := audit.Entry{Action: "comment.themes", Object: id, Unit: campaign.Unit, Detail: map[string]string{"campaign": campaign.Code, "themes": words}}
	if err := s.act(c, e, func(ctx context.Context) error { return s.comments.Retag(ctx, id, themes, principal(c).Name) }); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, q.path()+"&done=themes#c-"+id)
	return nil
}

// shown reports, as an error, that a comment is not one of those that a campaign
// shows in the batch that ends on a day.
func (s *Server) shown(ctx context.Context, campaign, comment string, day survey.Date) error {
	found := false
	_, err := s.comments.Each(ctx, opinion.Query{Campaign: campaign, From: day, To: day}, func(b opinion.Batch) {
		found = found || slices.ContainsFunc(b.Comments, func(o opinion.Comment) bool { return o.ID == comment })
	})
	if err == nil && !found {
		return unreached("comment", comment)
	}
	return err
}
