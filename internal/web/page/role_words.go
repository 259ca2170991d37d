package page

import "hailong/internal/staff"

// EveryUnit is what the reach is called that no unit binds.
const EveryUnit = "Mọi đơn vị"

// RoleWords are what a role is called, and in one line what it sees and does.
type RoleWords struct {
	Role       staff.Role
	Name, Line string
}

// roleWords are all of them. A test holds that no role lacks words.
var roleWords = []RoleWords{
	{staff.Admin, "Quản trị viên", "Làm mọi việc của cán bộ khảo sát; quản lý tài khoản, đơn vị; xem nhật ký. Không duyệt loại phiếu hay báo cáo."},
	{staff.Officer, "Cán bộ khảo sát", "Lập đợt khảo sát, in mã và phiếu, xem kết quả và ý kiến, trả lời người dân, đề nghị loại phiếu, soạn báo cáo."},
	{staff.Clerk, "Người nhập phiếu", "Chỉ nhập phiếu giấy. Không xem được kết quả hay ý kiến."},
	{staff.Approver, "Người duyệt", "Xem kết quả, ý kiến và nhật ký; duyệt hoặc từ chối loại phiếu và báo cáo. Không sửa gì khác."},
	{staff.Centre, "Trung tâm Phục vụ hành chính công", "Chỉ xem số liệu chung và các phiếu đã loại. Không xem được từng phiếu hay ý kiến."},
	{staff.Auditor, "Giám sát", "Xem kết quả, ý kiến, từng phiếu, phiếu giấy và nhật ký. Không sửa được gì."},
	{staff.City, "Thành phố", "Xem kết quả, ý kiến, từng phiếu và nhật ký; giao cho mọi đơn vị thì so sánh được các xã. Không sửa được gì."},
}

// RoleIn returns the words of a role; an unknown one is called by its code.
func RoleIn(r staff.Role) RoleWords {
	for _, w := range roleWords {
		if w.Role == r {
			return w
		}
	}
	return RoleWords{Role: r, Name: string(r)}
}

// abilities say what each action is, in the order of the work.
var abilities = []struct {
	action staff.Action
	words  string
}{
	{staff.ReadFigures, "Xem kết quả và tải báo cáo"},
	{staff.CompareUnits, "So sánh các xã"},
	{staff.ReadComments, "Đọc ý kiến của người dân"},
	{staff.ManageComments, "Xếp ý kiến theo chủ đề và giao việc cần làm"},
	{staff.ReadContacts, "Xem người xin trả lời và trả lời"},
	{staff.ManageCampaigns, "Lập đợt khảo sát, in mã QR, phiếu mời và phiếu giấy"},
	{staff.EnterPaper, "Nhập phiếu giấy"},
	{staff.ReadPaper, "Xem các đợt phiếu giấy và số đối chiếu"},
	{staff.ReadVoids, "Xem các phiếu đã loại và lý do"},
	{staff.ProposeVoid, "Đề nghị loại phiếu"},
	{staff.DecideVoid, "Duyệt hoặc từ chối loại phiếu"},
	{staff.ReadWatch, "Xem các dấu hiệu bất thường"},
	{staff.ReviewWatch, "Ghi kết quả xem xét dấu hiệu bất thường"},
	{staff.PrepareReport, "Soạn báo cáo và chốt số liệu"},
	{staff.ApproveReport, "Duyệt cho công bố báo cáo"},
	{staff.ExportResponses, "Tải từng phiếu trả lời"},
	{staff.ManagePlaces, "Sửa điểm tiếp nhận, quầy, giờ làm việc, lĩnh vực"},
	{staff.ManageUnits, "Thêm và sửa đơn vị"},
	{staff.ManageAccounts, "Quản lý tài khoản và mã truy cập cho phần mềm"},
	{staff.ReadAudit, "Xem nhật ký"},
	{staff.OwnAccount, "Đổi mật khẩu, bật xác thực hai bước của mình"},
}

// Abilities lists what somebody may do, by the very rule that is enforced.
func Abilities(who staff.Principal) []string {
	var list []string
	for _, a := range abilities {
		if who.May(a.action) {
			list = append(list, a.words)
		}
	}
	return list
}
