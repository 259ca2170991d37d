package web

import (
	"errors"
	"fmt"

	"github.com/gin-gonic/gin"
	"github.com/go-playground/validator/v10"
)

// bind reads a form of the office into a struct with binding tags. What a
// person can mend comes back as one sentence; err is anything else.
func bind(c *gin.Context, into any) (sentence string, err error) {
	err = c.ShouldBind(into)
	var faults validator.ValidationErrors
	switch {
	case errors.As(err, &faults):
		return bindSentence(faults[0]), nil
	case err != nil:
		return "", bodyError(err)
	}
	return "", nil
}

// fieldNames are what the office calls the parts of its forms.
var fieldNames = map[string]string{
	"Username": "tên đăng nhập", "Password": "mật khẩu", "Code": "mã", "Old": "mật khẩu đang dùng", "Chosen": "mật khẩu mới", "Again": "mật khẩu mới lần nữa",
	"Role": "vai trò", "Unit": "đơn vị", "Note": "ghi chú", "Ticket": "số của biểu mẫu",
	"Campaign": "đợt khảo sát", "Where": "nơi đặt", "Field": "lĩnh vực", "Place": "điểm tiếp nhận", "Count": "số phiếu", "Days": "số ngày",
}

func bindSentence(f validator.FieldError) string {
	name := fieldNames[f.Field()]
	if name == "" {
		name = "đã nhập"
	}
	switch f.Tag() {
	case "required":
		return "Xin nhập " + name + "."
	case "max":
		return fmt.Sprintf("Phần %s dài quá %s ký tự.", name, f.Param())
	}
	return "Phần " + name + " chưa đúng."
}
