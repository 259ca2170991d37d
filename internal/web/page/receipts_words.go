package page

import "hailong/internal/survey"

// receiptWords are the fixed sentences of the public count in one language.
type receiptWords struct {
	Title, About, Offer, Label, Help, Look          string
	Seals, Night, Hash, Empty, Older, All, Reopened string
	KeepTitle, NotTitle, Method                     string
	SealedTitle, WaitingTitle, UnknownTitle         string
	Sealed                                          string // two %s: day and number
	Waiting, Unknown, UnknownNext, Tell, Nothing    string
	Proof, Leaf, LeafHash, Place, Path, Root, Entry string
	CheckTitle                                      string
	Intro, Keep, Not, Check                         []string
}

var receiptWordsVI = receiptWords{
	Title: "Sổ biên nhận", About: "ai cũng kiểm tra được rằng phiếu đã gửi không bị bỏ đi hay sửa đổi.",
	Offer: "Xem mã này trong sổ biên nhận", Label: "Mã biên nhận", Help: "Mã trên trang cảm ơn, gồm 11 chữ và số, ví dụ 7K2MQ-0XW4T-9.", Look: "Tra mã",
	Intro: []string{
		"Mỗi phiếu gửi qua mạng được cấp một mã biên nhận. Mỗi đêm, các mã mới và toàn bộ phiếu của những ngày đã qua được niêm phong bằng một mã niêm phong, công bố ở trang này.",
		"Mã niêm phong sau nối với mã trước. Ai giữ lại một mã niêm phong thì về sau biết được có phiếu nào trước đêm ấy bị bỏ đi, thêm vào hay sửa đổi hay không, kể cả khi người làm việc đó là người quản lý máy chủ.",
	},
	Seals: "Các lần niêm phong", Night: "Số · ngày", Hash: "Mã niêm phong", Empty: "Chưa có lần niêm phong nào. Lần đầu tiên là đêm nay.",
	Older: "Các lần trước đó có trong tệp JSON dưới đây.", All: "Tất cả các lần niêm phong", Reopened: "Số ngày đã niêm phong được niêm phong lại",
	KeepTitle: "Cách giữ và đối chiếu", Keep: []string{
		"Chép hoặc chụp lại số và mã niêm phong mới nhất; gửi cho người khác cùng giữ, ví dụ Ban Thanh tra nhân dân, Ủy ban Mặt trận Tổ quốc. Giữ một mã là giữ được tất cả các đêm trước đó.",
		"Về sau, mở lại trang này: cùng số ấy phải có đúng mã ấy. Đơn vị kiểm tra chạy hailong verify --seal-head SỐ:MÃ trên máy chủ để so từng ngày với các phiếu đang lưu.",
		"Mã niêm phong là SHA-256 của chín dòng chữ ghi trên trang của mỗi biên nhận; gốc của các mã biên nhận là cây Merkle theo RFC 6962. Chương trình nào cũng tính lại được.",
		"Nếu hai mã không khớp, xin giữ lại ảnh chụp và báo cho đơn vị giám sát.",
	},
	NotTitle: "Sổ này không cho biết những gì", Not: []string{
		"Không cho biết ai đã trả lời, trả lời thế nào, ở đâu hay ngày nào: hệ thống không lưu gì nối mã biên nhận với phiếu.",
		"Không cho biết có bao nhiêu phiếu: mỗi đêm được chèn thêm các mã không của ai, và đêm nào có dưới 10 mã thì chờ đêm sau.",
		"Phiếu giấy không có mã biên nhận và không nằm trong sổ này; phiếu giấy được đối chiếu bằng biên bản mở hòm và nhập hai lần.",
		"Phiếu trong ngày được niêm phong khi ngày đã qua.",
	},
	Method:      "Cách tính chỉ số",
	SealedTitle: "Phiếu này ở trong sổ", Sealed: "Phiếu có mã này ở trong sổ, niêm phong ngày %s (lần niêm phong số %s).",
	WaitingTitle: "Phiếu này đã được ghi nhận", Waiting: "Phiếu có mã này đã được ghi nhận. Mã sẽ được niêm phong đêm nay, hoặc vào đêm đầu tiên có đủ 10 mã.",
	UnknownTitle: "Không tìm thấy mã biên nhận", Unknown: "Không có phiếu nào mang mã này.",
	UnknownNext: "Xin kiểm tra lại từng chữ và số (mã không có chữ I, L, O, U). Nếu mã đúng như trên trang cảm ơn mà vẫn không thấy, xin báo cho chúng tôi, và giữ lại mã.",
	Tell:        "Báo và xin được trả lời", Nothing: "Trang này không cho biết phiếu trả lời thế nào, gửi ở đâu hay gửi ngày nào.",
	Proof: "Bằng chứng để tự kiểm tra", Leaf: "Dòng chữ của biên nhận", LeafHash: "Mã băm của lá", Place: "Vị trí / số lá của cây", Path: "Các mã băm trên đường tới gốc", Root: "Gốc của cây",
	Entry: "Chín dòng được niêm phong", CheckTitle: "Cách kiểm tra bằng một chương trình độc lập", Check: []string{
		"Tính SHA-256 của byte 00 và dòng chữ của biên nhận: phải bằng mã băm của lá. Gọi kết quả là h.",
		"Viết vị trí ở hệ nhị phân, đọc từ bit cuối; lấy lần lượt từng mã băm p trên đường.",
		"Bit là 1: h mới = SHA-256 của byte 01, p, h. Bit là 0: h mới = SHA-256 của byte 01, h, p.",
		"Hết đường, h phải bằng gốc của cây, và gốc ấy đứng ở dòng “receipts” trong chín dòng.",
		"Tính SHA-256 của chín dòng, mỗi dòng kết thúc bằng một ký tự xuống dòng (LF): phải bằng mã niêm phong.",
		"So mã niêm phong với mã mà người khác đã giữ, hoặc với dòng “previous” của lần niêm phong kế tiếp.",
	},
}

var receiptWordsEN = receiptWords{
	Title: "Register of receipts", About: "anybody can check that responses are neither dropped nor changed.",
	Offer: "Look this code up in the register of receipts", Label: "Receipt code", Help: "The code on the thank-you page: 11 letters and digits, such as 7K2MQ-0XW4T-9.", Look: "Look up",
	Intro: []string{
		"Every response sent online is given a receipt. Every night the new receipts, and all responses of the days that are over, are sealed by one hash, which is published on this page.",
		"Each seal is chained to the one before. Who keeps one of them can tell later whether a response from before that night was dropped, added or changed, even by whoever runs the server.",
	},
	Seals: "Seals", Night: "No. · day", Hash: "Seal", Empty: "Nothing is sealed yet. The first time is tonight.",
	Older: "Earlier ones are in the JSON file below.", All: "All seals", Reopened: "Sealed days that were sealed anew",
	KeepTitle: "How to keep and compare", Keep: []string{
		"Copy or photograph the number and hash of the newest seal and give it to others to keep. One hash stands for every night before it.",
		"Open this page again later: the same number must show the same hash. An auditor runs hailong verify --seal-head NUMBER:HASH on the server, which compares every day with the responses stored.",
		"A seal is the SHA-256 of the nine lines shown on the page of each receipt; the root of the receipts is a Merkle tree after RFC 6962. Any program can compute both.",
		"If two hashes differ, keep your picture and tell the supervising body.",
	},
	NotTitle: "What this register does not tell", Not: []string{
		"Not who answered, nor what, where or on which day: nothing that is stored leads from a receipt to a response.",
		"Not how many responses there are: every night is filled up with codes that are nobody's, and fewer than 10 wait for the next night.",
		"Paper forms have no receipt and are not in this register; they are checked by the record of the opening of the box and by entering them twice.",
		"Responses are sealed once their day is over.",
	},
	Method:      "How the index is computed",
	SealedTitle: "This response is in the register", Sealed: "The response with this code is in the register, sealed on %s (seal number %s).",
	WaitingTitle: "This response is recorded", Waiting: "The response with this code is recorded. The code will be sealed tonight, or on the first night that has 10 of them.",
	UnknownTitle: "Receipt not found", Unknown: "No response has this code.",
	UnknownNext: "Please check every letter and digit (a code has no I, L, O or U). If it is just as the thank-you page showed it, please tell us, and keep the code.",
	Tell:        "Tell us and ask for an answer", Nothing: "This page does not tell what the response says, where it was sent or on which day.",
	Proof: "Evidence to check for yourself", Leaf: "Text of the receipt", LeafHash: "Hash of the leaf", Place: "Index / leaves of the tree", Path: "Hashes on the path to the root", Root: "Root of the tree",
	Entry: "The nine lines that are sealed", CheckTitle: "How to check with a program of your own", Check: []string{
		"Take the SHA-256 of the byte 00 and the text of the receipt: it must be the hash of the leaf. Call it h.",
		"Write the index in binary and read it from its last bit; take the hashes p of the path in turn.",
		"Bit 1: the new h is the SHA-256 of the byte 01, p, h. Bit 0: the new h is the SHA-256 of the byte 01, h, p.",
		"At the end h must be the root of the tree, which stands in the line “receipts” of the nine.",
		"Take the SHA-256 of the nine lines, each ended by a line feed (LF): it must be the seal.",
		"Compare the seal with one that somebody kept, or with the line “previous” of the next seal.",
	},
}

func receiptWordsIn(l survey.Lang) *receiptWords {
	if l == survey.Vietnamese {
		return &receiptWordsVI
	}
	return &receiptWordsEN
}
