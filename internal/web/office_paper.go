package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"hailong/internal/paper"
	"hailong/internal/press"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// usualPaper is what the form for a new batch proposes.
var usualPaper = batchOrder{Count: "50"}

func (s *Server) officePaper(c *gin.Context) error {
	return s.showPaper(c, http.StatusOK, usualPaper, "")
}

// showPaper lists the batches, the newest first, with the form for another.
func (s *Server) showPaper(c *gin.Context, status int, o batchOrder, sentence string) error {
	n, err := s.names(c)
	if err != nil {
		return err
	}
	folders, err := s.folders(c)
	if err != nil {
		return err
	}
	slices.Reverse(folders)
	view := page.OfficePaper{Office: s.officePage(c), OfficeOrder: o.view(c, s, n, sentence)}
	for _, f := range folders {
		view.Batches = append(view.Batches, paperLine(n, f))
	}
	r, err := s.pages.OfficePaper(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// paperLine is a batch with its names and its state.
func paperLine(n names, f *paper.Folder) page.OfficePaperBatch {
	line := page.OfficePaperBatch{Batch: f.Batch, CampaignName: called(n.campaigns, f.Batch.Campaign), PlaceName: called(n.places, f.Batch.Place)}
	line.State, line.On = folderState(f)
	return line
}

// officePaperIssue makes a batch.
func (s *Server) officePaperIssue(c *gin.Context) error {
	var o batchOrder
	sentence, err := bind(c, &o)
	if err != nil {
		return err
	}
	if sentence == "" {
		err = s.order(c, o, "paper.issue", func(ctx context.Context, mine bool) error {
			if !mine {
				return &paper.BadOrder{What: "campaign"}
			}
			_, err := s.Paper.Issue(ctx, paper.Order{Campaign: o.Campaign, Place: o.Place, Count: number(o.Count), By: principal(c).Name})
			return err
		})
		var bad *paper.BadOrder
		switch {
		case errors.As(err, &bad):
			sentence = paperSentence(bad.What)
		case err != nil:
			return err
		}
	}
	if sentence != "" {
		return s.showPaper(c, http.StatusUnprocessableEntity, o, sentence)
	}
	c.Redirect(http.StatusSeeOther, "/office/paper")
	return nil
}

func paperSentence(what string) string {
	if what == "count" {
		return fmt.Sprintf("Số phiếu của một đợt là từ 1 đến %d, và số thứ tự của cả đợt khảo sát không quá %d.", paper.MaxBatch, paper.MaxSerial)
	}
	return "Đợt khảo sát và điểm tiếp nhận chưa khớp nhau. Xin chọn lại."
}

func (s *Server) officePaperForms(c *gin.Context) error {
	b, err := s.paperBatch(c, c.Param("batch"))
	if err != nil {
		return err
	}
	return s.sendPDF(c, "phieu-giay-"+b.Code+".pdf", func(w *bytes.Buffer) error {
		return s.press().Forms(c.Request.Context(), w, &b, press.Job{Lang: survey.Vietnamese})
	})
}

func (s *Server) officePaperOpening(c *gin.Context) error {
	b, err := s.paperBatch(c, c.Param("batch"))
	if err != nil {
		return err
	}
	return s.sendPDF(c, "bien-ban-mo-hom-"+b.Code+".pdf", func(w *bytes.Buffer) error {
		return s.press().Opening(c.Request.Context(), w, &b)
	})
}

// paperForm is what the code on a paper form opens on a phone: the form is
// meant for a pen.
func (s *Server) paperForm(c *gin.Context) error {
	b, err := s.paperBatch(c, c.Param("batch"))
	if err != nil {
		return err
	}
	serial, err := strconv.Atoi(c.Param("serial"))
	if err != nil || !b.Has(serial) {
		return fmt.Errorf("paper form: %w", survey.ErrNotFound)
	}
	m := page.Message{Citizen: page.Citizen{W: words(c), Path: c.Request.URL.Path}}
	m.Title, m.Text = m.W.PaperTitle, fmt.Sprintf(m.W.PaperText, fmt.Sprintf("%04d", serial))
	r, err := s.pages.Message(m)
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}
