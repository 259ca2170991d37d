package opinion

// smiles are signs of somebody who is content.
const smiles = "👍👏🥰😍😊🙂😀😁😄💯🌹❤"

// denials turn praise into its opposite.
var denials = wordsOf("không chưa chẳng chả ko hok not never")

// themeWords are the phrases of each theme: how people of the commune write, and
// a few words for those who write in English. No phrase stands for two themes.
var themeWords = map[Theme]string{
	Time: `chờ, đợi, chờ lâu, chờ đợi, đợi lâu, phải chờ, phải đợi, ngồi chờ lâu, cho qua lau, lâu, lâu quá, quá lâu, rất lâu, hơi lâu, lau lam, lau qua,
		chậm, chậm trễ, giải quyết chậm, làm chậm, quá chậm, chậm quá, rất chậm, hơi chậm, chậm chạp, nhanh, nhanh chóng, nhanh gọn, làm nhanh, rất nhanh,
		giải quyết nhanh, nhanh hơn, khá nhanh, nhanh lắm, xử lý nhanh, trễ, trễ hẹn, quá hẹn, sai hẹn, lỡ hẹn, đúng hẹn, trước hẹn, đúng thời hạn, thời hạn,
		đi lại, về bổ sung, nhiều lần, mấy lần, hai lần, ba lần, bốn lần, năm lần, sớm hơn, thời gian, mất thời gian, giờ làm việc, giờ giấc, đúng giờ,
		mở cửa muộn, muộn, kịp thời, gọi ngay, xong ngay, có ngay, trong ngày, trong buổi, cả buổi, cả ngày, cả sáng, nửa ngày, mấy tiếng, tiếng đồng hồ,
		mấy tháng, mấy tuần, hàng tháng trời, thứ bảy, ngày nghỉ, ngoài giờ, xếp hàng, rút ngắn, kéo dài, lằng nhằng mãi, mãi không xong, mãi chưa xong,
		chưa giải quyết, giờ nghỉ trưa, dây dưa, quick, quickly, fast, slow, slowly, wait, waited, waiting, on time, late, delay, delayed, queue, hours`,
	Attitude: `thái độ, nhiệt tình, tận tình, nhiệt huyết, lịch sự, vui vẻ, niềm nở, thân thiện, cộc lốc, cộc cằn, cáu gắt, cáu kỉnh, gắt gỏng, hách dịch,
		thờ ơ, nói năng, nhẹ nhàng, chu đáo, hòa nhã, ân cần, khó chịu, quát, quát tháo, quát mắng, quát nạt, tôn trọng, coi thường, tươi cười, mỉm cười,
		cau có, khó tính, dễ mến, dễ thương, dễ gần, có tâm, tâm huyết, thiếu trách nhiệm, vô trách nhiệm, có trách nhiệm, tinh thần trách nhiệm, tinh thần phục vụ,
		ăn nói, lạnh lùng, thiếu thân thiện, bực bội, mặt nặng, nặng lời, lớn tiếng, cởi mở, lễ phép, kiên nhẫn, trịch thượng, vô cảm, làm việc riêng, bấm điện thoại, nghịch điện thoại,
		chơi điện thoại, hòa đồng, khiêm tốn, chào hỏi, phong cách phục vụ, friendly, polite, rude, helpful, kind, attitude, impolite, unfriendly, smile`,
	Guidance: `hướng dẫn, hướng dẩn, giải thích, chỉ dẫn, chỉ bảo, tư vấn, giải đáp, thông tin, thông báo, báo trước, niêm yết, bảng niêm yết, niêm yết thủ tục, dễ hiểu, khó hiểu, không biết nộp,
		mới biết nộp, hỏi nhiều nơi, không biết hỏi, không biết đi, không biết làm, chỉ rõ, nói rõ, trả lời rõ, không rõ ràng, nói mỗi người một kiểu, chữ to, chỉ chỗ, tuyên truyền,
		guide, guided, guidance, explain, explained, instructions, information`,
	Premises: `chỗ ngồi, chỗ chờ, phòng chờ, ghế, ghế ngồi, thiếu ghế, bàn viết, bàn ghế, chỗ viết, để xe, chỗ để xe, gửi xe, nhà xe, bãi xe, vệ sinh, nhà vệ sinh, sạch sẽ, sạch đẹp,
		nước uống, quạt, điều hòa, máy lạnh, mái che, nóng nực, nóng quá, nóng lắm, chật, chật chội, chật hẹp, rộng rãi, khang trang, máy lấy số, máy móc, máy in, máy photo, máy hỏng,
		trang thiết bị, thiết bị, cơ sở vật chất, trụ sở, trung tâm hành chính xa, đi xa, xa quá, quá xa, đường xa, xa nhà, điểm tiếp nhận, thêm điểm, biển chỉ, biển báo, loa gọi, bảng điện tử, mất điện, lối đi,
		xe lăn, mở hai quầy, mở một quầy, thêm quầy, chairs, seats, seat, parking, toilet, hot, clean, dirty, air conditioning, far`,
	Papers: `thủ tục, giấy tờ, thủ tuc, bổ sung, mẫu đơn, đơn từ, tờ khai, biểu mẫu, rườm rà, rắc rối, phức tạp, lằng nhằng, nhiêu khê, cồng kềnh, đơn giản, đơn giản hóa, photo công chứng,
		bản sao, nhiều giấy, lắm giấy, đủ giấy, thiếu giấy, thành phần hồ sơ, bộ hồ sơ, hồ sơ nhiều, viết lại, làm lại hồ sơ, kê khai, xác nhận nhiều, paperwork, documents, procedure, procedures, papers, forms`,
	Fees: `phí, lệ phí, thu phí, mức phí, thu tiền, tiền, nộp tiền, mất tiền, tốn tiền, tiền photo, tốn kém, miễn phí, biên lai, bien lai, hóa đơn, đắt, giá, bảng giá, thu đúng, thu thêm, chuyển khoản,
		phi cao, phi thu, phi dung, fee, fees, expensive, cost, paid`,
	Online: `trực tuyến, dịch vụ công, dvc, qua mạng, lên mạng, trên mạng, mạng, mang hay loi, mang yeu, lỗi mạng, nghẽn mạng, mạng lỗi, mạng chậm, online, phần mềm, đăng nhập, vneid, định danh,
		app, ứng dụng, cổng dịch vụ, hệ thống, he thong, internet, wifi, điện thoại thông minh, smartphone, web, website, trang web, chữ ký số, mã otp, otp, công nghệ, chuyển đổi số, tài khoản, nộp hồ sơ điện tử, network, system`,
	Result: `kết quả, trả kết quả, sai sót, sai tên, ghi sai, viết sai, in sai, sai thông tin, sai ngày, sai họ, sai, sai năm, nhầm, nhầm lẫn, nhầm tên, giấy hẹn, đính chính, chính xác, lỗi chính tả, thiếu dấu,
		bị trả lại, trả lại hồ sơ, từ chối, mất hồ sơ, thất lạc, sửa lại, result, results, wrong, mistake, mistakes, error, errors, incorrect`,
	Complaint: `phản ánh, kiến nghị, góp ý, khiếu nại, tố cáo, đơn thư, hòm thư, đường dây nóng, chưa thấy trả lời, không thấy trả lời, không trả lời, chưa được trả lời, không thấy phản hồi, phản hồi, tiếp thu,
		chưa thấy thay đổi, lắng nghe, ý kiến của dân, ý kiến người dân, feedback, complaint, complained, complaints, hotline, listen`,
	Trouble: `phiền hà, nhũng nhiễu, sách nhiễu, vòi vĩnh, phong bì, phong bi, đưa tiền, bồi dưỡng, lót tay, tiêu cực, hối lộ, khó dễ, gây khó, gây khó khăn, làm khó, hạch sách, hoạnh họe, quà cáp, người quen,
		quen biết, có quen, chen ngang, chen lấn, hành dân, hành dan, hành là chính, cò mồi, tham nhũng, chung chi, ngoài quy định, ưu tiên người nhà, người nhà cán bộ, vòi tiền, xin tiền, đòi tiền, gợi ý tiền, bribe, bribes, corruption, harass`,
	Praise: `cảm ơn, cám ơn, cảm on, cam on, biết ơn, hài lòng, hai lòng, tốt, rất tốt, tốt lắm, quá tốt, làm tốt, phục vụ tốt, tuyệt vời, tuyệt, rất tiện, tiện lợi, thuận tiện, khen, khen ngợi, hoan nghênh, tuyên dương, ổn, đều ổn,
		xuất sắc, chuyên nghiệp, ưng ý, ưng, ok, oke, tín nhiệm, phát huy, giữ được, đáng khen, yên tâm, điểm 10, 10 điểm, mười điểm, tiến bộ, văn minh, good, great, excellent, thank, thanks, perfect, satisfied, best, nice, wonderful`,
}
