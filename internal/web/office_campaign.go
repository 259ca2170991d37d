package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/campaign"
	"hailong/internal/closing"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// officeCampaign shows one campaign, and how far it has come in a period.
func (s *Server) officeCampaign(c *gin.Context) error {
	k, err := s.campaign(c, c.Param("code"))
	if err != nil {
		return err
	}
	units, err := s.units(c)
	if err != nil {
		return err
	}
	view := page.OfficeCampaignPage{
		Office: s.officePage(c), OfficeCampaignLine: s.campaignLine(&k, units), May: principal(c).May(staff.ManageCampaigns),
		Draft: k.Draft, Done: campaignDone[c.Query("done")],
	}
	if view.Facts, err = s.campaignFacts(c, &k, view.Whose); err != nil {
		return err
	}
	if view.Codes, err = s.campaignCodes(c, k.Code); err != nil {
		return err
	}
	state := k.State(s.Desk.Today())
	view.Steps = campaignSteps(&k, state, view.May)
	if view.May && state != survey.StateClosed {
		view.NewCode = "/office/posters?" + url.Values{"campaign": {k.Code}}.Encode() + "#new"
	}
	if !k.Draft {
		if err := s.addProgress(c, &k, &view); err != nil {
			return err
		}
	}
	out, err := s.pages.OfficeCampaign(view)
	return s.render(c, http.StatusOK, out, err)
}

// campaignFacts say what a campaign is.
func (s *Server) campaignFacts(c *gin.Context, k *survey.Campaign, unit string) ([]page.OfficeFact, error) {
	var facts []page.OfficeFact
	if unit != "" {
		facts = append(facts, page.OfficeFact{Name: "Đơn vị", Text: unit})
	}
	if en := k.Name[survey.English]; en != "" {
		facts = append(facts, page.OfficeFact{Name: "Tên tiếng Anh", Text: en})
	}
	where := "Mọi điểm của đơn vị"
	if len(k.Places) > 0 {
		places, err := s.places(c)
		if err != nil {
			return nil, err
		}
		var names []string
		for _, p := range places {
			if p.Unit == k.Unit && k.At(p.Code) {
				names = append(names, p.Name.In(survey.Vietnamese))
			}
		}
		where = strings.Join(names, ", ")
	}
	return append(facts,
		page.OfficeFact{Name: "Mẫu phiếu", Text: s.templateWords(k.Template)},
		page.OfficeFact{Name: "Thời gian", Text: daysWords(k)},
		page.OfficeFact{Name: "Cách chia quý", Text: schemeWords(k.Scheme)},
		page.OfficeFact{Name: "Điểm tiếp nhận", Text: where},
		page.OfficeFact{Name: "Mục tiêu", Text: targetWords(k.Target)},
		page.OfficeFact{Name: "Mã đợt", Text: k.Code}), nil
}

// campaignCodes are the codes that open a campaign.
func (s *Server) campaignCodes(c *gin.Context, code string) ([]page.OfficePoster, error) {
	posters, err := s.posters(c)
	if err != nil {
		return nil, err
	}
	var list []page.OfficePoster
	for _, p := range posters {
		if p.Campaign == code {
			list = append(list, s.campaignPoster(c, p))
		}
	}
	return list, nil
}

func (s *Server) campaignPoster(c *gin.Context, p survey.Poster) page.OfficePoster {
	line := page.OfficePoster{Poster: p, URL: s.posterURL(p.Code), Where: p.Place}
	place, err := s.place(c, p.Place)
	if err != nil {
		return line // a name that cannot be read does not hide the code
	}
	line.Where = place.Name.In(survey.Vietnamese)
	if counter := place.Counter(p.Counter); counter != nil {
		line.Where += " · " + counter.Name.In(survey.Vietnamese)
	}
	return line
}

// campaignSteps are what can be done with a campaign in its state.
func campaignSteps(k *survey.Campaign, state survey.State, may bool) []page.Link {
	path := campaignPath(k.Code)
	steps := []page.Link{{Path: path + "/preview", Text: "Xem trước phiếu"}}
	if !may {
		return steps
	}
	steps = append(steps, page.Link{Path: path + "/edit", Text: "Sửa"})
	switch state {
	case survey.StateDraft:
		return append(steps, page.Link{Path: path + "/open", Text: "Mở đợt…"})
	case survey.StateClosed:
		return append(steps, page.Link{Path: path + "/reopen", Text: "Nhận ý kiến trở lại…"})
	}
	return append(steps, page.Link{Path: path + "/close", Text: "Kết thúc đợt…"})
}

// A campaignStep is something that is asked about once more and then done.
type campaignStep struct {
	name, action, done, button string
	title, what                string
	do                         func(o *campaign.Office, ctx context.Context, code, stamp string) (survey.Campaign, error)
}

// The steps from one state of a campaign to the next.
var (
	stepOpen = campaignStep{
		name: "open", action: "campaign.open", done: "opened", button: "Mở đợt",
		title: "Mở đợt khảo sát?", what: "Mở rồi thì mẫu phiếu và cách chia quý không đổi được nữa, và đợt không trở lại bản nháp. Tên, ngày kết thúc và việc thêm điểm vẫn sửa được.",
		do: (*campaign.Office).Open,
	}
	stepClose = campaignStep{
		name: "close", action: "campaign.close", done: "closed", button: "Kết thúc ngay bây giờ",
		title: "Kết thúc đợt khảo sát?", what: "Từ lúc này không ai trả lời được nữa; người quét mã được báo là đợt đã kết thúc. Ý kiến đã gửi vẫn giữ nguyên, và có thể nhận ý kiến trở lại.",
		do: func(o *campaign.Office, ctx context.Context, code, _ string) (survey.Campaign, error) {
			return o.Close(ctx, code)
		},
	}
	stepReopen = campaignStep{
		name: "reopen", action: "campaign.reopen", done: "reopened", button: "Nhận ý kiến trở lại",
		title: "Nhận ý kiến trở lại?", what: "Ai quét mã cũng trả lời được ngay từ bây giờ. Nếu ngày kết thúc đã qua thì đợt không còn ngày kết thúc; xin đặt lại ở phần sửa.",
		do: func(o *campaign.Office, ctx context.Context, code, _ string) (survey.Campaign, error) {
			return o.Reopen(ctx, code)
		},
	}
)

// officeCampaignAsk asks once more before a step.
func (s *Server) officeCampaignAsk(step campaignStep) func(*gin.Context) error {
	return func(c *gin.Context) error { return s.askStep(c, step, refusal{}) }
}

func (s *Server) askStep(c *gin.Context, step campaignStep, r refusal) error {
	k, err := s.campaign(c, c.Param("code"))
	if err != nil {
		return err
	}
	path := campaignPath(k.Code)
	view := page.OfficeAsk{
		Office: s.officePage(c), Refused: r.refused(k.Stamp()), Action: path + "/" + step.name, Button: step.button, Back: path,
		Lines: []string{k.Name.In(survey.Vietnamese) + ": " + s.templateWords(k.Template) + ", " + daysWords(&k) + ".", step.what},
	}
	if step.name == stepReopen.name {
		told, err := s.afterPublication(c, &k)
		if err != nil {
			return err
		}
		view.Lines = append(view.Lines, told...)
	}
	view.Title, view.Here = step.title, "/office/campaigns"
	out, err := s.pages.OfficeAsk(view)
	return s.render(c, r.status(), out, err)
}

// afterPublication says of which periods that run now a result is published: what is
// answered from now on is in none of them.
func (s *Server) afterPublication(c *gin.Context, k *survey.Campaign) ([]string, error) {
	editions, err := s.Closing.Editions(c.Request.Context(), k.Code)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, e := range editions {
		if today := s.Desk.Today(); e.State == closing.Published && !e.Superseded && e.From <= today && today <= e.To {
			lines = append(lines, "Kết quả "+e.Period.Name(survey.Vietnamese)+" của đợt này đã công bố và giữ nguyên. Ý kiến gửi từ bây giờ chỉ được tính trong một bản đính chính: khóa lại số liệu, ghi rõ lý do, soát, duyệt và công bố lần nữa.")
		}
	}
	return lines, nil
}

// officeCampaignStep does a step.
func (s *Server) officeCampaignStep(step campaignStep) func(*gin.Context) error {
	return func(c *gin.Context) error {
		k, err := s.campaign(c, c.Param("code"))
		if err != nil {
			return err
		}
		e := audit.Entry{Action: step.action, Object: k.Code, Unit: k.Unit}
		err = s.act(c, e, func(ctx context.Context) error {
			_, err := step.do(s.planning, ctx, k.Code, c.PostForm("stamp"))
			return err
		})
		if err == nil {
			return s.changed(c, campaignPath(k.Code)+"?done="+step.done)
		}
		if r := campaignRefusal(err); r.text != "" {
			return s.askStep(c, step, r)
		}
		return err
	}
}
