package page

import "hailong/internal/survey"

// resultsWords are the fixed sentences of the public results in one language.
type resultsWords struct {
	Title, Empty, Units, History, Period, Sheets, Index, Note string
	Headline, Of, Question, Interval, Factors, Criteria       string
	ByChannel, ByPlace, ByField, Few, Responses, Excluded     string
	WillDo, What, Owner, Deadline, Correction, Superseded     string
	Caveat, Locked, Data, Method, MethodTitle, Others         string
	NoFigure, First, Parts                                    string
	Reached, Missed, TargetUnknown, TargetSure, TargetUnsure  string
	More, FewNote, IntervalWords, NoBefore, Rose, Fell, Same  string
	Chance, Badge, NotYet, Campaign                           string
	Provisional, UntilDay                                     string
	NoResultTitle, NoResultText, ToResults                    string
	Methods                                                   []string
}

var resultsWordsVI = resultsWords{
	Title: "Kết quả khảo sát sự hài lòng", Empty: "Chưa có kết quả nào được công bố. Kết quả của mỗi kỳ được công bố tại đây sau khi số liệu được khóa và lãnh đạo duyệt.",
	Units: "Các đơn vị", History: "Các kỳ đã công bố", Period: "Kỳ", Sheets: "Số phiếu", Index: "% hài lòng", Note: "Ghi chú",
	Headline: "Chỉ số hài lòng chung", Of: "lượt trả lời hợp lệ", Question: "Theo câu hỏi chung", Interval: "Khoảng tin cậy 95%",
	Factors: "Theo yếu tố", Criteria: "Theo từng câu hỏi", ByChannel: "Theo hình thức trả lời", ByPlace: "Theo điểm tiếp nhận", ByField: "Theo lĩnh vực",
	Few: "ít phiếu, không hiện", Responses: "phiếu", Excluded: "phiếu bị loại theo quyết định của hai người, có ghi lý do",
	WillDo: "Xã sẽ làm gì", What: "Việc", Owner: "Đơn vị chủ trì", Deadline: "Thời hạn",
	Correction: "Bản đính chính", Superseded: "Đã có bản đính chính mới hơn của kỳ này.",
	Caveat: "Người dân, tổ chức tự nguyện trả lời, không phải mẫu chọn ngẫu nhiên. Không so trực tiếp với chỉ số SIPAS hay kết quả của nơi dùng phiếu khác.",
	Locked: "Số liệu khóa ngày", Data: "Dữ liệu mở", Method: "Cách tính", MethodTitle: "Cách tính chỉ số hài lòng", Others: "Các bản khác của kỳ này", NoFigure: "chưa đủ số liệu",
	Reached: "Đạt mục tiêu", Missed: "Chưa đạt mục tiêu", TargetUnknown: "Không có khoảng tin cậy để xét mức chắc chắn.",
	TargetSure: "Mục tiêu nằm ngoài khoảng tin cậy 95% (theo câu hỏi chung).", TargetUnsure: "Mục tiêu nằm trong khoảng tin cậy 95% (theo câu hỏi chung): chênh lệch có thể nằm trong phạm vi sai số.",
	More: "Xem đầy đủ kết quả", FewNote: "ít phiếu, không nên so sánh", IntervalWords: "Theo câu hỏi chung: %s hài lòng, khoảng tin cậy 95%% từ %s đến %s.",
	NoBefore: "Chưa có kết quả kỳ trước để so sánh.", Rose: "So với %s: tăng %s điểm phần trăm.", Fell: "So với %s: giảm %s điểm phần trăm.", Same: "So với %s: không đổi.",
	Chance: "Chênh lệch có thể nằm trong phạm vi sai số.", Badge: "Hài lòng", NotYet: "chưa công bố", Campaign: "Đợt khảo sát",
	Provisional: "Số liệu tạm tính đến ngày %s: khóa ngày %s, khi kỳ chưa kết thúc.", UntilDay: "tạm tính đến %s",
	NoResultTitle: "Chưa có kết quả này", NoResultText: "Kết quả của kỳ này chưa được công bố, hoặc địa chỉ bị gõ nhầm. Các kết quả đã công bố có ở trang dưới đây.", ToResults: "Các kết quả đã công bố",
	First: "bản đầu", Parts: "Bản này không có đủ các bảng: bảng nào đem trừ với bảng của một bản đã công bố mà biết được câu trả lời của vài người thì không công bố.",
	Methods: []string{
		"Mỗi câu hỏi có năm mức: rất không hài lòng, không hài lòng, bình thường, hài lòng, rất hài lòng.",
		"Chỉ số là: cộng số lượt chọn “hài lòng” và “rất hài lòng”, chia cho tổng số lượt chọn một trong năm mức. Thí dụ 168 trên 200 lượt là 84,00%.",
		"“Không áp dụng” và câu bỏ trống không tính vào mẫu số: người chưa gặp việc đó không làm chỉ số tăng hay giảm.",
		"Mọi hình thức trả lời (quét mã, phiếu mời, máy tính bảng, phiếu giấy, có người hỗ trợ) tính như nhau và được nêu riêng.",
		"Khoảng tin cậy cho biết kết quả có thể xê dịch bao nhiêu nếu hỏi những người khác. Hai kỳ có khoảng chồng lên nhau thì chưa nên nói là tăng hay giảm.",
		"Nhóm dưới 10 phiếu không hiện số liệu, để không ai đoán ra ai đã trả lời. Hệ thống không lưu tên, số điện thoại hay địa chỉ máy của người trả lời.",
		"Kết quả được công bố dù cao hay thấp. Số liệu đã khóa thì không đổi; nếu sai, xã ra bản đính chính và giữ nguyên bản cũ.",
	},
}

var resultsWordsEN = resultsWords{
	Title: "Satisfaction survey results", Empty: "Nothing has been published yet. The results of each period appear here once the figures are locked and approved.",
	Units: "Communes", History: "Published periods", Period: "Period", Sheets: "Responses", Index: "% satisfied", Note: "Note",
	Headline: "Overall satisfaction index", Of: "valid answers", Question: "By the overall question", Interval: "95% confidence interval",
	Factors: "By factor", Criteria: "By question", ByChannel: "By way of answering", ByPlace: "By reception point", ByField: "By service field",
	Few: "too few, not shown", Responses: "responses", Excluded: "responses were excluded by the decision of two people, for a stated reason",
	WillDo: "What the commune will do", What: "Measure", Owner: "Responsible", Deadline: "By",
	Correction: "Corrected edition", Superseded: "A newer, corrected edition of this period exists.",
	Caveat: "People answered of their own accord; this is not a random sample. Not directly comparable with the SIPAS index or with results of other questionnaires.",
	Locked: "Figures locked on", Data: "Open data", Method: "How it is computed", MethodTitle: "How the satisfaction index is computed", Others: "Other editions of this period", NoFigure: "not enough data",
	Reached: "Reached the target of", Missed: "Did not reach the target of", TargetUnknown: "There is no confidence interval to say how sure that is.",
	TargetSure: "The target lies outside the 95% confidence interval (by the overall question).", TargetUnsure: "The target lies within the 95% confidence interval (by the overall question): the difference may be chance.",
	More: "See the whole result", FewNote: "few responses, better not compared", IntervalWords: "By the overall question: %s satisfied, 95%% confidence interval from %s to %s.",
	NoBefore: "There is no earlier result to compare with.", Rose: "Up %[2]s percentage points since %[1]s.", Fell: "Down %[2]s percentage points since %[1]s.", Same: "Unchanged since %s.",
	Chance: "The difference may be chance.", Badge: "Satisfaction", NotYet: "not published yet", Campaign: "Survey",
	Provisional: "Provisional figures up to %s: they were locked on %s, before the period was over.", UntilDay: "provisional, up to %s",
	NoResultTitle: "There is no such result", NoResultText: "The result of this period has not been published, or the address was mistyped. What has been published is listed on the page below.", ToResults: "Published results",
	First: "first edition", Parts: "This edition leaves out some tables: a table is not published where subtracting it from that of another edition would tell the answers of a few.",
	Methods: []string{
		"Every question has five levels: very dissatisfied, dissatisfied, neutral, satisfied, very satisfied.",
		"The index is the number of answers “satisfied” and “very satisfied” divided by the number of all answers at one of the five levels. 168 of 200 answers give 84.00%.",
		"“Not applicable” and questions left blank do not count: who has not met a thing moves the index neither up nor down.",
		"Every way of answering (QR code, slip, tablet, paper form, answered with help) counts the same and is shown separately.",
		"The confidence interval says how far the result might move if other people were asked. Where the intervals of two periods overlap, do not speak of a rise or a fall.",
		"Groups of fewer than 10 responses are not shown, so that nobody can guess who answered. No name, telephone number or device address of respondents is stored.",
		"Results are published whether they are good or bad. Locked figures do not change; a mistake leads to a corrected edition, and the old one stays.",
	},
}

func resultsWordsIn(l survey.Lang) *resultsWords {
	if l == survey.English {
		return &resultsWordsEN
	}
	return &resultsWordsVI
}
