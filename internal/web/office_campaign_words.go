package web

import (
	"errors"
	"fmt"
	"strings"

	"hailong/internal/campaign"
	"hailong/internal/period"
	"hailong/internal/register"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// campaignStates are the states in the order of the list: what is being made,
// what is to come, what runs, what is over.
var campaignStates = []struct {
	state               survey.State
	name, heading, hint string
}{
	{survey.StateDraft, "bản nháp", "Nháp", "Chưa nhận ý kiến; mọi phần còn sửa được."},
	{survey.StateEarly, "chưa bắt đầu", "Chưa bắt đầu", "Đã mở, sẽ tự nhận ý kiến từ ngày bắt đầu."},
	{survey.StateOpen, "đang nhận ý kiến", "Đang nhận ý kiến", ""},
	{survey.StateClosed, "đã kết thúc", "Đã kết thúc", ""},
}

func stateWords(state survey.State) string {
	for _, s := range campaignStates {
		if s.state == state {
			return s.name
		}
	}
	return string(state)
}

// schemeNames are the ways in which a year is cut.
var schemeNames = []struct {
	scheme     period.Scheme
	name, note string
}{
	{period.Calendar, "Quý dương lịch", "quý IV từ 01/10 đến 31/12"},
	{period.Reporting, "Kỳ báo cáo NĐ 09/2019", "quý IV từ 15/9 đến 14/12"},
}

func schemeWords(scheme string) string {
	for _, s := range schemeNames {
		if string(s.scheme) == scheme {
			return s.name + " (" + s.note + ")"
		}
	}
	return scheme
}

func dateWords(d survey.Date) string { return d.Time().Format("02/01/2006") }

// daysWords say from when to when a campaign runs.
func daysWords(k *survey.Campaign) string {
	words := "từ " + dateWords(k.Opens)
	if k.Closes != nil {
		return words + " đến " + dateWords(*k.Closes)
	}
	return words + ", chưa định ngày kết thúc"
}

func questionWords(t *survey.Template) string {
	n := 0
	t.Questions(func(*survey.Question) { n++ })
	return fmt.Sprintf("%d câu hỏi", n)
}

// campaignDone say what was just done, by the word in the address.
var campaignDone = map[string]string{
	"made":     "Đã lập bản nháp. Xin xem trước phiếu, tạo mã QR, rồi mở đợt.",
	"saved":    "Đã lưu.",
	"opened":   "Đã mở đợt. Từ ngày bắt đầu, ai quét mã cũng trả lời được.",
	"closed":   "Đã kết thúc đợt. Người quét mã được báo là đợt đã kết thúc.",
	"reopened": "Đợt nhận ý kiến trở lại.",
	"volume":   "Đã lưu số giao dịch.",
	"cleared":  "Đã bỏ số giao dịch của kỳ.",
}

// campaignRefusal puts what a campaign refuses into words; it is none for any
// other error.
func campaignRefusal(err error) refusal {
	if r, stale := staleRefusal(err); stale {
		return r
	}
	var bad *campaign.BadCampaign
	if !errors.As(err, &bad) {
		return refusal{}
	}
	return refusal{at: bad.What, text: campaignSentence(bad)}
}

func campaignSentence(bad *campaign.BadCampaign) string {
	if bad.Settled {
		return "Đợt đã mở nên phần này không đổi được nữa. Muốn đổi, xin kết thúc đợt này rồi lập đợt mới."
	}
	switch bad.What {
	case "name":
		return fmt.Sprintf("Xin nhập tên đợt có chữ hoặc số, không quá %d ký tự.", campaign.MaxName)
	case "template":
		return "Xin chọn một mẫu phiếu có trong danh sách."
	case "scheme":
		return "Xin chọn cách chia quý."
	case "opens":
		return "Xin nhập ngày bắt đầu, ví dụ 01/10/2026."
	case "closes":
		return "Ngày kết thúc phải từ ngày bắt đầu trở đi và chưa qua; để trống nếu chưa định."
	case "target":
		return "Mục tiêu là một số lớn hơn 0, không quá 100, ví dụ 90 hoặc 90,5; để trống nếu không đặt mục tiêu."
	case "places":
		return "Cần ít nhất một điểm tiếp nhận đang dùng của đơn vị này. Xin xem lại các điểm."
	}
	return "Đợt còn là bản nháp. Xin mở đợt trước."
}

// missing is how many more responses are needed.
func missing(g campaign.Goal) int64 { return max(0, g.Needed-g.Responses) }

// rounded is a goal of whose responses only the tens are known, with the verdict
// and the shares that follow from those: an exact one would turn with the very
// response that made it.
func rounded(g campaign.Goal) campaign.Goal {
	return campaign.GoalOf(register.Rough(g.Responses), g.Volume)
}

// verdictWords say whether there is enough.
func verdictWords(g campaign.Goal, rough bool) string {
	switch {
	case g.Verdict == campaign.Unknown:
		return "Chưa có số giao dịch, nên chưa biết cần bao nhiêu phiếu."
	case g.Verdict == campaign.Enough:
		return "Đủ mẫu."
	case rough:
		return "Còn thiếu " + roughly(missing(g)) + " phiếu."
	}
	return "Còn thiếu " + page.Count(missing(g)) + " phiếu."
}

func responsesWords(n int64, rough bool) string {
	if rough {
		return roughly(n)
	}
	return page.Count(n)
}

// goalLine is a whole campaign in one line.
func goalLine(p period.Period, g campaign.Goal, rough bool) string {
	count := responsesWords(g.Responses, rough)
	if rough {
		g = rounded(g)
	}
	line := capital(p.Name(survey.Vietnamese)) + ": " + count + " phiếu"
	if g.Needed > 0 {
		line += " trên " + page.Count(g.Needed) + " phiếu cần có"
	}
	return line + ". " + verdictWords(g, rough)
}

func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
