package backup

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"filippo.io/age"
)

func newKey(t *testing.T) (*age.X25519Identity, []age.Recipient) {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	must(t, err)
	to, err := Recipients([]string{key.Recipient().String()})
	must(t, err)
	return key, to
}

func sealedFor(t *testing.T, plain []byte, to []age.Recipient) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := Encrypt(&b, to)
	must(t, err)
	_, err = w.Write(plain)
	must(t, errors.Join(err, w.Close()))
	return b.Bytes()
}

func checkWith(b []byte, keys ...age.Identity) error {
	r, err := Decrypt(bytes.NewReader(b), keys)
	if err == nil {
		_, err = Check(context.Background(), r, nil)
	}
	return err
}

func TestOnlyWhoHasAKeyReadsAnEncryptedBackup(t *testing.T) {
	s := embedded(t)
	furnish(t, s, 30)
	plain, _ := written(t, s, "one")
	first, to := newKey(t)
	second, also := newKey(t)
	stranger, _ := newKey(t)
	b := sealedFor(t, plain, append(to, also...))
	must(t, checkWith(b, first))
	must(t, checkWith(b, stranger, second))
	must(t, checkWith(plain))
	must(t, checkWith(sealedFor(t, plain, nil)))
	if err := checkWith(b); !errors.Is(err, ErrEncrypted) {
		t.Errorf("without a key: %v", err)
	}
	if err := checkWith(b, stranger); !errors.Is(err, ErrKey) {
		t.Errorf("with another key: %v", err)
	}
	if bytes.Contains(b, []byte(magic)) {
		t.Error("the file is not encrypted")
	}
	for at := 0; at < len(b); at += 3 {
		b[at] ^= 4
		if err := checkWith(b, first); err == nil {
			t.Fatalf("byte %d flipped was not found", at)
		}
		b[at] ^= 4
	}
	for n := 0; n < len(b); n += 7 {
		if err := checkWith(b[:n], first); err == nil {
			t.Fatalf("a cut after %d bytes was not found", n)
		}
	}
	for _, n := range []int{len(b) - 1, len(b) / 2} {
		if err := checkWith(b[:n], first); !errors.Is(err, ErrDamaged) {
			t.Errorf("cut after %d of %d bytes: %v", n, len(b), err)
		}
	}
}

func TestWhatIsNoKeyIsSaidWithoutRepeatingASecret(t *testing.T) {
	key, _ := newKey(t)
	for _, text := range []string{"", "age1x", "ssh-ed25519 AAAA", key.String(), key.Recipient().String() + "\n" + key.Recipient().String()} {
		if _, err := Recipients([]string{text}); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("recipient %q: %v", text, err)
		}
	}
	for _, text := range []string{"", "# nothing", "AGE-SECRET-KEY-1X", strings.ToLower(key.String())} {
		if _, err := Identities(strings.NewReader(text)); err == nil || strings.Contains(err.Error(), "-1X") {
			t.Errorf("identity %q: %v", text, err)
		}
	}
	list, err := Identities(io.MultiReader(strings.NewReader("# created\n"), strings.NewReader(key.String()+"\n")))
	if err != nil || len(list) != 1 {
		t.Errorf("a key's file: %d, %v", len(list), err)
	}
}
