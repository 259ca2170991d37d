package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/closing"
	"hailong/internal/report"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// officeReportText shows the parts that people write.
func (s *Server) officeReportText(c *gin.Context) error {
	e, err := s.edition(c)
	if err != nil {
		return err
	}
	text, err := s.Closing.Text(c.Request.Context(), e)
	if err != nil {
		return err
	}
	return s.showReportText(c, http.StatusOK, e, textForm{text.Version, text.Written, textTasks(text.Tasks)}, "")
}

// A textForm is the text parts as they were sent.
type textForm struct {
	version int
	written report.Written
	tasks   []page.ReportTask
}

// blankTasks is how many empty lines the form offers for measures.
const blankTasks = 3

func textTasks(tasks []report.Task) []page.ReportTask {
	var rows []page.ReportTask
	for _, t := range tasks {
		rows = append(rows, page.ReportTask{What: t.What, Owner: t.Owner, Deadline: t.Deadline.String()})
	}
	return rows
}

func (s *Server) showReportText(c *gin.Context, status int, e *closing.Edition, f textForm, sentence string) error {
	view := page.OfficeReportText{Office: s.officePage(c), Edition: e, Path: editionPath(e), Version: f.version, Error: sentence}
	for _, part := range report.WrittenParts {
		view.Parts = append(view.Parts, page.ReportPart{Code: string(part), Label: partNames[part].label, Help: partNames[part].help, Text: f.written.Parts[part]})
	}
	view.Tasks = append(f.tasks, make([]page.ReportTask, blankTasks)...)
	r, err := s.pages.OfficeReportText(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// officeReportWrite keeps the parts that people wrote.
func (s *Server) officeReportWrite(c *gin.Context) error {
	e, err := s.edition(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return bodyError(err)
	}
	f, sentence := readText(c)
	if sentence == "" {
		entry := audit.Entry{Action: "report.write", Object: fmt.Sprintf("%s %s/%d", e.Campaign, e.Period, e.Number), Unit: e.Unit}
		err = s.act(c, entry, func(ctx context.Context) error {
			return s.Closing.Write(ctx, e, f.written, principal(c).Name, f.version)
		})
		if errors.Is(err, survey.ErrStale) {
			sentence = "Có người khác vừa lưu phần viết này. Nội dung ông/bà nhập còn nguyên dưới đây; xin mở trang ở cửa sổ khác để so rồi chép lại."
		} else if sentence = closingSentence(err); sentence == "" && err != nil {
			return err
		}
	}
	if sentence != "" {
		return s.showReportText(c, http.StatusUnprocessableEntity, e, f, sentence)
	}
	return s.changed(c, editionPath(e)+"?done=write")
}

// readText reads the parts and the measures of a form. A measure of which nothing
// was typed is none.
func readText(c *gin.Context) (f textForm, sentence string) {
	form := c.Request.PostForm
	f.version = number(form.Get("version"))
	f.written.Parts = make(map[report.WrittenPart]string)
	for _, part := range report.WrittenParts {
		if text := form.Get(string(part)); strings.TrimSpace(text) != "" {
			f.written.Parts[part] = text
		}
	}
	whats, owners, deadlines := form["task"], form["owner"], form["deadline"]
	for i := range min(len(whats), len(owners), len(deadlines), 2*closing.MaxTasks) {
		row := page.ReportTask{What: survey.Clean(whats[i]), Owner: survey.Clean(owners[i]), Deadline: strings.TrimSpace(deadlines[i])}
		if row == (page.ReportTask{}) {
			continue
		}
		f.tasks = append(f.tasks, row)
		day, err := survey.ParseDate(row.Deadline)
		if err != nil || row.What == "" {
			sentence = "Mỗi việc cần làm phải có nội dung và thời hạn (ngày). Xin bổ sung hoặc xóa trống dòng đó."
			continue
		}
		f.written.Tasks = append(f.written.Tasks, report.Task{What: row.What, Owner: row.Owner, Deadline: day})
	}
	return f, sentence
}
