package print

var vietnamese = words{
	Tag:     "vi-VN",
	Title:   "Xin ý kiến của ông/bà" + hardBreak + "về việc phục vụ tại đây",
	Why:     "Ý kiến của ông/bà giúp chúng tôi biết điều gì đã tốt, điều gì cần sửa để phục vụ tốt hơn.",
	Invite:  "Xin ý kiến của ông/bà",
	Reader:  "Quét bằng camera hoặc Zalo, khoảng 1 phút",
	Code:    "Mã: ",
	Address: "Quét xong, điện thoại phải hiện đúng địa chỉ này (cũng có thể tự gõ):",
	Steps: [3]string{
		"1. Mở camera hoặc Zalo",
		"2. Quét mã QR này",
		"3. Chạm vào khuôn mặt hợp ý, khoảng 1 phút",
	},
	NoAsk:     "Không hỏi OTP, số CCCD, tài khoản ngân hàng. Không yêu cầu cài ứng dụng.",
	NoName:    "Không ghi tên, số điện thoại. Trả lời thế nào cũng không ảnh hưởng đến hồ sơ.",
	NoPhone:   "Không có điện thoại? Xin phiếu giấy tại quầy, tự điền và bỏ vào hòm phiếu.",
	Pasted:    "Thấy mã QR bị dán đè? Xin báo cho cán bộ.",
	Printed:   "In ngày 02/01/2006",
	Fold:      "Gấp đôi tại đây",
	Trial:     "BẢN THỬ",
	Insecure:  "Địa chỉ chưa phải https – chỉ để thử, không treo",
	TrialOnly: "Chỉ để thử, không treo",
	Poster:    "Áp phích xin ý kiến",
	Stickers:  "Nhãn mã QR xin ý kiến",
}
