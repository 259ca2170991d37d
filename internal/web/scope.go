package web

import (
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/period"
	"hailong/internal/press"
	"hailong/internal/report"
	"hailong/internal/staff"
)

// source is where reports come from.
func (s *Server) source() report.Source {
	return report.Source{
		Store: s.Store, Counter: s.Counter, Templates: s.Catalog, Fields: s.Catalog.Fields(), Excluded: press.Exclusions(s.Store),
		Books: press.Books(s.Store, s.Now),
	}
}

// request reads a scope from an address. A parameter that is unknown, empty or
// stands twice where one is meant is an error: a misspelt filter must not widen
// what is counted.
func (s *Server) request(c *gin.Context) (report.Request, error) {
	q := report.Request{Totals: !principal(c).May(staff.ExportResponses)}
	var quarter, all string
	one := map[string]*string{"campaign": &q.Campaign, "period": &quarter, "all": &all}
	many := map[string]*[]string{
		"place": &q.Places, "counter": &q.Counters, "field": &q.Fields,
		"channel": &q.Channels, "group": &q.Groups,
	}
	for name, values := range c.Request.URL.Query() {
		if into, ok := one[name]; ok && len(values) == 1 && values[0] != "" {
			*into = values[0]
		} else if ok {
			return q, &parameterError{name, "empty, or given more than once"}
		} else if into, ok := many[name]; ok {
			if slices.Contains(values, "") {
				return q, &parameterError{name, "empty"}
			}
			*into = values
		} else {
			return q, &parameterError{shorten(name), "unknown"}
		}
	}
	if q.Campaign == "" {
		return q, &parameterError{"campaign", "missing"}
	}
	if all != "" && all != "1" {
		return q, &parameterError{"all", "want 1"}
	}
	q.Everything = all != ""
	var err error
	q.Period, err = s.period(c, q.Campaign, quarter)
	return q, err
}

// sourceFor is where the reports of who asks come from: who reads totals only sees
// them move by steps.
func (s *Server) sourceFor(c *gin.Context) report.Source {
	src := s.source()
	if !principal(c).May(staff.ExportResponses) {
		src.Counter = s.stepped
	}
	return src
}

// period reads a period of a campaign that the asker may know of; without one it
// is its present quarter.
func (s *Server) period(c *gin.Context, campaign, text string) (period.Period, error) {
	found, err := s.campaign(c, campaign)
	if err != nil {
		return period.Period{}, err
	}
	if text != "" {
		p, err := period.Parse(text)
		if err != nil {
			return p, &parameterError{"period", "want 2026-Q4, 2026-H2 or 2026, from 2000 to 2099"}
		}
		return p, nil
	}
	return period.Of(period.Quarter, s.Desk.Today(), period.Scheme(found.Scheme)), nil
}

// query writes a scope back as the query of an address.
func query(q report.Request) string {
	v := url.Values{"campaign": {q.Campaign}, "period": {q.Period.String()}}
	for name, values := range map[string][]string{
		"place": q.Places, "counter": q.Counters, "field": q.Fields,
		"channel": q.Channels, "group": q.Groups,
	} {
		if len(values) > 0 {
			v[name] = values
		}
	}
	if q.Everything {
		v.Set("all", "1")
	}
	return v.Encode()
}
