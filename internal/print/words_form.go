package print

// formWords are the sentences of the paper questionnaire.
type formWords struct {
	// Serial, Batch and Side stand before what they name; Side is a format with
	// the number of this side and of all.
	Serial, Batch, Side string
	// Reader says whom the QR code is for.
	Reader string
	// Promise says what the number is for and where the form goes.
	Promise string
	// Fill, One and Wrong say how to tick and how to correct.
	Fill, One, Wrong string
	// Most is a format with the most options that may be ticked.
	Most string
	// Continued follows the heading of a part that began on the side before.
	Continued string
	// Only and Skip are formats with a question and its answers; OnlyPart and
	// SkipPart say so of a whole part. Or joins answers.
	Only, Skip, OnlyPart, SkipPart, Or string
	// Quote is a format for an answer.
	Quote string
	// Turn, Next and Thanks stand at the end of a side: that there is another
	// one, another sheet, or none.
	Turn, Next, Thanks string
	// More and Blank stand on a side without a question: that there is room for
	// the comment, or that nothing is missing.
	More, Blank string
}

var formVietnamese = formWords{
	Serial:    "Phiếu số: ",
	Batch:     "Đợt: ",
	Side:      "Mặt %d/%d",
	Reader:    "Mã QR dành cho người nhập phiếu",
	Promise:   "Số phiếu chỉ dùng để đếm và nhập phiếu, không gắn với tên hay hồ sơ của ông/bà. Điền xong, xin ông/bà tự bỏ phiếu vào hòm phiếu.",
	Fill:      "Cách điền:",
	One:       "Đánh dấu X vào một ô ở mỗi câu.",
	Wrong:     "Nếu đánh nhầm: tô kín ô sai, rồi đánh dấu X vào ô đúng.",
	Most:      "(chọn tối đa %d ô)",
	Continued: "(tiếp theo)",
	Only:      "Chỉ trả lời nếu ở câu %s ông/bà chọn %s.",
	Skip:      "Bỏ qua câu này nếu ở câu %s ông/bà chọn %s.",
	OnlyPart:  "Chỉ trả lời phần này nếu ở câu %s ông/bà chọn %s.",
	SkipPart:  "Bỏ qua phần này nếu ở câu %s ông/bà chọn %s.",
	Or:        " hoặc ",
	Quote:     "“%s”",
	Turn:      "Xin mời ông/bà lật sang mặt sau",
	Next:      "Xin mời ông/bà xem tiếp tờ sau",
	Thanks:    "Xin trân trọng cảm ơn ông/bà!",
	More:      "Ông/bà có thể viết tiếp ý kiến vào đây",
	Blank:     "Mặt này không có câu hỏi",
}

var formEnglish = formWords{
	Serial:    "Form no. ",
	Batch:     "Batch: ",
	Side:      "Side %d/%d",
	Reader:    "QR code for office use only",
	Promise:   "The number only serves to count and enter the forms; it is not linked to your name or your papers. When you have finished, please put the form into the box yourself.",
	Fill:      "How to fill in:",
	One:       "Put an X in one box for each question.",
	Wrong:     "Wrong box? Fill it completely, then put an X in the right one.",
	Most:      "(tick at most %d)",
	Continued: "(continued)",
	Only:      "Answer only if you ticked %[2]s at %[1]s.",
	Skip:      "Leave out if you ticked %[2]s at %[1]s.",
	OnlyPart:  "Answer this part only if you ticked %[2]s at %[1]s.",
	SkipPart:  "Leave out this part if you ticked %[2]s at %[1]s.",
	Or:        " or ",
	Quote:     "“%s”",
	Turn:      "Please turn over",
	Next:      "Please go on with the next sheet",
	Thanks:    "Thank you very much!",
	More:      "You may continue your comment here",
	Blank:     "There are no questions on this side",
}
