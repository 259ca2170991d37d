package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"sync"

	"github.com/gin-gonic/gin"

	"hailong/internal/closing"
	"hailong/internal/period"
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
	i.open.Edition, i.open.Locked, i.open.Published = e.Number, e.Day, e.PublishedOn()
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
	if len(units) == 1 {
		view.History = history(list)
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

// resultsUnit is the history of one unit.
func (s *Server) resultsUnit(c *gin.Context) error {
	u, err := store.Units.Get(c.Request.Context(), s.Store, c.Param("unit"))
	if err != nil {
		return err
	}
	list, err := s.published(c.Request.Context(), u.Code)
	if err != nil {
		return err
	}
	view := page.Results{Citizen: page.Citizen{W: page.WordsIn(bilingual(c)), Langs: page.Bilingual, Path: c.Request.URL.Path, Authority: u.Authority.In(bilingual(c))}, History: history(list)}
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
		one.Lines = append(one.Lines, page.ResultsLine{Path: resultPath(i.Edition), Report: i.report, Edition: i.Edition})
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

func resultPath(e *closing.Edition) string {
	path := "/results/" + url.PathEscape(e.Unit) + "/" + e.Period.String()
	q := url.Values{"campaign": {e.Campaign}}
	if e.Number > 1 || e.Superseded {
		q.Set("edition", fmt.Sprint(e.Number))
	}
	return path + "?" + q.Encode()
}

// result finds the issue in an address: without a campaign or an edition, the
// newest.
func (s *Server) result(c *gin.Context) (issue, []issue, error) {
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
		campaign, edition := c.Query("campaign"), c.Query("edition")
		if (campaign == "" || campaign == i.Campaign) && (edition == "" || edition == fmt.Sprint(i.Number)) {
			return i, list, nil
		}
	}
	return issue{}, nil, fmt.Errorf("result: %w", survey.ErrNotFound)
}

// resultsPeriod is the page of one period.
func (s *Server) resultsPeriod(c *gin.Context) error {
	i, list, err := s.result(c)
	if err != nil {
		return err
	}
	written, _ := i.Written()
	view := page.Result{
		Citizen: page.Citizen{W: page.WordsIn(bilingual(c)), Langs: page.Bilingual, Path: c.Request.URL.Path, Authority: i.report.Unit.Authority.In(bilingual(c))},
		Edition: i.Edition, Report: i.report, Open: i.open, Written: written, Data: dataPath(i.Edition),
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

// dataPath is where the open data of an edition lie, without their extension.
func dataPath(e *closing.Edition) string {
	return fmt.Sprintf("/results/%s/%s/%s-%d", url.PathEscape(e.Unit), e.Period, url.PathEscape(e.Campaign), e.Number)
}

// resultsData sends the open data of an edition as CSV or JSON.
func (s *Server) resultsData(c *gin.Context) error {
	name, extension, _ := cutLast(c.Param("file"), ".")
	campaign, number, _ := cutLast(name, "-")
	c.Request.URL.RawQuery = url.Values{"campaign": {campaign}, "edition": {number}}.Encode()
	i, _, err := s.result(c)
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
