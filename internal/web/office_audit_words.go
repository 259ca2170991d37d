package web

import (
	"strings"

	"hailong/internal/audit"
	"hailong/internal/web/page"
)

// actionGroups are what the log can be narrowed to: all actions of one thing.
var actionGroups = []page.Pick{
	{Value: "", Text: "Mọi việc"},
	{Value: "login", Text: "Đăng nhập"},
	{Value: "account", Text: "Tài khoản"},
	{Value: "token", Text: "Mã truy cập cho phần mềm"},
	{Value: "unit", Text: "Đơn vị"},
	{Value: "place", Text: "Điểm tiếp nhận"},
	{Value: "counter", Text: "Quầy"},
	{Value: "campaign", Text: "Đợt khảo sát"},
	{Value: "volume", Text: "Số giao dịch"},
	{Value: "poster", Text: "Mã QR"},
	{Value: "slips", Text: "Phiếu mời"},
	{Value: "paper", Text: "Phiếu giấy"},
	{Value: "void", Text: "Loại phiếu"},
	{Value: "watch", Text: "Dấu hiệu bất thường"},
	{Value: "comment", Text: "Ý kiến"},
	{Value: "task", Text: "Việc cần làm"},
	{Value: "contact", Text: "Người xin trả lời"},
	{Value: "report", Text: "Báo cáo"},
	{Value: "responses", Text: "Tải các phiếu"},
	{Value: "audit", Text: "Nhật ký"},
}

func actionPicks(chosen string) []page.Pick { return choose(actionGroups, chosen) }

// actionNames are what the actions are called. A test holds that every action of
// the program is here.
var actionNames = map[string]string{
	"login": "Đăng nhập", "logout": "Đăng xuất",
	"audit.export":     "Tải nhật ký",
	"account.password": "Đặt lại mật khẩu",
	"account.proof":    "Nhập lại mật khẩu trước việc quan trọng",
	"contact.read":     "Xem yêu cầu của người xin trả lời",
	"contact.reply":    "Ghi đã trả lời người xin trả lời",
	"contact.withdraw": "Xóa yêu cầu theo ý người gửi",
	"void.approve":     "Duyệt đề nghị loại phiếu",
	"void.lift":        "Đề nghị thôi loại phiếu",
	"void.propose":     "Đề nghị loại phiếu",
	"void.refuse":      "Không duyệt đề nghị loại phiếu",
	"watch.review":     "Ghi đã xem xét dấu hiệu bất thường",
	"campaign.change":  "Sửa đợt khảo sát",
	"campaign.create":  "Lập đợt khảo sát",
	"campaign.open":    "Mở đợt khảo sát",
	"counter.change":   "Sửa quầy",
	"counter.create":   "Thêm quầy",
	"place.change":     "Sửa điểm tiếp nhận",
	"place.create":     "Thêm điểm tiếp nhận",
	"unit.change":      "Đổi tên đơn vị",
	"unit.create":      "Thêm đơn vị",
	"unit.fields":      "Sửa lĩnh vực",
	"volume.clear":     "Bỏ số giao dịch",
	"volume.import":    "Nhập số giao dịch từ tệp",
	"volume.set":       "Nhập số giao dịch",
	"campaign.close":   "Kết thúc đợt khảo sát",
	"campaign.reopen":  "Mở lại đợt khảo sát",
	"comment.names":    "Sửa danh sách cán bộ để che tên",
	"comment.themes":   "Sửa chủ đề của ý kiến",
	"paper.issue":      "Lập đợt phiếu giấy",
	"paper.open":       "Ghi biên bản mở hòm",
	"paper.enter":      "Nhập phiếu giấy",
	"paper.correct":    "Sửa phiếu giấy đã nhập",
	"paper.import":     "Nhập phiếu giấy từ tệp",
	"paper.sample":     "Rút mẫu nhập lần hai",
	"paper.second":     "Nhập phiếu giấy lần hai",
	"paper.settle":     "Đối chiếu hai lần nhập",
	"paper.close":      "Đóng đợt phiếu giấy",
	"paper.forget":     "Xóa nội dung phiếu giấy",
	"poster.create":    "Tạo mã QR",
	"poster.move":      "Đổi nơi mã QR mở",
	"poster.print":     "In mã QR",
	"poster.restored":  "Dùng lại mã QR",
	"poster.voided":    "Thu hồi mã QR",
	"report.lock":      "Khóa số liệu", "report.write": "Viết báo cáo", "report.check": "Soát báo cáo", "report.approve": "Duyệt báo cáo",
	"report.publish": "Công bố kết quả", "report.back": "Trả lại báo cáo", "report.withdraw": "Bỏ bản báo cáo",
	"responses.export":        "Tải từng phiếu trả lời",
	"slips.issue":             "Lập đợt phiếu mời",
	"slips.print":             "In phiếu mời",
	"slips.void":              "Hủy đợt phiếu mời",
	"store.repair":            "Gói lại ngày sai lệch",
	"store.restore":           "Khôi phục từ bản sao lưu",
	"token.create":            "Tạo mã truy cập cho phần mềm",
	"token.revoke":            "Thu hồi mã truy cập",
	"account.create":          "Tạo tài khoản",
	"account.disable":         "Khóa tài khoản",
	"account.enable":          "Mở lại tài khoản",
	"account.move":            "Đổi vai trò, đơn vị của tài khoản",
	"account.own-password":    "Đổi mật khẩu của mình",
	"account.own-sessions":    "Đăng xuất mình khỏi mọi thiết bị",
	"account.own-totp":        "Bật xác thực hai bước của mình",
	"account.own-totp-begin":  "Bắt đầu bật xác thực hai bước",
	"account.own-totp-remove": "Tắt xác thực hai bước của mình",
	"account.sessions":        "Đăng xuất tài khoản khỏi mọi thiết bị",
	"account.totp-reset":      "Gỡ xác thực hai bước của tài khoản",
	"task.change":             "Ghi thay đổi của việc cần làm",
	"task.create":             "Lập việc cần làm",
}

// actionWords name an action; that it was not done the page marks beside it.
func actionWords(action string) string {
	base := strings.TrimSuffix(action, audit.Failed)
	if name, ok := actionNames[base]; ok {
		return name
	}
	return base
}

// detailNames are what the details of an event are called.
var detailNames = map[string]string{
	"campaign": "đợt", "where": "nơi", "field": "lĩnh vực", "place": "điểm", "count": "số lượng", "kind": "khổ", "codes": "số mã",
	"period": "kỳ", "format": "dạng tệp", "role": "vai trò", "unit": "đơn vị", "reason": "lý do", "note": "ghi chú", "batch": "lô", "from": "từ ngày", "to": "đến ngày", "name": "tên", "state": "tình trạng", "themes": "chủ đề", "names": "số người",
}

func detailName(name string) string {
	if words, ok := detailNames[name]; ok {
		return words
	}
	return name
}
