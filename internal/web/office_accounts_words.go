package web

import (
	"errors"
	"strings"

	"hailong/internal/audit"
	"hailong/internal/staff"
	"hailong/internal/survey"
)

// Where accounts and tokens are kept.
const (
	accountsPath = "/office/accounts"
	tokensPath   = "/office/tokens"
)

// accountsDone say in a list what was just done, by the word in the address.
var accountsDone = map[string]string{
	"shown":   "Tài khoản này đã được tạo và mật khẩu đã hiện một lần. Nếu chưa chép được, xin mở tài khoản và tạo mật khẩu mới.",
	"revoked": "Đã thu hồi. Phần mềm dùng mã này sẽ bị từ chối ngay từ bây giờ.",
	"token":   "Mã này đã được tạo và đã hiện một lần. Nếu chưa chép được, xin thu hồi rồi tạo mã khác.",
}

// accountDone say what was just done to one account.
var accountDone = map[string]string{
	"moved":    "Đã đổi vai trò và đơn vị. Có hiệu lực ngay, kể cả khi người đó đang đăng nhập.",
	"shown":    "Mật khẩu mới đã được đặt và đã hiện một lần. Nếu chưa chép được, xin tạo mật khẩu mới lần nữa.",
	"disabled": "Đã khóa. Người dùng tài khoản này bị đăng xuất ngay và không đăng nhập được nữa.",
	"enabled":  "Đã mở lại. Người dùng đăng nhập bằng mật khẩu cũ; nếu đã quên, xin tạo mật khẩu mới.",
	"reset":    "Đã gỡ xác thực hai bước. Người dùng đăng nhập bằng mật khẩu, rồi nên bật lại.",
	"ended":    "Đã đăng xuất tài khoản này khỏi mọi thiết bị.",
}

// ownElsewhere is said to who would do to his own account what an administrator
// does to those of others.
const ownElsewhere = "Đây là tài khoản của chính anh/chị. Xin dùng trang “Tài khoản của tôi”."

// accountFaults say what is wrong with what an administrator asked for.
var accountFaults = []struct {
	err      error
	sentence string
}{
	{staff.ErrReach, "Anh/chị không giao được vai trò này cho đơn vị đã chọn. Xin chọn lại."},
	{staff.ErrLastAdmin, "Đây là quản trị viên cuối cùng của toàn hệ thống nên không khóa hay đổi vai trò, đơn vị được. Xin giao vai trò quản trị viên cho mọi đơn vị cho một người khác trước."},
	{staff.ErrUsername, "Tên đăng nhập gồm 1 đến 64 ký tự: chữ thường không dấu a–z, chữ số, dấu chấm, gạch nối và gạch dưới."},
	{survey.ErrExists, "Tên đăng nhập này đã có, có thể ở đơn vị khác hoặc đã khóa. Xin chọn tên khác."},
	{errReserved, "Tên đăng nhập này dành cho hệ thống. Xin chọn tên khác."},
}

// accountFault returns the sentence for what an administrator can mend, or "".
func accountFault(err error) string {
	var bad *staff.BadAppointment
	if errors.As(err, &bad) {
		switch bad.What {
		case "note":
			return "Ghi chú dài nhất 60 ký tự, trên một dòng."
		case "role":
			return "Không có vai trò này. Xin chọn lại."
		}
		return "Không có đơn vị này. Xin chọn lại."
	}
	for _, f := range accountFaults {
		if errors.Is(err, f.err) {
			return f.sentence
		}
	}
	return ""
}

// errReserved: the name would be taken for somebody else's.
var errReserved = errors.New("username is reserved")

// freeName returns a username as it is stored, unless the audit log would take it
// for the command line or for a token, or an address for a way up.
func freeName(typed string) (string, error) {
	name, err := staff.Username(typed)
	if err != nil {
		return "", err
	}
	if name == audit.Console || strings.HasPrefix(name, "token-") || strings.Trim(name, ".") == "" {
		return "", errReserved
	}
	return name, nil
}
