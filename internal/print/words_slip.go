package print

// slipWords are the sentences of the slips.
type slipWords struct {
	// Document is the title of the PDF, Title that of a slip.
	Document, Title string
	// Invite says what for and when; How stands above the address and the code.
	Invite, How string
	// Until is the layout of the last day, for package time.
	Until string
	// Promise says that the code leads to nobody.
	Promise string
	// Batch stands before the name of the batch.
	Batch string
}

var slipVietnamese = slipWords{
	Document: "Phiếu mời góp ý",
	Title:    "Phiếu mời góp ý – dùng một lần",
	Invite:   "Mời ông/bà góp ý, về nhà trả lời cũng được.",
	How:      "Quét mã QR, hoặc gõ địa chỉ và mã dưới đây:",
	Until:    "Dùng đến hết ngày 02/01/2006",
	Promise:  "Mã không gắn với tên hay hồ sơ của ông/bà.",
	Batch:    "Đợt ",
}

var slipEnglish = slipWords{
	Document: "Invitations to give an opinion",
	Title:    "Tell us your opinion – valid once",
	Invite:   "Please tell us your opinion, also from home.",
	How:      "Scan, or type the address and code below:",
	Until:    "Valid until 2 January 2006",
	Promise:  "The code is not linked to your name or papers.",
	Batch:    "Batch ",
}
