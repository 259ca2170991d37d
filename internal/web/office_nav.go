package web

import (
	"github.com/gin-gonic/gin"

	"hailong/internal/staff"
	"hailong/internal/web/page"
)

// sections are the parts of the office in the order of the navigation. Who may
// not see a part does not see that there is one.
var sections = []struct {
	path, name string
	needs      staff.Action
}{
	{"/office", "Kết quả", staff.ReadFigures},
	{"/office/comments", "Ý kiến", staff.ReadComments},
	{"/office/tasks", "Việc cần làm", staff.ReadFigures},
	{"/office/reports", "Báo cáo", staff.ReadFigures},
	{"/office/compare", "So sánh các đơn vị", staff.CompareUnits},
	{"/office/campaigns", "Đợt khảo sát", staff.ReadFigures},
	{"/office/posters", "Mã QR", staff.ReadFigures},
	{"/office/slips", "Phiếu mời", staff.ReadFigures},
	{"/office/paper", "Phiếu giấy", staff.ReadPaper},
	{"/office/voids", "Loại phiếu", staff.ReadVoids},
	{"/office/watch", "Dấu hiệu bất thường", staff.ReadWatch},
	{"/office/contacts", "Người xin trả lời", staff.ReadContacts},
	{"/office/units", "Đơn vị và điểm", staff.ReadFigures},
	{"/office/accounts", "Tài khoản", staff.ManageAccounts},
	{"/office/audit", "Nhật ký", staff.ReadAudit},
	{ownAccount, "Tài khoản của tôi", staff.OwnAccount},
}

// navigation lists the parts that who asks may see.
func navigation(c *gin.Context) []page.Link {
	var list []page.Link
	for _, one := range sections {
		if principal(c).May(one.needs) {
			list = append(list, page.Link{Path: one.path, Text: one.name})
		}
	}
	return list
}
