package web

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/opinion"
	"hailong/internal/period"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// A window holds the last batches that end before a day, as few of them as have
// a page of comments.
type window struct {
	query    commentQuery
	batches  []page.OfficeBatch // the earliest first
	comments int
	// earlier tells that batches before these were let go.
	earlier bool
	names   func(place string) string
}

func (w *window) add(b opinion.Batch) {
	if w.query.before != 0 && b.To >= w.query.before {
		return
	}
	line := page.OfficeBatch{From: b.From, To: b.To}
	for i := range b.Comments {
		one := &b.Comments[i]
		if w.query.passes(one) {
			line.Count += int64(one.Count)
			line.Comments = append(line.Comments, w.comment(one, b.To))
		}
	}
	if len(line.Comments) == 0 {
		return
	}
	w.batches, w.comments = append(w.batches, line), w.comments+len(line.Comments)
	for n := len(w.batches[0].Comments); w.comments-n >= commentsPage; n = len(w.batches[0].Comments) {
		w.batches, w.comments, w.earlier = w.batches[1:], w.comments-n, true
	}
}

func (w *window) comment(o *opinion.Comment, day survey.Date) page.OfficeComment {
	view := page.OfficeComment{
		ID: o.ID, Text: o.Text, Count: int64(o.Count), Themes: themeNames(o.Themes()), Day: day,
		Send: "/office/comments/" + url.PathEscape(w.query.campaign.Code) + "/" + o.ID, Picks: themePicks(o.Themes()),
	}
	if o.Place != "" {
		view.Place = w.names(o.Place)
	}
	if o.Tag != nil {
		view.By = fmt.Sprintf("%s chọn ngày %s", o.Tag.By, o.Tag.Day.Time().Format("02/01/2006"))
		if !slices.Equal(o.Tag.Themes, o.Suggested) {
			view.Suggested = themeNames(o.Suggested)
		}
	}
	return view
}

// fillComments puts the comments of a query on the page.
func (s *Server) fillComments(c *gin.Context, view *page.OfficeComments, q commentQuery, campaigns []survey.Campaign) error {
	places, err := s.places(c)
	if err != nil {
		return err
	}
	var picks []page.Pick
	for _, p := range places {
		if p.Unit == q.campaign.Unit {
			picks = append(picks, page.Pick{Value: p.Code, Text: p.Name.In(survey.Vietnamese)})
		}
	}
	w := window{query: q, names: func(place string) string { return called(picks, place) }}
	table := opinion.NewThemeTable()
	view.Waiting, err = s.comments.Each(c.Request.Context(), q.released(), func(b opinion.Batch) {
		table.Add(b)
		w.add(b)
	})
	if err != nil {
		return err
	}
	slices.Reverse(w.batches)
	view.Batches, view.More, view.Total = w.batches, table.More, int64(table.Comments)
	view.Themes, view.Unnamed = themeLines(table, q)
	view.Heading = q.campaign.Name.In(survey.Vietnamese) + ", " + q.period.Name(survey.Vietnamese)
	view.Select = s.commentSelections(q, campaigns, picks)
	fillCommentLinks(view, q, w.earlier)
	return nil
}

func fillCommentLinks(view *page.OfficeComments, q commentQuery, earlier bool) {
	view.Back = q.values().Encode()
	other := q
	other.before = 0
	if q.before != 0 {
		view.Latest = other.path()
	}
	if earlier {
		last := q
		last.before = view.Batches[len(view.Batches)-1].From
		view.Earlier = last.path()
	}
	view.Narrowed = q.theme != "" || q.place != ""
	view.Whole = commentQuery{campaign: q.campaign, period: q.period}.path()
	scope := url.Values{"campaign": {q.campaign.Code}, "period": {q.period.String()}}.Encode()
	view.Plan, view.Tasks = "/office/tasks/new?"+scope, "/office/tasks?"+scope
	view.Names = "/office/comments/names?" + url.Values{"unit": {q.campaign.Unit}}.Encode()
}

func (s *Server) commentSelections(q commentQuery, campaigns []survey.Campaign, places []page.Pick) []page.Selection {
	theme := page.Selection{Name: "theme", Label: "Chủ đề", Options: []page.SelectOption{{Text: "Tất cả"}}}
	for _, t := range opinion.Themes {
		theme.Options = append(theme.Options, page.SelectOption{Value: string(t), Text: themeName(t), Chosen: t == q.theme})
	}
	place := page.Selection{Name: "place", Label: "Điểm tiếp nhận", Options: []page.SelectOption{{Text: "Tất cả"}}}
	for _, p := range places {
		place.Options = append(place.Options, page.SelectOption{Value: p.Value, Text: p.Text, Chosen: p.Value == q.place})
	}
	return []page.Selection{campaignSelection(campaigns, q.campaign.Code), s.periodSelection(q.period, period.Scheme(q.campaign.Scheme)), theme, place}
}

// campaignSelection offers campaigns.
func campaignSelection(campaigns []survey.Campaign, chosen string) page.Selection {
	list := page.Selection{Name: "campaign", Label: "Đợt khảo sát"}
	for _, k := range campaigns {
		list.Options = append(list.Options, page.SelectOption{Value: k.Code, Text: k.Name.In(survey.Vietnamese), Chosen: k.Code == chosen})
	}
	return list
}

// periodSelection offers the periods of late and the chosen one.
func (s *Server) periodSelection(chosen period.Period, scheme period.Scheme) page.Selection {
	list := page.Selection{Name: "period", Label: "Kỳ"}
	for _, p := range offered(chosen, s.Desk.Today(), scheme) {
		if p != (period.Period{}) {
			list.Options = append(list.Options, page.SelectOption{Value: p.String(), Text: p.Name(survey.Vietnamese), Chosen: p == chosen})
		}
	}
	return list
}

// themeLines are the themes that comments are about, the most frequent first and
// what fits nowhere last, and those that none is about.
func themeLines(table opinion.ThemeTable, q commentQuery) (lines []page.OfficeTheme, none []string) {
	counts := slices.Clone(table.Counts)
	slices.SortStableFunc(counts, func(a, b opinion.ThemeCount) int {
		return cmp.Or(cmp.Compare(rest(a.Theme), rest(b.Theme)), cmp.Compare(b.Comments, a.Comments))
	})
	for _, n := range counts {
		if n.Comments == 0 {
			if n.Theme != opinion.Other {
				none = append(none, themeName(n.Theme))
			}
			continue
		}
		share := ratio(n.Comments, table.Comments)
		other := commentQuery{campaign: q.campaign, period: q.period, theme: n.Theme, place: q.place}
		lines = append(lines, page.OfficeTheme{
			Name: themeName(n.Theme), Path: other.path(), Comments: int64(n.Comments), Tagged: int64(n.Tagged),
			Percent: fmt.Sprintf("%d,%d", share/10, share%10), Bar: fmt.Sprintf("%d.%d", share/10, share%10), Chosen: n.Theme == q.theme,
		})
	}
	return lines, none
}

func rest(t opinion.Theme) int {
	if t == opinion.Other {
		return 1
	}
	return 0
}

// ratio is a part in tenths of a percent, rounded half up.
func ratio(part, whole int) int { return (2000*part + whole) / (2 * whole) }
