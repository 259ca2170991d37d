package contact

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// A form's key makes it one request however often it is sent.
const (
	minKey = 16
	maxKey = 64
)

// validKey reports whether a key could be a one-time key: 16 to 64 letters,
// digits, dashes and underscores, as everywhere in the service.
func validKey(key string) bool {
	if len(key) < minKey || len(key) > maxKey {
		return false
	}
	for _, c := range []byte(key) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		digit := c >= '0' && c <= '9'
		if !letter && !digit && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// digest hashes parts under a purpose that no response knows, each with its
// length, so that no two lists of parts give the same.
func digest(purpose string, parts ...string) string {
	h := sha256.New()
	fmt.Fprintf(h, "hailong/contact/%s", purpose)
	for _, p := range parts {
		fmt.Fprintf(h, "/%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
