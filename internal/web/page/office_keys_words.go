package page

import (
	"fmt"

	"hailong/internal/paper"
	"hailong/internal/survey"
)

// KeyFault says what a slip of the keys is, and what the question takes.
func KeyFault(t *survey.Template, fields []survey.Field, f survey.Fault) string {
	q := t.Question(f.At)
	switch f.Code {
	case survey.FaultRange:
		if q != nil && !q.OffersNA() {
			return "Chỉ nhận 1 đến 5 hoặc x; câu này không có ô “Không áp dụng”."
		}
		return "Chỉ nhận 1 đến 5, N hoặc x."
	case survey.FaultOption:
		n := len(fields)
		if q != nil && q.Kind != survey.KindField {
			n = len(q.Options)
		}
		return fmt.Sprintf("Chỉ nhận số của ý trên phiếu, từ 1 đến %d, hoặc x.", n)
	case survey.FaultTooLong:
		return fmt.Sprintf("Dài quá %d ký tự.", f.Limit)
	case survey.FaultText:
		return "Có ký tự không đọc được. Xin gõ lại."
	case survey.FaultUnknown:
		return "Mẫu phiếu không có câu này."
	case survey.FaultRepeated:
		return "Một ý gõ hai lần."
	}
	return "Chưa đúng. Xin xem lại phiếu."
}

// FileFault says what is wrong with a line of a file of keyed forms.
func FileFault(t *survey.Template, fields []survey.Field, m paper.Mistake) string {
	switch m.Code {
	case paper.FaultEncoding:
		return "Không phải chữ UTF-8. Khi lưu từ Excel, xin chọn “CSV UTF-8”."
	case paper.FaultFileSize:
		return "Tệp lớn quá 5 MB."
	case paper.FaultRows:
		return fmt.Sprintf("Nhiều hơn %d phiếu.", m.Limit)
	case paper.FaultCells:
		return fmt.Sprintf("Số ô khác số cột: phải có %d ô.", m.Limit)
	case paper.FaultSerial:
		return "Số phiếu không phải là số."
	case paper.FaultOutside:
		return "Số phiếu này không thuộc đợt."
	case paper.FaultTwice:
		return "Lặp lại trong tệp."
	case paper.FaultEntered:
		return "Số phiếu này đã được nhập."
	case survey.FaultEmpty:
		return "Tệp không có phiếu nào."
	case survey.FaultUnreadable:
		return "Dấu ngoặc kép không khép lại; từ dòng này trở đi không đọc được."
	case survey.FaultRequired:
		return "Thiếu cột này."
	case survey.FaultUnknown:
		return "Mẫu phiếu không có cột này."
	}
	return KeyFault(t, fields, survey.Fault{At: m.Column, Code: m.Code, Limit: m.Limit})
}
