package web

import (
	"fmt"

	"hailong/internal/campaign"
	"hailong/internal/web/page"
)

// volumeRefusal says at which box a volume is wrong, and why.
func volumeRefusal(bad *campaign.BadVolume) refusal {
	r := refusal{at: totalBox, text: volumeSentence(bad.What)}
	if bad.Field != "" {
		r.at = fieldBox(bad.Field)
	}
	return r
}

func volumeSentence(what string) string {
	switch what {
	case "number":
		return "Xin nhập số nguyên, ví dụ 1680 hoặc 1.680."
	case "negative":
		return "Số giao dịch không âm."
	case "large":
		return "Số giao dịch nhiều nhất là " + page.Count(campaign.MaxVolume) + ". Xin xem lại có gõ nhầm không."
	case "total":
		return "Tổng phải lớn hơn 0 và bằng tổng các lĩnh vực đã nhập. Để trống ô tổng thì hệ thống tự cộng."
	}
	return "Số giao dịch chưa đúng. Xin xem lại."
}

// tableWords say what is wrong with a table of volumes: one sentence, and one for
// each line.
func tableWords(bad *campaign.BadTable) (sentence string, lines []string) {
	sentence = "Tệp có chỗ chưa đúng nên chưa lưu gì. Xin sửa rồi tải lên lại:"
	for _, l := range bad.Lines {
		words := lineWords(l)
		if l.Line > 0 {
			words = fmt.Sprintf("Dòng %d: %s", l.Line, words)
		} else {
			words = capital(words)
		}
		lines = append(lines, words)
	}
	return sentence, lines
}

func lineWords(l campaign.BadLine) string {
	value := "“" + shorten(l.Value) + "”"
	switch l.What {
	case "missing":
		return "chưa chọn tệp."
	case "large":
		if l.Value == "" {
			return "tệp quá 1 MiB."
		}
		return value + " quá lớn, nhiều nhất là " + page.Count(campaign.MaxVolume) + "."
	case "encoding":
		return "tệp không phải UTF-8. Trong Excel, xin chọn lưu dạng “CSV UTF-8”."
	case "quotes":
		return "dấu ngoặc kép mở mà không đóng."
	case "columns":
		return "cần đúng hai cột, lĩnh vực và số giao dịch: " + value + "."
	case "field":
		return "đơn vị không có lĩnh vực " + value + "."
	case "twice":
		return value + " đã có ở dòng trên."
	case "number":
		return value + " không phải số nguyên."
	case "negative":
		return value + " là số âm."
	case "total":
		return "tổng phải lớn hơn 0 và bằng tổng các lĩnh vực."
	}
	return "chưa đúng: " + value + "."
}
