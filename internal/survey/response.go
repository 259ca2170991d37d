package survey

// A Channel says how a response reached us. Figures are always split by it.
type Channel string

// The channels.
const (
	ChannelQR       Channel = "qr"       // a poster's open code
	ChannelSlip     Channel = "slip"     // a single-use slip
	ChannelKiosk    Channel = "kiosk"    // a shared tablet at the place
	ChannelPaper    Channel = "paper"    // a paper form, keyed in
	ChannelAssisted Channel = "assisted" // somebody helped to fill it in
)

// Channels lists every channel in the order of the tables.
var Channels = []Channel{ChannelQR, ChannelSlip, ChannelKiosk, ChannelPaper, ChannelAssisted}

// A Response is one person's accepted sheet. It is a fact: inserted once, never
// changed, never deleted. What is not in this struct is not stored: no address,
// browser, cookie, clock time or order of arrival.
type Response struct {
	ID       ID
	Template Ref
	Campaign string
	Unit     string
	Place    string
	Counter  string
	Channel  Channel
	// Field is the code of the service field, or "" where none was given.
	Field string
	// Date is the local day of the unit on which the response was accepted.
	Date    Date
	Answers Answers
	Comment string
	// Flags are the stored ones only.
	Flags Flags
	// Receipt is what the person was given, or "" (paper). The store keeps it
	// apart: it is written by the same commit and never read back with a response,
	// so that nothing leads from one to the other.
	Receipt Receipt
}
