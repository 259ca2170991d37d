package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"hailong/internal/paper"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// importBody bounds a request with a file: the file and what is around it.
const importBody = paper.MaxFile + 1<<20

// mistakesShown is how many mistakes of a file a page lists.
const mistakesShown = 200

// officeImport asks for a file.
func (s *Server) officeImport(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	if !d.keying() {
		c.Redirect(http.StatusSeeOther, d.path("")) // which says what comes first
		return nil
	}
	return s.showImport(c, http.StatusOK, d, "", nil)
}

func (s *Server) showImport(c *gin.Context, status int, d *dossier, sentence string, seen *page.OfficeFilePreview) error {
	r, err := s.pages.OfficeFolderImport(page.OfficeFolderImport{
		Office: s.officePage(c), Code: d.Batch.Code, Left: max(d.Work().Enter, 0), Error: sentence, Seen: seen,
	})
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// officeImportTemplate sends a table with every column and the numbers that nobody
// has entered.
func (s *Server) officeImportTemplate(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	head := []string{paper.SerialColumn}
	d.template.Questions(func(q *survey.Question) { head = append(head, q.Code) })
	var b bytes.Buffer
	b.WriteString("\ufeff") // spreadsheets take a file without it for another code page
	w := csv.NewWriter(&b)
	err = w.Write(head)
	for n := d.Batch.From; n <= d.Batch.To && err == nil; n++ {
		if d.Entry(n) == nil {
			row := make([]string, len(head))
			row[0] = serialWords(n)
			err = w.Write(row)
		}
	}
	w.Flush()
	if err = errors.Join(err, w.Error()); err != nil {
		return fmt.Errorf("template of batch %s: %w", d.Batch.Code, err)
	}
	attach(c, "nhap-phieu-"+d.Batch.Code+".csv")
	c.Data(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
	return nil
}

// readUpload returns the file of a form, or the text of one that was seen before:
// the browser keeps it meanwhile, so that what people wrote lies nowhere but in the
// ledger, and whoever imports sends what he saw. It is read part by part, since the
// standard library would put a large form into temporary files.
func readUpload(c *gin.Context) (data []byte, seen bool, err error) {
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return nil, false, nil // no file was sent
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, false, nil
		}
		if err != nil {
			return nil, false, bodyError(err)
		}
		if name := part.FormName(); name == "file" || name == "text" {
			if data, err = io.ReadAll(part); err != nil {
				return nil, false, bodyError(err)
			}
			// A browser sends line ends its own way: one file, one text.
			return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), name == "text", nil
		}
	}
}

// officeImportFile shows what a file would do, and does it when it is sent again.
func (s *Server) officeImportFile(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	data, seen, err := readUpload(c)
	var tooBig *http.MaxBytesError
	switch {
	case errors.As(err, &tooBig):
		return s.showImport(c, http.StatusUnprocessableEntity, d, "Tệp lớn quá 5 MB.", nil)
	case err != nil:
		return err
	case len(data) == 0:
		return s.showImport(c, http.StatusUnprocessableEntity, d, "Xin chọn một tệp CSV có nội dung.", nil)
	}
	p, err := s.Ledger.Preview(c.Request.Context(), d.Batch.Code, data)
	if sentence, _ := ledgerSentence(err); sentence != "" {
		return s.showFolder(c, http.StatusUnprocessableEntity, sentence, nil)
	}
	if err != nil {
		return err
	}
	if seen {
		return s.importFile(c, d, p, data)
	}
	return s.showPreview(c, d, p, data)
}

// importFile enters the forms of a file.
func (s *Server) importFile(c *gin.Context, d *dossier, p paper.Preview, data []byte) error {
	err := s.act(c, d.audit("paper.import", map[string]string{"count": strconv.Itoa(p.Rows)}), func(ctx context.Context) error {
		_, err := s.Ledger.Import(ctx, d.Batch.Code, data, principal(c).Name)
		return err
	})
	var bad *paper.BadFile
	switch {
	case err == nil:
		c.Redirect(http.StatusSeeOther, d.path("?done=imported"))
		return nil
	case errors.As(err, &bad): // somebody keyed one of the numbers meanwhile
		p.Mistakes = bad.Mistakes
		return s.showPreview(c, d, p, nil)
	}
	if sentence, _ := ledgerSentence(err); sentence != "" {
		return s.showFolder(c, http.StatusUnprocessableEntity, sentence, nil)
	}
	return err
}

// showPreview says what a file would do. More forms than are left in the box are a
// mistake of the file, mostly lines of the template for numbers that never came back.
func (s *Server) showPreview(c *gin.Context, d *dossier, p paper.Preview, data []byte) error {
	view := &page.OfficeFilePreview{Rows: p.Rows, Valid: p.Valid}
	for _, reason := range paper.Reasons {
		if n := p.Rejected[reason]; n > 0 {
			view.Rejected += n
			view.Reasons = append(view.Reasons, fmt.Sprintf("%s: %d", reasonNames[reason], n))
		}
	}
	for i, m := range p.Mistakes {
		if i == mistakesShown {
			view.More = len(p.Mistakes) - i
			break
		}
		line := page.OfficeMistake{Line: "cả tệp", Column: m.Column, Text: page.FileFault(d.template, d.fields, m)}
		if m.Line > 0 {
			line.Line = strconv.Itoa(m.Line)
		}
		view.Mistakes = append(view.Mistakes, line)
	}
	left := d.Work().Enter
	switch {
	case len(p.Mistakes) > 0:
		return s.showImport(c, http.StatusUnprocessableEntity, d, "", view)
	case p.Rows > left:
		return s.showImport(c, http.StatusUnprocessableEntity, d, fmt.Sprintf("Tệp có %d phiếu, nhưng trong hòm chỉ còn %d phiếu chưa nhập. Xin xóa dòng của các số không có trong hòm.", p.Rows, left), view)
	}
	view.Text = string(data)
	return s.showImport(c, http.StatusOK, d, "", view)
}
