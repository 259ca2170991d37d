package report

import (
	"fmt"
	"slices"
	"strings"

	"hailong/internal/period"
	"hailong/internal/survey"
)

// A Request says what to report on, in the words of a link or a command line:
// nothing in it has been checked. An empty list narrows nothing; several groups
// must all hold.
type Request struct {
	Campaign string
	Period   period.Period
	Places   []string
	Counters []string
	Fields   []string
	Channels []string
	// Groups are answers to choice questions, as QUESTION:option.
	Groups []string
	// Everything asks for the figures with nothing excluded.
	Everything bool
	// Totals says that the asker may read totals only, as the rated office.
	Totals bool
	// Books asks also for what the other registers of the office say.
	Books bool
}

// A BadRequest error says that the campaign is there but a parameter names
// something that is not. It is not survey.ErrNotFound, which Compile returns
// for an unknown campaign.
type BadRequest struct {
	// Parameter is period, place, counter, field, channel or group.
	Parameter string
	Value     string
}

// Error names the parameter and its value, in one line.
func (e *BadRequest) Error() string {
	return fmt.Sprintf("report: unknown %s %.60q", e.Parameter, e.Value)
}

// known is what the parameters of a request may name.
type known struct {
	template *survey.Template
	places   []survey.Place // of the campaign's unit
	fields   []survey.Field
}

// scope checks the request and returns what it means.
func (k known) scope(q Request, c survey.Campaign) (survey.Scope, error) {
	scheme, err := period.ParseScheme(c.Scheme)
	if err != nil {
		return survey.Scope{}, fmt.Errorf("campaign %s: %w", c.Code, err)
	}
	if q.Period == (period.Period{}) {
		return survey.Scope{}, &BadRequest{"period", ""}
	}
	s := survey.Scope{Campaign: c.Code, Places: q.Places, Counters: q.Counters, Fields: q.Fields}
	s.From, s.To = q.Period.Dates(scheme)
	if err := k.check(q); err != nil {
		return survey.Scope{}, err
	}
	for _, channel := range q.Channels {
		s.Channels = append(s.Channels, survey.Channel(channel))
	}
	for _, text := range q.Groups {
		question, option, _ := strings.Cut(text, ":")
		g, err := k.template.Group(question, option)
		if err != nil {
			return survey.Scope{}, &BadRequest{"group", text}
		}
		s.Groups = append(s.Groups, g)
	}
	return s, nil
}

// check finds the first parameter that names something unknown.
func (k known) check(q Request) error {
	for _, list := range []struct {
		parameter string
		values    []string
		has       func(string) bool
	}{
		{"place", q.Places, k.hasPlace},
		{"counter", q.Counters, func(code string) bool { return k.hasCounter(q.Places, code) }},
		{"field", q.Fields, k.hasField},
		{"channel", q.Channels, hasChannel},
	} {
		for _, v := range list.values {
			if !list.has(v) {
				return &BadRequest{list.parameter, v}
			}
		}
	}
	return nil
}

func (k known) hasPlace(code string) bool {
	return slices.ContainsFunc(k.places, func(p survey.Place) bool { return p.Code == code })
}

// hasCounter looks in the places asked for, or in all: two places may each have
// a "Quầy 1".
func (k known) hasCounter(places []string, code string) bool {
	return slices.ContainsFunc(k.places, func(p survey.Place) bool {
		return p.Counter(code) != nil && (len(places) == 0 || slices.Contains(places, p.Code))
	})
}

func (k known) hasField(code string) bool {
	return slices.ContainsFunc(k.fields, func(f survey.Field) bool { return f.Code == code })
}

func hasChannel(code string) bool { return slices.Contains(survey.Channels, survey.Channel(code)) }
