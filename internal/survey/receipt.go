package survey

import "strings"

// A Receipt is what a person keeps who answered: ten letters or digits and a
// check character, written XXXXX-XXXXX-C. It is derived from the form's key,
// like the response's id, but neither leads to the other: whoever holds the
// store cannot find the response of a receipt.
type Receipt string

// ReceiptOf returns the receipt for the response that a key gives in a campaign.
func ReceiptOf(campaign, key string) Receipt {
	d := digest("receipt", campaign, key)
	body := crockford.EncodeToString(d[:])[:10]
	return Receipt(body[:5] + "-" + body[5:] + "-" + checkCharacter(body))
}

// ParseReceipt reads a receipt as a person may type it: any case, with or
// without dashes and blanks. It reports whether its check character is right.
func ParseReceipt(s string) (Receipt, bool) {
	s = strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToUpper(s))
	if len(s) != 11 || checkCharacter(s[:10]) != s[10:] {
		return "", false
	}
	return Receipt(s[:5] + "-" + s[5:10] + "-" + s[10:]), true
}
