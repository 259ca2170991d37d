package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/press"
	"hailong/internal/report"
	"hailong/internal/slip"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// usualSlips is what the form for a new batch proposes.
var usualSlips = batchOrder{Count: "240", Days: "30"}

func (s *Server) officeSlips(c *gin.Context) error {
	return s.showSlips(c, http.StatusOK, usualSlips, "")
}

// showSlips lists the batches, the newest first, with the form for another.
func (s *Server) showSlips(c *gin.Context, status int, o batchOrder, sentence string) error {
	ctx := c.Request.Context()
	n, err := s.names(c)
	if err != nil {
		return err
	}
	batches, err := s.slipBatches(c)
	if err != nil {
		return err
	}
	slices.Reverse(batches)
	brought, err := s.Slips.Returned(ctx, batches)
	if err != nil {
		return err
	}
	view := page.OfficeSlips{Office: s.officePage(c), OfficeOrder: o.view(c, s, n, sentence)}
	for _, b := range batches {
		view.Batches = append(view.Batches, page.OfficeSlipBatch{
			Batch: b, CampaignName: called(n.campaigns, b.Campaign), PlaceName: called(n.places, b.Place),
			Brought: atLeast(brought[b.Code]), Over: b.Sealed() || s.Desk.Today() > b.Until,
		})
	}
	r, err := s.pages.OfficeSlips(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// atLeast shows a number of responses unless it is so small that it shows who
// has answered. None is as small as any: a 0 that becomes "dưới 10" tells of the first.
func atLeast(n int) string {
	if n < report.Few {
		return fmt.Sprintf("dưới %d", report.Few)
	}
	return page.Count(int64(n))
}

// officeSlipsIssue makes a batch.
func (s *Server) officeSlipsIssue(c *gin.Context) error {
	var o batchOrder
	sentence, err := bind(c, &o)
	if err != nil {
		return err
	}
	if sentence == "" {
		err = s.order(c, o, "slips.issue", func(ctx context.Context, mine bool) error {
			if !mine {
				return &slip.BadOrder{What: "campaign"}
			}
			_, err := s.Slips.Issue(ctx, slip.Order{
				Campaign: o.Campaign, Place: o.Place, Count: number(o.Count), Days: number(o.Days), By: principal(c).Name,
			})
			return err
		})
		var bad *slip.BadOrder
		switch {
		case errors.As(err, &bad):
			sentence = slipSentence(bad.What)
		case err != nil:
			return err
		}
	}
	if sentence != "" {
		return s.showSlips(c, http.StatusUnprocessableEntity, o, sentence)
	}
	return s.changed(c, "/office/slips")
}

func slipSentence(what string) string {
	switch what {
	case "count":
		return fmt.Sprintf("Số phiếu mời của một đợt là từ %d đến %s.", slip.MinBatch, page.Count(slip.MaxBatch))
	case "days":
		return fmt.Sprintf("Hạn dùng là từ 1 đến %d ngày.", slip.MaxDays)
	}
	return "Đợt khảo sát và điểm tiếp nhận chưa khớp nhau. Xin chọn lại."
}

// officeSlipsAsk asks once more before thousands of slips are made worthless.
func (s *Server) officeSlipsAsk(c *gin.Context) error {
	b, err := s.slipBatch(c, c.Param("batch"))
	if err != nil {
		return err
	}
	n, err := s.names(c)
	if err != nil {
		return err
	}
	line := page.OfficeSlipBatch{Batch: b, CampaignName: called(n.campaigns, b.Campaign), PlaceName: called(n.places, b.Place)}
	r, err := s.pages.OfficeSlipsVoid(page.OfficeSlipsVoid{Office: s.officePage(c), Batch: line})
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// officeSlipsVoid makes the unused slips of a batch worthless.
func (s *Server) officeSlipsVoid(c *gin.Context) error {
	b, err := s.slipBatch(c, c.Param("batch"))
	if err != nil {
		return err
	}
	e := audit.Entry{Action: "slips.void", Object: b.Code}
	if err := s.act(c, e, func(ctx context.Context) error { return s.Slips.Void(ctx, b.Code) }); err != nil {
		return err
	}
	return s.changed(c, "/office/slips")
}

// officeSlipsPDF prints a batch; printing it again is the same slips.
func (s *Server) officeSlipsPDF(c *gin.Context) error {
	code, is := strings.CutSuffix(c.Param("batch"), ".pdf")
	if !is {
		return errNoPage
	}
	b, err := s.slipBatch(c, code)
	if err != nil {
		return err
	}
	if b.Voided || b.Sealed() {
		return fmt.Errorf("batch %s: %w", b.Code, survey.ErrVoided)
	}
	return s.act(c, audit.Entry{Action: "slips.print", Object: b.Code}, func(ctx context.Context) error {
		return s.sendPDF(c, "phieu-moi-"+b.Code+".pdf", func(w *bytes.Buffer) error {
			return s.press().Slips(ctx, w, &b, press.Job{Lang: survey.Vietnamese})
		})
	})
}

// press is what prints with the names and the address of this installation.
func (s *Server) press() *press.Press {
	return &press.Press{Registry: s.Store, Catalog: s.Catalog, Public: s.PublicURL, Now: s.Now}
}
