package backup

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// ageIntro begins every file that age encrypted.
const ageIntro = "age-encryption.org/"

// Recipients reads the public keys (age1…) that a backup is encrypted for.
func Recipients(keys []string) ([]age.Recipient, error) {
	var list []age.Recipient
	for _, key := range keys {
		// Native keys only: a passphrase or an SSH key is easily lost.
		found, err := age.ParseRecipients(strings.NewReader(key))
		if err != nil || len(found) != 1 {
			return nil, fmt.Errorf("%.80q is not a public key of age; it begins with age1, and age-keygen -y shows it", key)
		}
		list = append(list, found...)
	}
	return list, nil
}

// Identities reads the file of a secret key, or of several.
func Identities(r io.Reader) ([]age.Identity, error) {
	list, err := age.ParseIdentities(r)
	if err != nil { // what age says may repeat the key
		return nil, errors.New("no secret key of age in it; age-keygen makes such a file, with a line that begins with AGE-SECRET-KEY-")
	}
	return list, nil
}

// Encrypt returns what writes encrypted to w, or as it is without recipients. It
// must be closed; w stays open.
func Encrypt(w io.Writer, to []age.Recipient) (io.WriteCloser, error) {
	if len(to) == 0 {
		return open{w}, nil
	}
	return age.Encrypt(w, to...)
}

type open struct{ io.Writer }

func (open) Close() error { return nil }

// Decrypt returns what reads a backup in plain, encrypted or not. Errors:
// ErrEncrypted, ErrKey, ErrDamaged.
func Decrypt(r io.Reader, with []age.Identity) (io.Reader, error) {
	b := bufio.NewReader(r)
	start, err := b.Peek(len(ageIntro))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if !bytes.Equal(start, []byte(ageIntro)) {
		return b, nil
	}
	if len(with) == 0 {
		return nil, ErrEncrypted
	}
	plain, err := age.Decrypt(b, with...)
	if none := new(age.NoIdentityMatchError); errors.As(err, &none) {
		return nil, ErrKey
	}
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	return plain, nil
}
