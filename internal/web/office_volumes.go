package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/campaign"
	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

func volumesPath(code string, p period.Period) string {
	return campaignPath(code) + "/volumes?" + url.Values{"period": {p.String()}}.Encode()
}

// A volumeAsked is the campaign and the period whose volumes are meant, with the
// service fields they may have.
type volumeAsked struct {
	campaign survey.Campaign
	period   period.Period
	fields   []survey.Field
}

// asked reads which volumes are meant.
func (s *Server) asked(c *gin.Context, text string) (volumeAsked, error) {
	var a volumeAsked
	var err error
	if a.campaign, err = s.campaign(c, c.Param("code")); err != nil {
		return a, err
	}
	if a.period, err = s.campaignPeriod(&a.campaign, text); err != nil {
		return a, err
	}
	u, err := s.unit(c, a.campaign.Unit)
	a.fields = u.ServiceFields(s.Catalog.Fields())
	return a, err
}

// typedVolume is what stands in the boxes: the total under "", the rest by field.
type typedVolume map[string]string

// totalBox is the box of the total; those of the fields are named by their codes.
const totalBox = "total"

func fieldBox(code string) string { return "n-" + code }

// officeVolumes shows the form of the volumes of a campaign and period.
func (s *Server) officeVolumes(c *gin.Context) error {
	a, err := s.asked(c, c.Query("period"))
	if err != nil {
		return err
	}
	return s.showVolumes(c, &a, nil, refusal{}, nil)
}

// showVolumes shows the form with what was typed, or with what is known where
// nothing was; file is what is wrong with a table, or nil.
func (s *Server) showVolumes(c *gin.Context, a *volumeAsked, typed typedVolume, r refusal, file *campaign.BadTable) error {
	v, err := s.planning.Volume(c.Request.Context(), a.campaign.Code, a.period)
	if err != nil && !errors.Is(err, survey.ErrNotFound) {
		return err
	}
	known := err == nil
	if typed == nil {
		typed = typedOf(&v)
	}
	total := page.Box{Name: totalBox, Label: "Tổng số giao dịch", Value: typed[""], Max: 12, Digits: true, Bare: true}
	view := page.OfficeVolumes{
		Office: s.officePage(c), Campaign: a.campaign, Period: a.period.String(), Name: a.period.Name(survey.Vietnamese),
		Refused: r.refused(""), Total: r.mark([]page.Box{total}, nil)[0], Known: known, Size: "1 MiB", Open: len(v.Fields) > 0 || r.text != "",
	}
	var boxes []page.Box
	for _, f := range a.fields {
		boxes = append(boxes, page.Box{Name: fieldBox(f.Code), Label: f.Text.In(survey.Vietnamese), Value: typed[f.Code], Max: 12, Digits: true, Bare: true})
	}
	view.Fields = r.mark(boxes, nil)
	status := r.status()
	if file != nil {
		status = http.StatusUnprocessableEntity
		view.FileError, view.Lines = tableWords(file)
	}
	out, err := s.pages.OfficeVolumes(view)
	return s.render(c, status, out, err)
}

func typedOf(v *campaign.Volume) typedVolume {
	typed := typedVolume{}
	if v.Total > 0 {
		typed[""] = page.Count(v.Total)
	}
	for _, f := range v.Fields {
		typed[f.Field] = page.Count(f.Transactions)
	}
	return typed
}

// officeVolumesSet keeps what was typed; nothing typed at all forgets what was
// known.
func (s *Server) officeVolumesSet(c *gin.Context) error {
	a, err := s.asked(c, c.PostForm("period"))
	if err != nil {
		return err
	}
	typed := typedVolume{"": c.PostForm(totalBox)}
	for _, f := range a.fields {
		typed[f.Code] = c.PostForm(fieldBox(f.Code))
	}
	v, err := typed.volume(&a)
	if err == nil {
		err = s.keepVolume(c, &a, v)
	}
	var bad *campaign.BadVolume
	switch {
	case err == nil:
		return nil
	case errors.As(err, &bad):
		return s.showVolumes(c, &a, typed, volumeRefusal(bad), nil)
	}
	return err
}

// keepVolume keeps a volume, or forgets what was known where it is nil.
func (s *Server) keepVolume(c *gin.Context, a *volumeAsked, v *campaign.Volume) error {
	e := audit.Entry{Action: "volume.clear", Object: a.campaign.Code, Unit: a.campaign.Unit, Detail: map[string]string{"period": a.period.String()}}
	done := "cleared"
	do := func(ctx context.Context) error { return s.planning.ClearVolume(ctx, a.campaign.Code, a.period) }
	if v != nil {
		e.Action, done = "volume.set", "volume"
		e.Detail["count"] = strconv.FormatInt(v.Total, 10)
		do = func(ctx context.Context) error {
			_, err := s.planning.SetVolume(ctx, *v)
			return err
		}
	}
	if err := s.act(c, e, do); err != nil {
		return err
	}
	return s.changed(c, volumeDone(a, done))
}

func volumeDone(a *volumeAsked, done string) string {
	return campaignPath(a.campaign.Code) + "?" + url.Values{"period": {a.period.String()}, "done": {done}}.Encode() + "#progress"
}

// volume reads what was typed; nil where that is nothing.
func (t typedVolume) volume(a *volumeAsked) (*campaign.Volume, error) {
	v := &campaign.Volume{Campaign: a.campaign.Code, Period: a.period}
	empty := true
	for _, code := range append([]string{""}, codesOf(a.fields)...) {
		text := strings.TrimSpace(t[code])
		if text == "" {
			continue
		}
		empty = false
		n, what := campaign.Number(text)
		switch {
		case what != "":
			return nil, &campaign.BadVolume{What: what, Field: code}
		case code == "" && n == 0: // which would mean that nobody knows
			return nil, &campaign.BadVolume{What: "total"}
		case code == "":
			v.Total = n
		default:
			v.Fields = append(v.Fields, campaign.FieldVolume{Field: code, Transactions: n})
		}
	}
	if empty {
		return nil, nil
	}
	return v, nil
}

func codesOf(fields []survey.Field) []string {
	codes := make([]string, len(fields))
	for i, f := range fields {
		codes[i] = f.Code
	}
	return codes
}

// officeVolumesImport keeps a table of volumes, if all of it is right.
func (s *Server) officeVolumesImport(c *gin.Context) error {
	header, fileErr := c.FormFile("file")
	a, err := s.asked(c, c.PostForm("period"))
	if err != nil {
		return err
	}
	if fileErr != nil {
		var tooBig *http.MaxBytesError
		what := "missing"
		if errors.As(fileErr, &tooBig) {
			what = "large"
		}
		return s.showVolumes(c, &a, nil, refusal{}, &campaign.BadTable{Lines: []campaign.BadLine{{What: what}}})
	}
	file, err := header.Open()
	if err != nil {
		return fmt.Errorf("open table of volumes: %w", err)
	}
	defer file.Close()
	e := audit.Entry{Action: "volume.import", Object: a.campaign.Code, Unit: a.campaign.Unit, Detail: map[string]string{"period": a.period.String()}}
	err = s.act(c, e, func(ctx context.Context) error {
		_, err := s.planning.ImportVolume(ctx, a.campaign.Code, a.period, file)
		return err
	})
	var table *campaign.BadTable
	var bad *campaign.BadVolume
	switch {
	case err == nil:
		return s.changed(c, volumeDone(&a, "volume"))
	case errors.As(err, &table):
		return s.showVolumes(c, &a, nil, refusal{}, table)
	case errors.As(err, &bad):
		return s.showVolumes(c, &a, nil, refusal{}, &campaign.BadTable{Lines: []campaign.BadLine{{What: bad.What, Value: bad.Field}}})
	}
	return err
}

// officeVolumesCSV is a table to fill in, with what is known already.
func (s *Server) officeVolumesCSV(c *gin.Context) error {
	a, err := s.asked(c, c.Query("period"))
	if err != nil {
		return err
	}
	v, err := s.planning.Volume(c.Request.Context(), a.campaign.Code, a.period)
	if err != nil && !errors.Is(err, survey.ErrNotFound) {
		return err
	}
	u, err := s.unit(c, a.campaign.Unit)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString("\xef\xbb\xbf") // without it spreadsheets misread Vietnamese
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	rows := [][]string{{"lĩnh vực", "số giao dịch"}}
	for _, f := range u.OfferedFields(s.Catalog.Fields()) {
		n, _ := v.Field(f.Code)
		rows = append(rows, []string{cellName(f), strconv.FormatInt(n, 10)})
	}
	if err := w.WriteAll(rows); err != nil {
		return fmt.Errorf("write table of volumes: %w", err)
	}
	c.Header("Content-Disposition", `attachment; filename="so-giao-dich-`+a.campaign.Code+"-"+a.period.String()+`.csv"`)
	c.Data(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
	return nil
}

// cellName is what a field is called in the table: by its code where a spreadsheet
// would take the name for a formula.
func cellName(f survey.Field) string {
	name := f.Text.In(survey.Vietnamese)
	if report.Defuse(name) != name {
		return f.Code
	}
	return name
}
