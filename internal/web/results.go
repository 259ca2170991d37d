package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync"

	"github.com/gin-gonic/gin"

	"hailong/internal/closing"
	"hailong/internal/period"
	"hailong/internal/press"
	"hailong/internal/report"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// An issue is a published edition with what the public is told of it.
type issue struct {
	*closing.Edition
	report *report.Report
	open   *report.Open
}

// until is the last day in provisional figures, zero for others.
func (i *issue) until() survey.Date {
	if !i.open.Provisional {
		return 0
	}
	return i.open.Until
}

// issues keeps what was compiled of published editions, which never change.
type issues struct{ kept sync.Map }

// resultsKey names an edition.
type resultsKey struct {
	campaign string
	period   period.Period
	number   int
}

// published returns the issues of a unit, or of all for "", the newest first. An
// edition of too few responses to tell anything of is none.
func (s *Server) published(ctx context.Context, unit string) ([]issue, error) {
	editions, err := s.Closing.Editions(ctx, "")
	if err != nil {
		return nil, err
	}
	var list []issue
	for _, e := range editions {
		if e.State != closing.Published || unit != "" && e.Unit != unit {
			continue
		}
		i, err := s.issue(ctx, e)
		if errors.Is(err, report.ErrTooFew) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, i)
	}
	return list, nil
}

// issue compiles an edition for the public.
func (s *Server) issue(ctx context.Context, e *closing.Edition) (issue, error) {
	key := resultsKey{e.Campaign, e.Period, e.Number}
	if kept, ok := s.issues.kept.Load(key); ok {
		i := kept.(issue)
		i.Edition = e // it may be superseded since
		return i, nil
	}
	r, err := s.Closing.Public(ctx, e)
	if err != nil {
		return issue{}, err
	}
	i := issue{e, r, report.OpenOf(r)}
	i.open.Issue(e.Number, e.Day, e.PublishedOn())
	s.issues.kept.Store(key, i)
	return i, nil
}

// results is the public page of all units, or of the only one.
func (s *Server) results(c *gin.Context) error {
	list, err := s.published(c.Request.Context(), "")
	if err != nil {
		return err
	}
	var units []string
	for _, i := range list {
		if !slices.Contains(units, i.Unit) {
			units = append(units, i.Unit)
		}
	}
	view := page.Results{Citizen: page.Citizen{W: page.WordsIn(bilingual(c)), Langs: page.Bilingual, Path: c.Request.URL.Path}}
	if len(units) == 0 {
		units, err = s.soleUnit(c.Request.Context())
		if err != nil {
			return err
		}
	}
	if len(units) == 1 {
		u, err := store.Units.Get(c.Request.Context(), s.Store, units[0])
		if err != nil {
			return err
		}
		view.Authority, view.History = u.Authority.In(view.W.Lang), history(list)
	} else {
		for _, code := range units {
			u, err := store.Units.Get(c.Request.Context(), s.Store, code)
			if err != nil {
				return err
			}
			view.Units = append(view.Units, page.Pick{Value: "/results/" + url.PathEscape(code), Text: u.Name.In(view.W.Lang)})
		}
	}
	return s.sendResults(c, view)
}

// soleUnit is the only unit there is, none where there are several.
func (s *Server) soleUnit(ctx context.Context) ([]string, error) {
	var units []string
	for u, err := range store.Units.All(ctx, s.Store) {
		if err != nil {
			return nil, err
		}
		units = append(units, u.Code)
	}
	if len(units) != 1 {
		return nil, nil
	}
	return units, nil
}

// historyPath is where all periods of a unit are listed, or those of a campaign.
func historyPath(unit, campaign string) string {
	path := "/results/" + url.PathEscape(unit)
	if campaign != "" {
		path += "?" + url.Values{"campaign": {campaign}}.Encode()
	}
	return path
}

// shared reports whether several campaigns have published results of a period, so
// that each must be called by its name.
func shared(list []issue, p period.Period) bool {
	campaigns := make(map[string]bool)
	for _, i := range list {
		if i.Period == p {
			campaigns[i.Unit+"/"+i.Campaign] = true
		}
	}
	return len(campaigns) > 1
}

// resultsUnit is the history of one unit, or of one of its campaigns.
func (s *Server) resultsUnit(c *gin.Context) error {
	u, err := store.Units.Get(c.Request.Context(), s.Store, c.Param("unit"))
	if err != nil {
		return err
	}
	list, err := s.published(c.Request.Context(), u.Code)
	if err != nil {
		return err
	}
	if campaign := c.Query("campaign"); campaign != "" {
		list = slices.DeleteFunc(list, func(i issue) bool { return i.Campaign != campaign })
	}
	view := page.Results{Citizen: page.Citizen{W: page.WordsIn(bilingual(c)), Langs: page.Bilingual, Path: historyPath(u.Code, c.Query("campaign")), Authority: u.Authority.In(bilingual(c))}, History: history(list)}
	return s.sendResults(c, view)
}

func (s *Server) sendResults(c *gin.Context, view page.Results) error {
	r, err := s.pages.Results(view)
	if err == nil {
		s.sendPublic(c, r)
	}
	return err
}

// publicLife is how long a published page may be shown from memory: a correction
// is seen by everybody within that time.
const publicLife = "public, max-age=300"

func (s *Server) sendPublic(c *gin.Context, r page.Rendered) {
	c.Header("Content-Security-Policy", policy(r))
	s.publish(c, "text/html; charset=utf-8", r.HTML)
}

// publish sends what everybody may read and keep for a while.
func (s *Server) publish(c *gin.Context, media string, body []byte) {
	c.Header("Cache-Control", publicLife)
	c.Header("Vary", "Accept-Language") // or a proxy shows one reader's language to all
	s.packed.of(media, body).send(c)
}

// history orders issues by their questionnaires: figures of different ones are not
// on one line.
func history(list []issue) []page.ResultsSeries {
	var series []page.ResultsSeries
	for _, i := range list {
		at := slices.IndexFunc(series, func(s page.ResultsSeries) bool { return s.Code == i.report.Template.Code })
		if at < 0 {
			at = len(series)
			series = append(series, page.ResultsSeries{Code: i.report.Template.Code, Title: i.report.Template.Title})
		}
		one := &series[at]
		one.Lines = append(one.Lines, page.ResultsLine{Path: resultPath(i.Edition), Report: i.report, Edition: i.Edition, Shared: shared(list, i.Period), Until: i.until()})
		if !i.Superseded && i.Period.Kind() == period.Quarter {
			one.Points = append(one.Points, report.Point{
				Period: i.Period, Campaign: i.Campaign, Template: i.report.Template.Ref(), Scheme: i.report.Campaign.Scheme, Index: i.report.Index,
			})
		}
	}
	for i := range series {
		slices.Reverse(series[i].Points)
		report.MarkBreaks(series[i].Points)
	}
	return series
}

// resultPath is where an edition is read. Of a first one that nothing corrects the
// number is left out: the address leads on to the correction when there is one.
func resultPath(e *closing.Edition) string {
	number := 0
	if e.Number > 1 || e.Superseded {
		number = e.Number
	}
	return press.ResultPath(e.Unit, e.Campaign, e.Period, number).String()
}

// result finds the issue of an address, with the others of its period: without a
// campaign or an edition, the newest.
func (s *Server) result(c *gin.Context, campaign, edition string) (issue, []issue, error) {
	p, err := period.Parse(c.Param("period"))
	if err != nil {
		return issue{}, nil, fmt.Errorf("result: %w", survey.ErrNotFound)
	}
	list, err := s.published(c.Request.Context(), c.Param("unit"))
	if err != nil {
		return issue{}, nil, err
	}
	list = slices.DeleteFunc(list, func(i issue) bool { return i.Period != p })
	for _, i := range list {
		if (campaign == "" || campaign == i.Campaign) && (edition == "" || edition == fmt.Sprint(i.Number)) {
			return i, list, nil
		}
	}
	return issue{}, nil, fmt.Errorf("result: %w", survey.ErrNotFound)
}

// resultsPeriod is the page of one period.
func (s *Server) resultsPeriod(c *gin.Context) error {
	i, list, err := s.result(c, c.Query("campaign"), c.Query("edition"))
	if err != nil {
		return err
	}
	written, _ := i.Written()
	view := page.Result{
		Citizen: page.Citizen{W: page.WordsIn(bilingual(c)), Langs: page.Bilingual, Path: samePath(c, i.Edition), Authority: i.report.Unit.Authority.In(bilingual(c))},
		Edition: i.Edition, Report: i.report, Open: i.open, Written: written, Data: dataPath(i.Edition), Shared: shared(list, i.Period),
	}
	for _, other := range list {
		if other.Edition != i.Edition {
			view.Others = append(view.Others, page.ResultsLine{Path: resultPath(other.Edition), Report: other.report, Edition: other.Edition})
		}
	}
	r, err := s.pages.Result(view)
	if err == nil {
		s.sendPublic(c, r)
	}
	return err
}

// samePath leads to the same figures again, in another language: what the address
// left open is named, and what it named stays.
func samePath(c *gin.Context, e *closing.Edition) string {
	if c.Query("edition") == "" {
		return resultPath(e)
	}
	return press.ResultPath(e.Unit, e.Campaign, e.Period, e.Number).String()
}

// dataPath is where the open data of an edition lie, without their extension.
func dataPath(e *closing.Edition) string {
	return fmt.Sprintf("/results/%s/%s/%s-%d", url.PathEscape(e.Unit), e.Period, url.PathEscape(e.Campaign), e.Number)
}

// resultsData sends the open data of an edition as CSV or JSON.
func (s *Server) resultsData(c *gin.Context) error {
	name, extension, _ := cutLast(c.Param("file"), ".")
	campaign, number, _ := cutLast(name, "-")
	i, _, err := s.result(c, campaign, number)
	if err != nil {
		return err
	}
	write, media := report.WriteOpenJSON, "application/json"
	switch extension {
	case "json":
	case "csv":
		write, media = report.WriteOpenCSV, "text/csv; charset=utf-8"
	default:
		return errNoPage
	}
	var body bytes.Buffer
	if err := write(io.Writer(&body), i.open); err != nil {
		return err
	}
	attach(c, fmt.Sprintf("ket-qua-%s-%s-%d.%s", i.Unit, i.Period, i.Number, extension))
	s.publish(c, media, body.Bytes())
	return nil
}

// resultsMethod explains to citizens how figures are made.
func (s *Server) resultsMethod(c *gin.Context) error {
	r, err := s.pages.ResultsMethod(page.Citizen{W: page.WordsIn(bilingual(c)), Langs: page.Bilingual, Path: c.Request.URL.Path})
	if err == nil {
		s.sendPublic(c, r)
	}
	return err
}

// released runs a handler of what was published. What is not there is told in words
// of its own: nobody comes here with the code of a form.
func (s *Server) released(h func(*gin.Context) error) gin.HandlerFunc {
	return s.citizen(func(c *gin.Context) error {
		err := h(c)
		if !errors.Is(err, survey.ErrNotFound) && !errors.Is(err, errNoPage) {
			return err
		}
		s.note(c, err, failureOf(err))
		r, err := s.pages.NoResult(page.Citizen{W: page.WordsIn(bilingual(c)), Langs: page.Bilingual, Path: c.Request.URL.Path})
		if err == nil {
			s.send(c, http.StatusNotFound, r)
		}
		return err
	})
}
