package report

import (
	"fmt"
	"strings"

	"hailong/internal/index"
)

// method is the chapter on how the figures are made and what they do not say.
func (d *draft) method() {
	var levels []string
	for i, l := range d.r.Template.Levels {
		levels = append(levels, fmt.Sprintf("%d – %s", i+1, vietnamese(l)))
	}
	d.say(Chapter, "II. PHƯƠNG PHÁP")
	d.say(Section, "1. Thang đo, cách tính")
	if len(levels) > 0 {
		d.say(Body, "Mỗi tiêu chí được đánh giá theo ", countWords(int64(len(levels))), " mức: ", strings.Join(levels, "; "), ". Mức 4 và mức 5 là hài lòng.")
	}
	d.say(Body, "Chỉ số hài lòng (%) = 100 × số lượt trả lời mức 4, mức 5 ÷ số lượt trả lời hợp lệ. Chỉ số của yếu tố và chỉ số chung lấy tổng số lượt của các tiêu chí (tỷ số của các tổng), không lấy trung bình của các tỷ lệ.")
	d.say(Body, "“Không áp dụng”, bỏ trống và không đọc được không tính vào mẫu số. Nội dung không có câu trả lời hợp lệ ghi “", index.None,
		"” (chưa đủ số liệu), không ghi 0. Số liệu làm tròn đến hai chữ số thập phân. Phương pháp: ", d.r.Index.Method, ".")
	d.leftOut()
	d.flagged()
	d.say(Section, "2. Hạn chế của số liệu")
	d.say(Body, "Người trả lời là người tự nguyện, không được chọn ngẫu nhiên, nên kết quả phản ánh ý kiến của những người đã trả lời. Khoảng tin cậy 95% (Wilson) chỉ là mức sai số tối thiểu.")
	d.say(Body, "Chỉ số này là chỉ số hài lòng về sự phục vụ hành chính của ", d.unit, ", không phải Chỉ số SIPAS của quốc gia.")
}
