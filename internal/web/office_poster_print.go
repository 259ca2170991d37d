package web

import (
	"bytes"
	"context"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/press"
	"hailong/internal/register"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// printOrder is what the office sends to have something printed.
type printOrder struct {
	Kind     string      `form:"kind"`
	Lang     survey.Lang `form:"lang"`
	Campaign string      `form:"campaign"`
}

// officePosterCode shows the QR code alone, for the page of the code.
func (s *Server) officePosterCode(c *gin.Context) error {
	e, err := s.entry(c, c.Param("code"))
	if err != nil {
		return err
	}
	return s.sendPrint(c, "inline", []register.Entry{e}, printOrder{Kind: register.SVG})
}

// officePosterPreview shows a print in the browser. It is no print: nobody
// writes it down.
func (s *Server) officePosterPreview(c *gin.Context) error {
	o := printOrder{Kind: c.DefaultQuery("size", register.A4), Lang: survey.Lang(c.DefaultQuery("lang", string(survey.Vietnamese)))}
	if _, ok := known(string(o.Lang)); !ok || !slices.Contains(sheetKinds, o.Kind) {
		return errNoPage
	}
	e, err := s.entry(c, c.Param("code"))
	if err != nil {
		return err
	}
	return s.sendPrint(c, "inline", []register.Entry{e}, o)
}

// officePosterPrint prints one code.
func (s *Server) officePosterPrint(c *gin.Context) error {
	var o printOrder
	if _, err := bind(c, &o); err != nil {
		return err
	}
	e, err := s.entry(c, c.Param("code"))
	if err != nil {
		return err
	}
	sentence := o.sentence(register.Kinds)
	switch {
	case e.State == register.Voided:
		sentence = "Mã đã thu hồi. Xin bấm “Dùng lại mã này” trước khi in."
	case e.Poster.Channel == survey.ChannelKiosk:
		sentence = "Mã này dành cho máy tính bảng nên không in thành áp phích. Xin mở địa chỉ của mã trên máy."
	case e.State == register.Broken:
		sentence = "Mã đang trỏ tới một đợt hoặc nơi đặt không còn. Xin chọn lại ở phần “Đổi đợt hoặc nơi đặt” trước khi in."
	}
	if sentence != "" {
		return s.showPoster(c, http.StatusUnprocessableEntity, nil, "", sentence)
	}
	return s.sendPrint(c, "attachment", []register.Entry{e}, o)
}

// officePostersPrint prints all open codes of a campaign.
func (s *Server) officePostersPrint(c *gin.Context) error {
	var o printOrder
	if _, err := bind(c, &o); err != nil {
		return err
	}
	entries, err := s.entries(c)
	if err != nil {
		return err
	}
	entries = slices.DeleteFunc(entries, func(e register.Entry) bool {
		return !printable(e) || e.Campaign.Code != o.Campaign
	})
	sentence := o.sentence(sheetKinds)
	if len(entries) == 0 {
		sentence = "Đợt khảo sát đã chọn không có mã nào đang mở. Xin chọn đợt khác, hoặc tạo mã trước."
	}
	if sentence != "" {
		return s.showPosters(c, http.StatusUnprocessableEntity, target{}, "", sentence)
	}
	return s.sendPrint(c, "attachment", entries, o)
}

// sentence says what is wrong with an order, or "".
func (o printOrder) sentence(kinds []string) string {
	if !slices.Contains(page.Bilingual, o.Lang) || !slices.Contains(kinds, o.Kind) {
		return "Chưa rõ in khổ nào, bằng tiếng gì. Xin chọn lại."
	}
	return ""
}

// sendPrint makes the file, writes an attachment down as a print, and only then
// lets it go.
func (s *Server) sendPrint(c *gin.Context, disposition string, entries []register.Entry, o printOrder) error {
	var file bytes.Buffer
	if err := s.press().Codes(&file, entries, o.Kind, press.Job{Lang: o.Lang}); err != nil {
		return err
	}
	format, _ := press.FormatOf(o.Kind)
	what := entries[0].Poster.Code
	if o.Campaign != "" {
		what = o.Campaign
	}
	name := fmt.Sprintf("%s-%s.%s", format.Stem, what, format.Extension)
	if disposition == "attachment" {
		p := register.Print{Kind: o.Kind, Lang: o.Lang, By: principal(c).Name}
		for _, e := range entries {
			p.Codes = append(p.Codes, e.Poster.Code)
		}
		e := audit.Entry{Action: "poster.print", Object: what, Unit: entries[0].Campaign.Unit, Detail: map[string]string{"kind": o.Kind, "codes": strconv.Itoa(len(entries))}}
		if err := s.act(c, e, func(ctx context.Context) error { return s.register.Printed(ctx, p) }); err != nil {
			return err
		}
	}
	c.Header("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": name}))
	c.Data(http.StatusOK, format.Media, file.Bytes())
	return nil
}
