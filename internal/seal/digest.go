package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// A Digest is a SHA-256, written as 64 hexadecimal digits.
type Digest [sha256.Size]byte

// String returns the digits.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText writes the digits.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Digest) UnmarshalText(b []byte) error {
	v, err := ParseDigest(string(b))
	*d = v
	return err
}

// ParseDigest reads 64 hexadecimal digits.
func ParseDigest(s string) (Digest, error) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(Digest{}) {
		return Digest{}, fmt.Errorf("hash %q: want 64 hexadecimal digits", s)
	}
	return Digest(b), nil
}

// derive makes, of the secret of a night, one for each purpose.
func (d Digest) derive(purpose string) Digest {
	mac := hmac.New(sha256.New, d[:])
	mac.Write([]byte(purpose))
	return Digest(mac.Sum(nil))
}
