package web

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/staff"
)

// Where somebody keeps his own account.
const (
	ownAccount  = "/office/me"
	ownPassword = ownAccount + "/password"
	ownTOTP     = ownAccount + "/totp"
)

const wrongCode = "Mã không đúng, đã hết hạn hoặc đã dùng rồi. Xin chờ ứng dụng hiện mã mới rồi nhập lại, hoặc dùng một mã khôi phục chưa dùng."

// loginDone says on the login page why one is there.
var loginDone = map[string]string{"everywhere": "Đã đăng xuất khỏi mọi thiết bị. Xin đăng nhập lại."}

// ownDone says what was just done to one's own account.
var ownDone = map[string]string{
	"password": "Đã đổi mật khẩu. Mọi thiết bị khác đã bị đăng xuất.",
	"enrolled": "Xác thực hai bước đang bật. Mã khôi phục chỉ hiện một lần, ngay sau khi bật; nếu chưa chép được, xin tắt rồi bật lại.",
	"removed":  "Đã tắt xác thực hai bước. Mã khôi phục cũ không còn dùng được.",
}

// ownFaults say what is wrong with what somebody typed for his own account.
var ownFaults = []struct {
	err      error
	sentence string
}{
	{staff.ErrCredentials, "Mật khẩu đang dùng không đúng."},
	{staff.ErrPassword, fmt.Sprintf("Mật khẩu mới phải có từ %d đến %d ký tự.", staff.MinPassword, staff.MaxPassword)},
	{staff.ErrSamePassword, "Mật khẩu mới trùng với mật khẩu đang dùng. Xin chọn mật khẩu khác."},
	{staff.ErrCommonPassword, "Mật khẩu này quá dễ đoán: nhiều người dùng, hoặc chỉ ghép từ tên đăng nhập hay tên quen thuộc. Xin chọn mật khẩu khác, ví dụ ghép bốn từ không liên quan nhau."},
	{staff.ErrCode, wrongCode},
	{staff.ErrNotEnrolled, "Bước trước đã quá 10 phút hoặc chưa thực hiện. Xin làm lại từ đầu."},
	{staff.ErrEnrolled, "Xác thực hai bước đang bật rồi."},
}

// ownFault returns the status and the sentence for what the owner of an account
// can mend; the sentence is "" where he cannot.
func ownFault(c *gin.Context, err error) (status int, sentence string) {
	var delayed *staff.Delayed
	if errors.As(err, &delayed) {
		return http.StatusTooManyRequests, slowDown(c, delayed)
	}
	for _, f := range ownFaults {
		if errors.Is(err, f.err) {
			return http.StatusUnprocessableEntity, f.sentence
		}
	}
	return 0, ""
}
