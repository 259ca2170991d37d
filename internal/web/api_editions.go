package web

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/closing"
	"hailong/internal/press"
	"hailong/internal/publish"
	"hailong/internal/survey"
)

// An editionJSON is one edition as the API tells of it.
type editionJSON struct {
	Unit       string        `json:"unit"`
	Campaign   string        `json:"campaign"`
	Period     string        `json:"period"`
	Number     int           `json:"number"`
	From       survey.Date   `json:"from"`
	To         survey.Date   `json:"to"`
	State      closing.State `json:"state"`
	Locked     survey.Date   `json:"locked"`
	Published  *survey.Date  `json:"published"`
	Superseded bool          `json:"superseded"`
	// Provisional tells that the figures were locked before the period was over.
	Provisional bool `json:"provisional"`
	// Snapshot is the digest of the locked figures.
	Snapshot string `json:"snapshot"`
	Why      string `json:"why,omitempty"`
	// Files are the paths of what can be downloaded.
	Files []string `json:"files"`
}

// apiEditions lists the editions that the asker may see, the newest first, those of
// one campaign where that is asked for.
func (s *Server) apiEditions(c *gin.Context) error {
	campaign := c.Query("campaign")
	for parameter, values := range c.Request.URL.Query() {
		switch {
		case parameter != "campaign":
			return &parameterError{shorten(parameter), "unknown"}
		case len(values) != 1 || campaign == "":
			return &parameterError{parameter, "empty, or given more than once"}
		}
	}
	if campaign != "" {
		if _, err := s.campaign(c, campaign); err != nil {
			return err
		}
	}
	list, err := s.Closing.Editions(c.Request.Context(), campaign)
	if err != nil {
		return err
	}
	answer := struct {
		Editions []editionJSON `json:"editions"`
	}{[]editionJSON{}}
	for _, e := range list {
		if reaches(c, e.Unit) && maySee(c, e) {
			answer.Editions = append(answer.Editions, editionOf(e))
		}
	}
	c.JSON(http.StatusOK, answer)
	return nil
}

func editionOf(e *closing.Edition) editionJSON {
	j := editionJSON{
		Unit: e.Unit, Campaign: e.Campaign, Period: e.Period.String(), Number: e.Number, From: e.From, To: e.To, State: e.State,
		Locked: e.Day, Superseded: e.Superseded, Provisional: e.Provisional(), Snapshot: e.Snapshot, Why: e.Why,
	}
	if day := e.PublishedOn(); day != 0 {
		j.Published = &day
	}
	path := fmt.Sprintf("/api/v1/editions/%s/%s/%d/", e.Campaign, e.Period, e.Number)
	for _, f := range press.ReportFiles {
		j.Files = append(j.Files, path+"bao-cao."+f.Extension)
	}
	if announced(e) {
		j.Files = append(j.Files, path+press.PackFile)
		for _, f := range publish.Formats {
			j.Files = append(j.Files, path+f.File)
		}
	}
	return j
}

// apiEditionFile sends a file of an edition: the report, a part of the publication
// pack, or the pack.
func (s *Server) apiEditionFile(c *gin.Context) error {
	for parameter := range c.Request.URL.Query() {
		return &parameterError{shorten(parameter), "unknown"}
	}
	return s.officeReportFile(c)
}
