package publish

import (
	"fmt"
	"strings"

	"hailong/internal/index"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// The sentences that every output carries, with digits. Their spoken twins are
// in bulletin.go.

// voluntary is the caveat about who answered.
const voluntary = "người dân tự nguyện trả lời, không phải mẫu ngẫu nhiên"

// reached says by which channels people answered. What the report hides is not
// named.
func (f *facts) reached() string {
	var list []string
	hidden := false
	for _, p := range f.r.Channels {
		switch {
		case p.Hidden:
			hidden = true
		case p.Index.Responses > 0:
			list = append(list, clip(vietnamese(p.Name), longestUnit)+" "+number(p.Index.Responses))
		}
	}
	switch {
	case len(list) > 0 && hidden:
		list = append(list, "còn lại là hình thức khác")
	case len(list) == 0 && f.n > 0:
		return "Hình thức trả lời: không nêu riêng, để không ai bị nhận ra."
	case len(list) == 0:
		return "Hình thức trả lời: mã QR và phiếu giấy tại điểm tiếp nhận."
	}
	return "Hình thức trả lời (số phiếu): " + strings.Join(list, "; ") + "."
}

// method names how was computed.
func (f *facts) method() string { return "Phương pháp tính: " + plain(f.r.Index.Method) + "." }

const incomparable = "Không so sánh với chỉ số của nơi khác hay của cả nước, vì cách khảo sát khác nhau."

// provisional reports whether the data was locked before the period was over.
func (f *facts) provisional() bool { return f.Locked <= f.r.Scope.To }

// asked says on which days people could answer, as far as that is in the figures.
func (f *facts) asked() string {
	from, to := f.r.Asked()
	return "Khảo sát từ ngày " + day(from) + " đến ngày " + day(min(to, f.Locked)) + "."
}

// lock tells as of when the figures are.
func (f *facts) lock() string {
	if f.provisional() {
		return "Số liệu tạm tính, khóa ngày " + day(f.Locked) + " khi kỳ khảo sát chưa kết thúc."
	}
	return "Khóa số liệu ngày " + day(f.Locked) + "."
}

// edition names the edition.
func (f *facts) edition() string {
	if f.Edition == 1 {
		return "Công bố lần đầu."
	}
	return fmt.Sprintf("Bản %d, đính chính lần %d.", f.Edition, f.Edition-1)
}

// excluded says how many responses were left out by decision, and the overall
// figure with them; "" where none were. A report for the office holds that
// figure for any number of them, but beside the other it would tell strangers
// the answers of a few.
func (f *facts) excluded() string {
	if f.r.Excluded == 0 {
		return ""
	}
	text := "Không tính " + f.excludedNumber() + " phiếu bị loại theo quyết định của hai người"
	if with := f.withExcluded(); with.Exists() {
		text += "; nếu tính cả, chỉ số hài lòng chung là " + percent(with)
	}
	return text + "."
}

// flagged says how many responses look odd and the figure without them; "" where
// none do or telling would tell of a few.
func (f *facts) flagged() string {
	if odd := f.r.Flagged; odd == nil || odd.Hidden || odd.Responses < report.Few || odd.Index.Responses < report.Few || f.state != enough {
		return ""
	}
	return f.r.FlaggedSentence()
}

func (f *facts) excludedNumber() string {
	if f.fewExcluded() {
		return fmt.Sprintf("dưới %d", report.SmallPart)
	}
	return number(f.r.Excluded)
}

func (f *facts) fewExcluded() bool { return f.r.ExcludedHidden || f.r.Excluded < report.SmallPart }

// withExcluded is the overall figure with nothing excluded, if it is told.
func (f *facts) withExcluded() index.Decimal {
	if f.r.All == nil || f.state != enough || f.r.Excluded < report.Few {
		return index.Decimal{}
	}
	return f.r.All.Overall.Percent()
}

// headline says the overall figure, or why there is none.
func (f *facts) headline() string {
	switch f.state {
	case enough:
		return "Chỉ số hài lòng chung: " + percent(f.overall) + " (" + number(f.n) + " phiếu)."
	case none:
		return f.nobody() + ", nên chưa có kết quả."
	case few:
		return fmt.Sprintf("Mới có %s phiếu trả lời, dưới %d phiếu, chưa đủ để công bố chỉ số.", number(f.n), index.FewLimit)
	}
	return fmt.Sprintf("Có %s phiếu trả lời, nhưng dưới %d câu trả lời hợp lệ, chưa đủ để công bố chỉ số.", number(f.n), index.FewLimit)
}

func (f *facts) nobody() string {
	if f.r.Excluded > 0 {
		return "Trong kỳ không có phiếu trả lời nào được tính"
	}
	return "Trong kỳ chưa có phiếu trả lời nào"
}

// compared says how the figure moved, or that it cannot be said.
func (f *facts) compared() string {
	if !f.change.told {
		return "Không có số liệu kỳ trước để so sánh."
	}
	return "So với " + f.change.period + " (" + percent(f.change.before) + "): " + f.change.verdict(index.Decimal.Comma) + "."
}

// extreme tells one end of the factors.
func (f *facts) extreme(head string, list []factor) string {
	if len(list) == 0 {
		return ""
	}
	if f.partial() {
		head += " (nội dung đủ phiếu)"
	}
	return head + ": " + joined(labels(list)) + " (" + percent(list[0].percent) + ")."
}

// short names of the channels, for who has no room and for who speaks.
var channels = map[survey.Channel]struct{ written, spoken string }{
	survey.ChannelQR:       {"mã QR", "quét mã tại điểm tiếp nhận"},
	survey.ChannelSlip:     {"phiếu mời", "phiếu mời dùng một lần"},
	survey.ChannelKiosk:    {"máy tính bảng", "máy tính bảng tại chỗ"},
	survey.ChannelPaper:    {"phiếu giấy", "phiếu giấy"},
	survey.ChannelAssisted: {"có người hỗ trợ", "có người hỗ trợ trả lời"},
}

// notes are the lines of small print, for the sheets and the pictures.
func (f *facts) notes() []string {
	lines := []string{f.reached(), "Lưu ý: " + voluntary + ". " + incomparable}
	if text := f.excluded(); text != "" {
		lines = append(lines, text)
	}
	return append(lines, strings.Join([]string{f.method(), f.lock(), f.edition()}, " "))
}
