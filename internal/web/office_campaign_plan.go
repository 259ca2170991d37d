package web

import (
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/campaign"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// showCampaignForm shows the form of a campaign, or of a new one where k is nil.
func (s *Server) showCampaignForm(c *gin.Context, k *survey.Campaign, f campaignForm, r refusal) error {
	unit := f.Unit
	if k != nil {
		unit = k.Unit
	}
	u, err := s.unit(c, unit)
	if err != nil {
		return err
	}
	places, err := s.premises.Places(c.Request.Context(), u.Code)
	if err != nil {
		return err
	}
	view := page.OfficeCampaignForm{
		Office: s.officePage(c), Refused: r.refused(""), Of: u, Action: "/office/campaigns", Back: "/office/campaigns",
		Places: f.places(k, places),
	}
	begun := false
	if k != nil {
		if r.stale { // the next try is made from what is kept now
			fresh, err := s.campaign(c, k.Code)
			if err != nil {
				return err
			}
			k = &fresh
		}
		view.Code, view.Stamp = k.Code, k.Stamp()
		view.Action, view.Back = campaignPath(k.Code), campaignPath(k.Code)
		begun = !k.Draft && k.Opens <= s.Desk.Today()
	}
	f.fill(&view, k, r, begun)
	if k == nil || k.Draft {
		view.Templates, view.Schemes = s.templateChoices(f.Template), schemeChoices(f.Scheme)
	} else {
		view.Fixed = s.fixed(k, begun)
	}
	switch r.at {
	case "template":
		view.WrongTemplate = r.text
	case "scheme":
		view.WrongScheme = r.text
	case "places":
		view.WrongPlaces = r.text
	}
	out, err := s.pages.OfficeCampaignForm(view)
	return s.render(c, r.status(), out, err)
}

// fill puts the boxes into the view.
func (f *campaignForm) fill(view *page.OfficeCampaignForm, k *survey.Campaign, r refusal, begun bool) {
	kept := *f
	if k != nil {
		kept = campaignFormOf(*k)
	}
	view.Names = r.mark(f.names(), kept.names())
	view.Days = r.mark(f.days(begun), kept.days(begun))
}

func (f *campaignForm) names() []page.Box {
	return nameBoxes(
		page.Box{Name: "name", Label: "Tên đợt", Value: f.Name, Max: campaign.MaxName, Hint: "Ví dụ: Quý IV năm 2026"},
		page.Box{Name: "name_en", Label: "Tên tiếng Anh", Value: f.NameEN})
}

func (f *campaignForm) days(begun bool) []page.Box {
	closes := page.Box{Name: "closes", Label: "Ngày cuối cùng nhận ý kiến", Value: f.Closes, Kind: "date", Hint: "Để trống nếu chưa định."}
	target := page.Box{Name: "target", Label: "Mục tiêu (% hài lòng)", Value: f.Target, Max: 7, Hint: "Ví dụ: 90 hoặc 90,5. Để trống nếu không đặt mục tiêu."}
	if begun {
		return []page.Box{closes, target}
	}
	return []page.Box{{Name: "opens", Label: "Ngày bắt đầu nhận ý kiến", Value: f.Opens, Kind: "date", Need: true}, closes, target}
}

// places are the unit's to choose from. Those of a campaign that has been opened
// stay, and one that runs everywhere goes on doing so.
func (f *campaignForm) places(k *survey.Campaign, places []survey.Place) []page.OfficeChoice {
	opened := k != nil && !k.Draft
	if opened && len(k.Places) == 0 {
		return nil
	}
	var list []page.OfficeChoice
	for _, p := range places {
		one := page.OfficeChoice{Pick: page.Pick{
			Value: p.Code, Text: p.Name.In(survey.Vietnamese), Chosen: slices.Contains(f.Places, p.Code),
		}}
		one.Kept = opened && slices.Contains(k.Places, p.Code)
		if p.Closed {
			one.Note = "đã đóng"
		}
		if !p.Closed || one.Chosen || one.Kept {
			list = append(list, one)
		}
	}
	return list
}

// templateChoices are the newest versions of the questionnaires, and an older one
// that the draft was made with.
func (s *Server) templateChoices(chosen string) []page.OfficeChoice {
	offered := s.planning.Offered()
	if t, err := s.Catalog.Template(typedRef(chosen)); err == nil && !slices.Contains(offered, t) {
		offered = append(offered, t)
	}
	var list []page.OfficeChoice
	for _, t := range offered {
		ref := t.Ref().String()
		list = append(list, page.OfficeChoice{
			Pick: page.Pick{Value: ref, Text: t.Title.In(survey.Vietnamese), Chosen: ref == chosen},
			Note: questionWords(t) + ", mẫu " + ref,
		})
	}
	return list
}

func schemeChoices(chosen string) []page.OfficeChoice {
	var list []page.OfficeChoice
	for _, n := range schemeNames {
		list = append(list, page.OfficeChoice{Pick: page.Pick{Value: string(n.scheme), Text: n.name, Chosen: string(n.scheme) == chosen}, Note: n.note})
	}
	return list
}

// fixed are the parts of an opened campaign that may not change, with why.
func (s *Server) fixed(k *survey.Campaign, begun bool) []page.OfficeFact {
	list := []page.OfficeFact{
		{Name: "Mẫu phiếu", Text: s.templateWords(k.Template), Why: "Câu trả lời chỉ có nghĩa với đúng mẫu đã hỏi."},
		{Name: "Cách chia quý", Text: schemeWords(k.Scheme), Why: "Đổi cách chia là đổi mọi số liệu đã công bố."},
	}
	if begun {
		list = append(list, page.OfficeFact{Name: "Ngày bắt đầu", Text: dateWords(k.Opens), Why: "Đợt đã nhận ý kiến từ ngày này."})
	}
	if len(k.Places) == 0 {
		list = append(list, page.OfficeFact{Name: "Điểm tiếp nhận", Text: "Mọi điểm của đơn vị", Why: "Đã mở ở mọi điểm thì không thu hẹp lại được."})
	}
	return list
}
