package survey

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
)

// An ID names a response. It is derived from the form's one-time key, so that
// the same sheet sent twice is one response, and it says nothing about when or
// by whom the sheet was sent.
type ID [16]byte

var crockford = base32.NewEncoding(alphabet).WithPadding(base32.NoPadding)

// IDOf returns the identity of the response that a key gives in a campaign.
func IDOf(campaign, key string) ID {
	d := digest("response", campaign, key)
	return ID(d[:len(ID{})])
}

// String returns 26 letters and digits.
func (id ID) String() string { return crockford.EncodeToString(id[:]) }

// ParseID reads what String wrote, and nothing else: the decoder alone would
// overlook line ends and the two spare bits of the last letter.
func ParseID(s string) (ID, error) {
	var id ID
	b, err := crockford.DecodeString(s)
	if err != nil || len(b) != len(id) || ID(b).String() != s {
		return id, fmt.Errorf("response id %q is not one of ours", s)
	}
	return ID(b), nil
}

// digest hashes parts under a purpose, each part with its length, so that no
// two lists of parts give the same bytes.
func digest(purpose string, parts ...string) [sha256.Size]byte {
	h := sha256.New()
	fmt.Fprintf(h, "hailong/%s", purpose)
	for _, p := range parts {
		fmt.Fprintf(h, "/%d:%s", len(p), p)
	}
	return [sha256.Size]byte(h.Sum(nil))
}
