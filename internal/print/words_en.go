package print

var english = words{
	Tag:     "en",
	Title:   "Please tell us" + hardBreak + "how you were served here",
	Why:     "Your answers show us what works well and what we must improve.",
	Invite:  "Please tell us your opinion",
	Reader:  "Scan with your camera or Zalo, about 1 minute",
	Code:    "Code: ",
	Address: "Your phone must show exactly this address (you can also type it):",
	Steps: [3]string{
		"1. Open your camera or Zalo",
		"2. Scan this QR code",
		"3. Tap the face that fits your opinion, about 1 minute",
	},
	NoAsk:     "We never ask for OTP codes, ID numbers or bank accounts. There is no app to install.",
	NoName:    "No names or phone numbers are recorded. Your answers do not affect your application.",
	NoPhone:   "No phone? Ask for a paper form at the counter, fill it in yourself and put it in the box.",
	Pasted:    "Code pasted over? Please tell the staff.",
	Printed:   "Printed on 2 Jan 2006",
	Fold:      "Fold here",
	Trial:     "TRIAL",
	Insecure:  "The address is not https yet – for trial only, do not display",
	TrialOnly: "For trial only, do not display",
	Poster:    "Poster asking for opinions",
	Stickers:  "QR code stickers asking for opinions",
}
