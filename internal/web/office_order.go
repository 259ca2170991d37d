package web

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/print"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// names are what campaigns and places are called, by their codes.
type names struct {
	campaigns, places []page.Pick
	// open are the campaigns that can be answered, now or later, and used the
	// places in use where one of them runs.
	open, used []page.Pick
}

func (s *Server) names(c *gin.Context) (names, error) {
	var n names
	campaigns, err := s.campaigns(c)
	if err != nil {
		return n, err
	}
	var open []survey.Campaign
	for _, k := range campaigns {
		pick := page.Pick{Value: k.Code, Text: k.Name.In(survey.Vietnamese)}
		n.campaigns = append(n.campaigns, pick)
		if today := s.Desk.Today(); k.OpenOn(max(today, k.Opens)) {
			n.open = append(n.open, pick)
			open = append(open, k)
		}
	}
	places, err := s.places(c)
	if err != nil {
		return n, err
	}
	n.places, n.used = placeNames(places), placeNames(usedPlaces(places, open))
	return n, nil
}

func placeNames(places []survey.Place) []page.Pick {
	var picks []page.Pick
	for _, p := range places {
		picks = append(picks, page.Pick{Value: p.Code, Text: p.Name.In(survey.Vietnamese)})
	}
	return picks
}

// called returns the text of a code, or the code where it is no longer known.
func called(list []page.Pick, code string) string {
	for _, p := range list {
		if p.Value == code {
			return p.Text
		}
	}
	return code
}

func choose(list []page.Pick, code string) []page.Pick {
	chosen := make([]page.Pick, len(list))
	for i, p := range list {
		p.Chosen = p.Value == code
		chosen[i] = p
	}
	return chosen
}

// batchOrder is what the office sends to make a batch of slips or paper forms.
// Numbers are read as text, so that what is none comes back as it was typed.
type batchOrder struct {
	Campaign string `form:"campaign" binding:"required,max=100"`
	Place    string `form:"place" binding:"required,max=100"`
	Count    string `form:"count" binding:"required,max=10"`
	Days     string `form:"days" binding:"max=10"`
}

// order has a batch made, which is told whether the campaign is the asker's.
func (s *Server) order(c *gin.Context, o batchOrder, action string, do func(ctx context.Context, mine bool) error) error {
	mine, err := s.mine(c, o.Campaign)
	if err != nil {
		return err
	}
	e := audit.Entry{Action: action, Object: o.Campaign, Detail: map[string]string{"place": o.Place, "count": o.Count}}
	return s.act(c, e, func(ctx context.Context) error { return do(ctx, mine) })
}

// number reads a number as a person types it; 0 is none.
func number(text string) int {
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(text), ".", ""))
	if err != nil {
		return 0
	}
	return n
}

// view is the form as it was filled in, or with what is usual.
func (o batchOrder) view(c *gin.Context, s *Server, n names, sentence string) page.OfficeOrder {
	return page.OfficeOrder{
		Campaigns: choose(n.open, o.Campaign), Places: choose(n.used, o.Place), Count: o.Count, Days: o.Days,
		Error: sentence, Trial: print.Trial(s.PublicURL), May: principal(c).May(staff.ManageCampaigns),
	}
}

// sendPDF makes a document in memory, so that a fault is an error page and not
// half a file.
func (s *Server) sendPDF(c *gin.Context, name string, write func(*bytes.Buffer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	c.Header("Content-Disposition", `attachment; filename="`+name+`"`)
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "application/pdf", b.Bytes())
	return nil
}
