package web

import (
	"fmt"
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/campaign"
	"hailong/internal/index"
	"hailong/internal/period"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// campaignPeriod reads the period that an address or a form asks for.
func (s *Server) campaignPeriod(k *survey.Campaign, text string) (period.Period, error) {
	if text == "" {
		return currentPeriod(k, s.Desk.Today()), nil
	}
	p, err := period.Parse(text)
	if err != nil {
		return p, &parameterError{"period", "want 2026-Q4, 2026-H2 or 2026, from 2000 to 2099"}
	}
	return p, nil
}

// addProgress says on the page of a campaign whether enough people have answered.
func (s *Server) addProgress(c *gin.Context, k *survey.Campaign, view *page.OfficeCampaignPage) error {
	p, err := s.campaignPeriod(k, c.Query("period"))
	if err != nil {
		return err
	}
	view.Period = page.Selection{Name: "period", Label: "Kỳ"}
	for _, one := range offered(p, s.Desk.Today(), period.Scheme(k.Scheme)) {
		view.Period.Options = append(view.Period.Options, page.SelectOption{Value: one.String(), Text: one.Name(survey.Vietnamese), Chosen: one == p})
	}
	g, err := s.planning.Progress(c.Request.Context(), s.Counter, k.Code, p)
	if err != nil {
		return err
	}
	view.Progress = progressView(g, s.Desk.Today(), s.totalsOnly(c))
	return nil
}

// progressView puts progress into words. Who reads totals only sees the whole,
// rounded.
func progressView(g *campaign.Progress, today survey.Date, rough bool) *page.OfficeProgress {
	v := &page.OfficeProgress{
		Name: g.Period.Name(survey.Vietnamese), Volumes: volumesPath(g.Campaign.Code, g.Period), Rough: rough,
		Count: responsesWords(g.Responses, rough), Left: leftWords(g),
	}
	whole := g.Goal
	if rough {
		whole = rounded(whole)
	}
	v.Verdict, v.Enough, v.Meter = verdictWords(whole, rough), whole.Verdict == campaign.Enough, meter(whole.Share)
	if whole.Verdict != campaign.Unknown {
		v.Needed, v.Volume = page.Count(whole.Needed), page.Count(whole.Volume)
		v.Formula = fmt.Sprintf("Số phiếu cần n = N ÷ (1 + N × 0,05²), làm tròn lên. Với N = %s giao dịch trong kỳ, n = %s.", v.Volume, v.Needed)
		v.Coverage = "Độ bao phủ: " + about(rough) + whole.Coverage.Comma() + "% số giao dịch có phiếu."
	}
	if rough {
		return v
	}
	v.Places = partViews(g.Places, true)
	v.Fields = partViews(g.Fields, false)
	v.Weeks = weekViews(g.Weeks, today)
	return v
}

func about(rough bool) string {
	if rough {
		return "khoảng "
	}
	return ""
}

func leftWords(g *campaign.Progress) string {
	if g.DaysLeft == 0 {
		return "Kỳ này không còn ngày nào nhận ý kiến."
	}
	return fmt.Sprintf("Còn %d ngày nhận ý kiến trong kỳ.", g.DaysLeft)
}

// meter is a share as a bar, which ends at the whole.
func meter(share index.Decimal) page.Meter {
	if !share.Exists() {
		return page.Meter{}
	}
	const whole = 100_00
	bar := min(share.Hundredths(), whole)
	return page.Meter{Bar: fmt.Sprintf("%d.%02d", bar/100, bar%100), Percent: share.Comma()}
}

// partViews are the places or the service fields. Where volumes are known the bars
// say how much there is of what is needed, else they compare the parts among
// themselves; never both in one table.
func partViews(parts []campaign.Part, places bool) []page.OfficeProgressPart {
	var most int64
	needs := slices.ContainsFunc(parts, func(p campaign.Part) bool { return p.Verdict != campaign.Unknown })
	for _, p := range parts {
		if !needs {
			most = max(most, p.Responses)
		}
	}
	views := make([]page.OfficeProgressPart, 0, len(parts))
	for _, p := range parts {
		v := page.OfficeProgressPart{
			Name: partName(p, places), Count: page.Count(p.Responses), TooFew: p.TooFew, Enough: p.Verdict == campaign.Enough,
			Meter: meter(index.Percent(p.Responses, most)),
		}
		if p.Verdict != campaign.Unknown {
			v.Meter = meter(p.Share)
			v.Verdict = fmt.Sprintf("Cần %s. %s", page.Count(p.Needed), verdictWords(p.Goal, false))
		}
		views = append(views, v)
	}
	return views
}

func partName(p campaign.Part, place bool) string {
	switch {
	case p.Name != nil:
		return p.Name.In(survey.Vietnamese)
	case p.Code == "" && !place:
		return "Không chọn lĩnh vực"
	case p.Code == "":
		return "Không rõ điểm"
	}
	return p.Code
}

// weekViews are the weeks that have begun.
func weekViews(weeks []campaign.Week, today survey.Date) []page.OfficeProgressWeek {
	var most int64
	for _, w := range weeks {
		most = max(most, w.Responses)
	}
	views := make([]page.OfficeProgressWeek, 0, len(weeks))
	for _, w := range weeks {
		if w.From > today && w.Responses == 0 {
			break
		}
		views = append(views, page.OfficeProgressWeek{
			Name: fmt.Sprintf("Tuần %d", w.Number), Days: w.From.Time().Format("02/01") + " – " + w.To.Time().Format("02/01"),
			Count: page.Count(w.Responses), Meter: meter(index.Percent(w.Responses, most)),
		})
	}
	return views
}
