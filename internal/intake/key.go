package intake

import (
	"crypto/rand"
	"encoding/hex"
)

// A form's key makes a sheet one response however often it is sent. The page
// brings a signed one along (form_key.go); a program makes its own (a UUID).
const (
	minKey = 16
	maxKey = 64
)

// NewKey returns a fresh one-time key of 128 random bits, for what needs no more.
func NewKey() string {
	var b [16]byte
	rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(b[:])
}

// ValidKey reports whether a key could be a one-time key: 16 to 64 letters,
// digits, dashes and underscores.
func ValidKey(key string) bool {
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
