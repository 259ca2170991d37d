package web

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// office runs a handler whose errors are shown as a page of the office.
func (s *Server) office(h func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			s.showOffice(c, err)
		}
	}
}

// officeHome shows the figures, or to who may not read them the first part of the
// office that he may see. Who asks for certain figures is refused.
func (s *Server) officeHome(c *gin.Context) error {
	switch who := principal(c); {
	case who.MustChange:
		return errMustChange
	case who.May(staff.ReadFigures):
		return s.officeResults(c)
	}
	first := navigation(c)
	if c.Request.URL.RawQuery != "" || len(first) == 0 {
		return errForbidden
	}
	c.Redirect(http.StatusSeeOther, first[0].Path)
	return nil
}

// officePage is what every page of the office has.
func (s *Server) officePage(c *gin.Context) page.Office {
	o := page.Office{User: principal(c).Name, Nav: navigation(c)}
	units, err := s.units(c) // a fault here shows none
	switch {
	case err == nil && len(units) == 1:
		o.Unit = units[0].Name.In(survey.Vietnamese)
	case len(units) > 1 && o.User != "":
		o.Unit = fmt.Sprintf("%d đơn vị", len(units))
	}
	return o
}

// showOffice shows an error as a page of the office; who is not logged in is
// asked to.
func (s *Server) showOffice(c *gin.Context, err error) {
	if gone(c, err) {
		c.Status(statusClientGone)
		return
	}
	if errors.Is(err, errNoLogin) && c.Request.Method == http.MethodGet {
		c.Redirect(http.StatusSeeOther, "/office/login")
		return
	}
	if errors.Is(err, errMustChange) {
		c.Redirect(http.StatusSeeOther, ownPassword)
		return
	}
	f := failureOf(err)
	s.note(c, err, f)
	m := page.OfficeMessage{Office: page.Office{User: principal(c).Name, Nav: navigation(c)}}
	if f.status != http.StatusServiceUnavailable { // the store would let us wait again
		m.Office = s.officePage(c)
	}
	m.Title, m.Text = officeWords(f.status, err)
	if f.status == http.StatusServiceUnavailable && c.Request.Method == http.MethodPost {
		m.Title, m.Text = "Chưa biết đã ghi hay chưa", "Kho dữ liệu không trả lời kịp. Xin chờ ít giây, mở lại trang để xem việc vừa làm đã được ghi chưa rồi hãy làm lại."
	}
	if f.status == http.StatusInternalServerError {
		m.Reference = reference(c)
	}
	r, err := s.pages.OfficeMessage(m)
	if err != nil {
		s.Log.Error("render error page", "error", err.Error())
		c.String(f.status, m.Title)
		return
	}
	s.send(c, f.status, r)
}

// officeWords says to staff what happened and what to do.
func officeWords(status int, err error) (title, text string) {
	switch status {
	case http.StatusNotFound:
		return "Không có trang này", "Đợt khảo sát hoặc trang vừa mở không có. Xin chọn lại từ danh sách."
	case http.StatusUnauthorized:
		return "Chưa đăng nhập", "Phiên làm việc đã hết. Xin đăng nhập lại rồi làm lại bước vừa rồi."
	case http.StatusForbidden:
		return forbiddenWords(err)
	case http.StatusMethodNotAllowed:
		return "Không mở được theo cách này", "Xin quay lại trang trước và dùng nút có sẵn trên trang."
	case http.StatusMisdirectedRequest:
		return "Địa chỉ không đúng", "Xin mở trang văn phòng bằng đúng địa chỉ mà dịch vụ in ra khi khởi động."
	case http.StatusConflict:
		return "Đã có người khác vừa sửa", "Nội dung trên trang không còn mới nhất nên chưa lưu gì. Xin mở lại trang để xem rồi sửa lại."
	case http.StatusBadRequest:
		return "Yêu cầu không hợp lệ", "Phạm vi số liệu trong địa chỉ không đúng. Xin chọn lại từ các ô ở trang kết quả."
	case http.StatusServiceUnavailable:
		return "Kho dữ liệu chưa trả lời", "Xin chờ ít giây rồi thử lại."
	}
	return "Có lỗi ở phía hệ thống", "Xin thử lại. Nếu vẫn gặp lỗi, xin báo số tham chiếu dưới đây cho người vận hành."
}

func forbiddenWords(err error) (title, text string) {
	if errors.Is(err, errCross) {
		return "Yêu cầu không được nhận", "Yêu cầu không xuất phát từ trang này. Xin mở lại trang văn phòng và thao tác tại đó."
	}
	return "Không có quyền", "Tài khoản này không có quyền thực hiện thao tác này. Xin liên hệ người quản trị."
}
