package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// officeResults shows the figures of the scope in the address; without one,
// those of the first campaign in its present quarter.
func (s *Server) officeResults(c *gin.Context) error {
	campaigns, err := s.campaigns(c)
	if err != nil {
		return err
	}
	view := page.OfficeResults{MayExport: principal(c).May(staff.ExportResponses), MayWatch: principal(c).May(staff.ReadWatch)}
	if len(campaigns) > 0 {
		if err := s.fillResults(c, &view, campaigns); err != nil {
			return err
		}
	}
	if view.Unseen, err = s.unseen(c, campaigns); err != nil {
		return err
	}
	if view.Waiting, err = s.waiting(c, campaigns); err != nil {
		return err
	}
	view.Office = s.officePage(c)
	status := http.StatusOK
	if view.TooFew {
		status = http.StatusForbidden
	}
	r, err := s.pages.OfficeResults(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// waiting are the editions of some campaigns that who asks could approve now.
func (s *Server) waiting(c *gin.Context, campaigns []survey.Campaign) ([]page.Link, error) {
	who := principal(c)
	if !who.May(staff.ApproveReport) {
		return nil, nil
	}
	editions, err := s.Closing.Editions(c.Request.Context(), "")
	if err != nil {
		return nil, err
	}
	var list []page.Link
	for _, e := range editions {
		i := slices.IndexFunc(campaigns, func(k survey.Campaign) bool { return k.Code == e.Campaign })
		if i >= 0 && e.AwaitsApproval(who.Name) {
			list = append(list, page.Link{Path: editionPath(e), Text: campaigns[i].Name.In(survey.Vietnamese) + ", " + e.Period.Name(survey.Vietnamese)})
		}
	}
	return list, nil
}

func (s *Server) fillResults(c *gin.Context, view *page.OfficeResults, campaigns []survey.Campaign) error {
	if err := s.prepare(c, campaigns); err != nil {
		return err
	}
	by := taken(c, "by")
	q, err := s.request(c)
	if err != nil {
		return err
	}
	whole := q
	whole.Books = true
	view.Report, err = report.Compile(c.Request.Context(), s.sourceFor(c), whole)
	if errors.Is(err, report.ErrTooFew) { // the page still offers other campaigns and periods
		view.TooFew = true
		view.Report, err = report.Outline(c.Request.Context(), s.sourceFor(c), q)
	}
	if err != nil {
		return err
	}
	scope := query(q)
	view.IndexURL, view.CSVURL, view.JSONURL = "/api/v1/index?"+scope, "/api/v1/export.csv?"+scope, "/api/v1/export.json?"+scope
	view.XLSXURL = "/api/v1/export.xlsx?" + scope
	places, err := s.places(c)
	if err != nil {
		return err
	}
	view.Select = s.selections(view.Report, q, campaigns, places)
	view.Narrowed = s.narrowed(view.Report, view.Select, q)
	view.OtherURL = otherWay(q, view.Report)
	if len(view.Narrowed) == 0 && !q.Everything {
		view.ReportURL = "/api/v1/reports/" + url.PathEscape(q.Campaign) + "/" + q.Period.String()
	}
	if q.Totals {
		view.Select = view.Select[:2] // the campaign and the period
	}
	if err := s.fillComparisons(c, view, q, by); err != nil {
		return err
	}
	view.Current = q.Period == period.Of(q.Period.Kind(), s.Desk.Today(), period.Scheme(view.Report.Campaign.Scheme))
	view.FormURL, err = s.formURL(c, q.Campaign)
	return err
}

// trendLength is how many periods the trend shows: two years of quarters.
const trendLength = 8

// fillComparisons compares the figures with those of the periods before, and the
// groups of people with each other.
func (s *Server) fillComparisons(c *gin.Context, view *page.OfficeResults, q report.Request, by string) (err error) {
	ctx := c.Request.Context()
	if view.TooFew || view.Report.Index.Responses == 0 {
		return nil
	}
	if view.Trend, err = report.Trend(ctx, s.sourceFor(c), q, trendLength); err != nil {
		return err
	}
	if q.Totals {
		return nil
	}
	view.By = groupSelection(view.Report.Template, by)
	for name, values := range c.Request.URL.Query() {
		for _, v := range values {
			view.Keep = append(view.Keep, page.Pick{Value: name, Text: v})
		}
	}
	slices.SortFunc(view.Keep, func(a, b page.Pick) int { return strings.Compare(a.Value+a.Text, b.Value+b.Text) })
	if by != "" {
		view.Grouped, err = report.Grouped(ctx, s.sourceFor(c), q, by)
	}
	return err
}

// taken takes a parameter that is the page's own out of the address.
func taken(c *gin.Context, name string) string {
	values := c.Request.URL.Query()
	value := values.Get(name)
	values.Del(name)
	c.Request.URL.RawQuery = values.Encode()
	return value
}

// groupSelection offers the questions by which people can be grouped.
func groupSelection(t *survey.Template, chosen string) page.Selection {
	by := page.Selection{Name: "by", Label: "So sánh các nhóm theo"}
	for _, q := range report.GroupQuestions(t) {
		by.Options = append(by.Options, page.SelectOption{Value: q.Code, Text: q.Text.In(survey.Vietnamese), Chosen: q.Code == chosen})
	}
	return by
}

// prepare makes the address of the page a scope: lists that were left on "all"
// send empty values, and the first visit names no campaign.
func (s *Server) prepare(c *gin.Context, campaigns []survey.Campaign) error {
	values := c.Request.URL.Query()
	for name, list := range values {
		values[name] = slices.DeleteFunc(list, func(v string) bool { return v == "" })
		if len(values[name]) == 0 {
			delete(values, name)
		}
	}
	if !values.Has("campaign") {
		code, err := s.preferred(c.Request.Context(), campaigns)
		if err != nil {
			return err
		}
		values.Set("campaign", code)
	}
	c.Request.URL.RawQuery = values.Encode()
	return nil
}

// preferred is the campaign shown first: an open one that has responses, or else
// an open one, or else any; of several, the one that opened last.
func (s *Server) preferred(ctx context.Context, campaigns []survey.Campaign) (string, error) {
	best, bestRank := "", -1
	today := s.Desk.Today()
	sorted := slices.SortedStableFunc(slices.Values(campaigns), func(a, b survey.Campaign) int { return int(b.Opens - a.Opens) })
	for _, k := range sorted {
		rank := 0
		if k.OpenOn(today) {
			rank = 1
			for _, err := range s.Store.Responses(ctx, survey.Scope{Campaign: k.Code, From: k.Opens, To: today}) {
				if err != nil {
					return "", err
				}
				rank = 2
				break
			}
		}
		if rank > bestRank {
			best, bestRank = k.Code, rank
		}
	}
	return best, nil
}

// selections are the lists above the figures, with what the scope chose.
func (s *Server) selections(r *report.Report, q report.Request, campaigns []survey.Campaign, places []survey.Place) []page.Selection {
	campaign := page.Selection{Name: "campaign", Label: "Đợt khảo sát"}
	for _, k := range campaigns {
		campaign.Options = append(campaign.Options, page.SelectOption{Value: k.Code, Text: k.Name.In(survey.Vietnamese), Chosen: k.Code == q.Campaign})
	}
	time := page.Selection{Name: "period", Label: "Kỳ"}
	for _, p := range offered(r.Period, s.Desk.Today(), period.Scheme(r.Campaign.Scheme)) {
		time.Options = append(time.Options, page.SelectOption{Value: p.String(), Text: p.Name(survey.Vietnamese), Chosen: p == q.Period})
	}
	place := page.Selection{Name: "place", Label: "Điểm tiếp nhận", Options: []page.SelectOption{{Text: "Tất cả"}}}
	for _, p := range places {
		if p.Unit == r.Unit.Code {
			place.Options = append(place.Options, page.SelectOption{Value: p.Code, Text: p.Name.In(survey.Vietnamese), Chosen: slices.Contains(q.Places, p.Code)})
		}
	}
	field := page.Selection{Name: "field", Label: "Lĩnh vực", Options: []page.SelectOption{{Text: "Tất cả"}}}
	for _, f := range r.Unit.ServiceFields(s.Catalog.Fields()) {
		field.Options = append(field.Options, page.SelectOption{Value: f.Code, Text: f.Text.In(survey.Vietnamese), Chosen: slices.Contains(q.Fields, f.Code)})
	}
	channel := page.Selection{Name: "channel", Label: "Hình thức", Options: []page.SelectOption{{Text: "Tất cả"}}}
	for _, k := range survey.Channels {
		channel.Options = append(channel.Options, page.SelectOption{Value: string(k), Text: report.ChannelName(k).In(survey.Vietnamese), Chosen: slices.Contains(q.Channels, string(k))})
	}
	lists := []page.Selection{campaign, time, place, field, channel}
	group := page.Selection{Name: "group", Label: "Nhóm người trả lời", Options: []page.SelectOption{{Text: "Tất cả"}}}
	for _, question := range report.GroupQuestions(r.Template) {
		for _, o := range question.Options {
			value := question.Code + ":" + o.Code
			group.Options = append(group.Options, page.SelectOption{
				Value: value, Text: o.Text.In(survey.Vietnamese), Group: question.Text.In(survey.Vietnamese), Chosen: slices.Contains(q.Groups, value),
			})
		}
	}
	if len(group.Options) > 1 {
		lists = append(lists, group)
	}
	return lists
}

// narrowed says in words by what the scope is narrowed, so that a print of the
// page cannot be taken for the whole.
func (s *Server) narrowed(r *report.Report, lists []page.Selection, q report.Request) []string {
	var words []string
	for _, list := range lists[2:] { // after the campaign and the period
		for _, o := range list.Options {
			if o.Chosen && o.Group == "" { // a group is named by its question below
				words = append(words, list.Label+": "+o.Text)
			}
		}
	}
	for _, counter := range q.Counters {
		words = append(words, "Quầy: "+counter)
	}
	for _, g := range r.Scope.Groups {
		question := r.Template.Question(g.Question)
		option := question.Options[question.Option(g.Option)-1]
		words = append(words, question.Text.In(survey.Vietnamese)+" "+option.Text.In(survey.Vietnamese))
	}
	return words
}

// quartersBack is how many quarters before the present one the list offers.
const quartersBack = 4

// offered are the present quarter and those before it, their halves and years, and
// whatever the address asks for.
func offered(asked period.Period, today survey.Date, scheme period.Scheme) []period.Period {
	var list []period.Period
	quarter := period.Of(period.Quarter, today, scheme)
	for range quartersBack + 1 {
		list = append(list, quarter)
		quarter = quarter.Previous()
	}
	half, year := period.Of(period.Half, today, scheme), period.Of(period.Year, today, scheme)
	list = append(list, half, half.Previous(), year, year.Previous())
	if !slices.Contains(list, asked) {
		list = append(list, asked)
	}
	return list
}

// formURL is an address under which a citizen can answer the campaign, or "".
func (s *Server) formURL(c *gin.Context, campaign string) (string, error) {
	posters, err := s.posters(c)
	if err != nil {
		return "", err
	}
	for _, p := range posters {
		if p.Campaign == campaign && !p.Voided {
			return s.posterURL(p.Code), nil
		}
	}
	return "", nil
}

// posterURL is what a poster's QR code holds. It is never made from a request.
func (s *Server) posterURL(code string) string {
	return s.PublicURL.JoinPath("s", code).String()
}
