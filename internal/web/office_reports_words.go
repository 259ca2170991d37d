package web

import (
	"errors"

	"github.com/gin-gonic/gin"

	"hailong/internal/closing"
	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// closingStates are what the states of an edition are called.
var closingStates = map[closing.State]string{
	closing.Locked: "đã khóa số liệu", closing.Checked: "chờ lãnh đạo duyệt", closing.Approved: "đã duyệt, chờ công bố",
	closing.Published: "đã công bố", closing.Withdrawn: "đã bỏ",
}

// closingSteps are what somebody has done to an edition.
var closingSteps = map[closing.Kind]string{
	closing.Check: "đã soát xong", closing.Approve: "đã duyệt", closing.Publish: "đã công bố", closing.Back: "trả lại để sửa", closing.Withdraw: "đã bỏ",
}

// closingDone says what was just done, by the word in the address.
var closingDone = map[string]string{
	"lock":     "Đã khóa số liệu. Từ bây giờ con số của bản này không đổi nữa. Việc tiếp theo: viết phần đánh giá và giải pháp.",
	"write":    "Đã lưu phần viết.",
	"check":    "Đã soát xong. Việc tiếp theo: người có quyền duyệt mở trang này và duyệt.",
	"approve":  "Đã duyệt. Việc tiếp theo: công bố.",
	"publish":  "Đã công bố trên trang kết quả công khai.",
	"back":     "Đã trả lại để sửa phần viết.",
	"withdraw": "Đã bỏ bản này. Có thể khóa lại số liệu thành bản mới.",
}

// closingSentence says why a step was not made, or "" where that is not why.
func closingSentence(err error) string {
	var bad *closing.BadText
	switch {
	case errors.Is(err, closing.ErrOpen):
		return "Kỳ này chưa kết thúc và đợt khảo sát vẫn nhận ý kiến. Xin chờ hết kỳ, hoặc kết thúc đợt khảo sát trước khi khóa."
	case errors.Is(err, closing.ErrOutside):
		return "Kỳ này không có ngày nào đợt khảo sát đang nhận ý kiến. Xin chọn kỳ khác hoặc đợt khác."
	case errors.Is(err, closing.ErrLocked):
		return "Kỳ này đã có một bản đang làm. Xin hoàn thành hoặc bỏ bản đó trước."
	case errors.Is(err, closing.ErrUnfinished):
		return "Một lô phiếu giấy của đợt này đang được khóa dở. Xin hoàn tất việc khóa lô rồi khóa số liệu."
	case errors.Is(err, closing.ErrTooClose):
		return "Bản này chỉ khác các bản đã công bố dưới 10 phiếu, nên ai đem trừ hai bản sẽ biết câu trả lời của vài người. Chưa công bố được: xin chờ có thêm phiếu, hoặc trả lại rồi bỏ bản này."
	case errors.Is(err, report.ErrTooFew):
		return "Kỳ này không có phiếu hoặc có quá ít phiếu (dưới 10), nên không có số liệu nào công bố được mà không lộ câu trả lời của vài người. Vì vậy bản này không duyệt và không công bố được; báo cáo của bản đã khóa vẫn tải được để dùng trong cơ quan."
	case errors.Is(err, closing.ErrMoved):
		return "Bản báo cáo đã sang bước khác. Xin mở lại trang để xem."
	case errors.Is(err, closing.ErrSamePerson):
		return "Người duyệt phải khác người khóa số liệu và người soát. Xin để người khác duyệt."
	case errors.As(err, &bad) && bad.What == "why":
		return "Kỳ này đã công bố. Bản đính chính phải ghi rõ lý do (từ 10 đến 500 ký tự)."
	case errors.As(err, &bad) && bad.What == "note":
		return "Xin ghi lý do (từ 10 đến 500 ký tự)."
	case errors.As(err, &bad):
		return "Có phần viết quá dài, hoặc quá nhiều việc. Xin rút gọn."
	}
	return ""
}

// partNames are the parts that people write.
var partNames = map[report.WrittenPart]struct{ label, help string }{
	report.Basis:      {"Căn cứ", "Mỗi dòng một căn cứ. Để trống thì dùng các căn cứ có sẵn."},
	report.Sheets:     {"Số phiếu: nói thêm về số giao dịch, số phiếu phát ra", "Số giao dịch đã nhập và số phiếu giấy in, phát, thu về, loại đã có sẵn trong bảng B1a."},
	report.Targets:    {"So với mục tiêu được giao", "Mục tiêu đặt ở đợt khảo sát đã được so sánh sẵn; ở đây chỉ nói thêm, nếu cần."},
	report.Opinions:   {"Ý kiến góp ý", "Tổng hợp theo nhóm nội dung, không nêu tên người góp ý."},
	report.Strengths:  {"Ưu điểm", ""},
	report.Weaknesses: {"Tồn tại, hạn chế", ""},
	report.Causes:     {"Nguyên nhân", ""},
	report.Promises:   {"Kết quả thực hiện các giải pháp của kỳ trước", "Các việc trong sổ việc cần làm đã có sẵn trong bảng B9."},
	report.Measures:   {"Giải pháp", "Phần lời; từng việc cụ thể ghi ở bảng dưới."},
	report.Proposals:  {"Đề xuất, kiến nghị", ""},
}

// missingParts are those that nobody has written yet and the program does not
// tell either.
func missingParts(w report.Written, r *report.Report) []string {
	var list []string
	for _, part := range report.WrittenParts {
		if part != report.Basis && !r.Tells(part) && len(w.Lines(part)) == 0 {
			list = append(list, partNames[part].label)
		}
	}
	return list
}

func editionLine(e *closing.Edition, campaign string) page.EditionLine {
	return page.EditionLine{
		Path: editionPath(e), Period: e.Period.Name(survey.Vietnamese), Campaign: campaign, Number: e.Number, State: closingStates[e.State],
		On: e.State == closing.Published && !e.Superseded, Superseded: e.Superseded, Provisional: e.Provisional(), Day: e.Day, By: e.By,
	}
}

// editionActions are the steps that may be made now by who asks.
func (s *Server) editionActions(c *gin.Context, e *closing.Edition) []page.EditionAction {
	all := map[closing.State][]page.EditionAction{
		closing.Locked: {
			{Kind: string(closing.Check), Button: "Đã soát xong, trình duyệt", Text: "Số liệu và phần viết đã đúng. Sau bước này phần viết không sửa được, trừ khi bị trả lại."},
			{Kind: string(closing.Withdraw), Button: "Bỏ bản này", Text: "Bỏ bản đã khóa để khóa lại từ đầu.", Note: true, Quiet: true},
		},
		closing.Checked: {
			{Kind: string(closing.Approve), Button: "Duyệt", Text: "Người duyệt phải khác người khóa số liệu và người soát."},
			{Kind: string(closing.Back), Button: "Trả lại để sửa", Text: "Trả phần viết cho người soạn.", Note: true, Quiet: true},
		},
		closing.Approved: {
			{Kind: string(closing.Publish), Button: "Công bố", Text: "Kết quả sẽ hiện trên trang công khai của xã, dù cao hay thấp. Đã công bố thì không gỡ; nếu sai thì ra bản đính chính."},
			{Kind: string(closing.Back), Button: "Trả lại để sửa", Text: "Trả phần viết cho người soạn.", Note: true, Quiet: true},
		},
	}
	var list []page.EditionAction
	for _, a := range all[e.State] {
		if mayStep(c, closing.Kind(a.Kind)) {
			list = append(list, a)
		}
	}
	return list
}

// stepLines are the history of an edition.
func stepLines(e *closing.Edition) []page.EditionStep {
	lines := []page.EditionStep{{When: e.Day.Time().Format("02/01/2006"), By: e.By, What: "đã khóa số liệu", Note: e.Why}}
	for _, s := range e.Steps {
		lines = append(lines, page.EditionStep{When: period.Local(s.At).Format("02/01/2006 15:04"), By: s.By, What: closingSteps[s.Kind], Note: s.Note})
	}
	return lines
}
