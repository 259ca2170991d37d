package staff

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// secretBytes is 256 bits: nobody guesses one of any number of secrets.
const secretBytes = 32

var secretText = base64.RawURLEncoding.Strict()

// newSecret returns a secret for its holder and the id under which its record
// lies.
func newSecret(random io.Reader, prefix string) (secret, id string, err error) {
	b := make([]byte, secretBytes)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", "", fmt.Errorf("new secret: %w", err)
	}
	secret = prefix + secretText.EncodeToString(b)
	return secret, digest(secret), nil
}

// secretID returns the id that a secret leads to, if it can be one of ours.
func secretID(secret, prefix string) (id string, ok bool) {
	text, ok := strings.CutPrefix(secret, prefix)
	if !ok || len(text) != secretText.EncodedLen(secretBytes) || strings.ContainsAny(text, "\r\n") {
		return "", false // the decoder would skip line ends
	}
	if _, err := secretText.DecodeString(text); err != nil {
		return "", false
	}
	return digest(secret), true
}

func digest(s string) string {
	d := sha256.Sum256([]byte(s))
	return hex.EncodeToString(d[:])
}
