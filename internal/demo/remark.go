package demo

import "unicode/utf8"

// remarks are the comments that fit a template.
type remarks struct{ glad, sour []string }

func remarksUpTo(letters int) remarks {
	fitting := func(all []string) (some []string) {
		for _, s := range all {
			if utf8.RuneCountInString(s) <= letters {
				some = append(some, s)
			}
		}
		return some
	}
	return remarks{fitting(glad), fitting(sour)}
}

// What people write who are content. None names a person or a number.
var glad = []string{
	"Cán bộ nhiệt tình, hướng dẫn dễ hiểu.",
	"Làm nhanh, không phải chờ lâu. Cảm ơn xã!",
	"Thái độ vui vẻ, lịch sự.",
	"Tôi rất hài lòng.",
	"Được hướng dẫn nộp trực tuyến tận tình.",
	"Chứng thực xong trong buổi sáng, rất tiện.",
	"Phòng chờ sạch sẽ, có nước uống, có quạt.",
	"Kết quả trả sớm hơn giấy hẹn một ngày.",
	"Cán bộ giải thích rõ từng loại giấy tờ cần nộp.",
	"Khai sinh cho cháu rất nhanh, gia đình cảm ơn.",
	"Từ ngày sáp nhập vẫn làm tốt như trước.",
	"Mong xã giữ được cách làm việc như thế này 🙂",
	"Các cháu đoàn viên giúp người già bấm số rất chu đáo.",
	"Thủ tục gọn, không bị hỏi thêm giấy tờ.",
	"Mọi thứ đều ổn.",
	"Lấy số thứ tự xong được gọi ngay.",
	"Phí thu đúng như niêm yết.",
	"Nhân viên một cửa nói năng nhẹ nhàng.",
	"Làm thủ tục đất đai lần này đỡ vất vả hơn mọi lần.",
	"Bảng hướng dẫn chữ to, dễ đọc.",
	"Rất tốt, cảm ơn cán bộ.",
	"Được trả kết quả tại nhà, rất thuận tiện cho người cao tuổi.",
}

// What people write who are not.
var sour = []string{
	"Chờ lâu quá, buổi sáng đông mà chỉ mở hai quầy.",
	"Phải đi lại ba lần mới đủ giấy tờ.",
	"Mạng hay lỗi, nộp trực tuyến không được.",
	"Trả kết quả trễ hẹn mà không báo trước.",
	"Cán bộ trả lời còn cộc lốc.",
	"Nên hướng dẫn một lần cho đủ, đừng để dân về bổ sung nhiều lần.",
	"Chỗ để xe chật, trời mưa không có mái che.",
	"Thiếu ghế ngồi chờ, người già phải đứng.",
	"Phản ánh từ tháng trước chưa thấy trả lời.",
	"Bảng niêm yết thủ tục cũ, chưa cập nhật.",
	"Mẫu đơn khó hiểu, nhiều chữ quá.",
	"Máy lấy số hỏng cả tuần.",
	"Từ khi sáp nhập đi xa hơn 10 km, đề nghị có điểm tiếp nhận gần dân.",
	"Hồ sơ đất đai giải quyết chậm.",
	"Đề nghị làm thêm sáng thứ Bảy cho người đi làm công ty.",
	"Giờ làm việc buổi chiều bắt đầu muộn.",
	"Hỏi nhiều nơi mới biết nộp ở quầy nào.",
	"Nhà vệ sinh chưa sạch.",
	"Người không có điện thoại thông minh khó làm trực tuyến quá.",
	"Cần thêm người giúp các cụ làm dịch vụ công trực tuyến.",
	"Giấy hẹn ghi không rõ ngày.",
	"Góp ý rồi mà chưa thấy thay đổi.",
}
