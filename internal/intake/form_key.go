package intake

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// ErrStaleKey says that a key was issued by us but is no good any more: with a
// form more than 12 hours ago, or for another code, or it was tampered with.
// Nothing was stored; a fresh key (Desk.Renew) sends the same sheet.
var ErrStaleKey = errors.New("form key no longer good")

// errForeignKey says that a key is not of our form.
var errForeignKey = errors.New("form key of somebody else")

// How long a key is good. The clocks of two instances differ by less than the skew.
const (
	keyLife = 12 * time.Hour
	keySkew = 10 * time.Minute
)

// A form key is a prefix and 48 letters: 4 bytes of the second of its issue, a
// nonce of 128 bits, and 128 bits of a MAC over both and the poster's code. The
// second is for the reading time, and lives no longer than the request: of a key
// nothing is stored but what is hashed from all of it.
const (
	keyPrefix  = "f1-" // no program's UUID begins so
	keyTime    = 4
	keyNonce   = 16
	keySigned  = keyTime + keyNonce
	keyMAC     = 16
	keyBytes   = keySigned + keyMAC
	formKeyLen = len(keyPrefix) + keyBytes/3*4
)

var keyText = base64.RawURLEncoding.Strict()

// A secret is what all instances on one store sign keys with.
type secret struct {
	Key []byte `json:"key"`
}

// secrets holds the one secret there is, under secretID.
const secrets store.Kind[secret] = "intake-secrets"

const (
	secretID   = "form-keys"
	secretSize = 32
)

// A mint issues form keys and knows its own again.
type mint struct {
	registry store.Registry
	now      func() time.Time
	macs     atomic.Pointer[sync.Pool] // of hash.Hash; nil until the secret is known
}

// ready returns the pool of MACs. The secret is read once; the first instance on
// an empty store creates it, and of several that are first one does.
func (m *mint) ready(ctx context.Context) (*sync.Pool, error) {
	if pool := m.macs.Load(); pool != nil {
		return pool, nil
	}
	ctx, cancel := context.WithTimeout(ctx, loadLimit)
	defer cancel()
	s, err := secrets.Get(ctx, m.registry, secretID)
	if errors.Is(err, survey.ErrNotFound) {
		s, err = m.create(ctx)
	}
	if err == nil && len(s.Key) != secretSize {
		err = fmt.Errorf("%d bytes, want %d", len(s.Key), secretSize)
	}
	if err != nil {
		return nil, fmt.Errorf("secret of form keys: %w", err)
	}
	return m.use(s.Key), nil
}

// use keeps the secret for all keys to come.
func (m *mint) use(key []byte) *sync.Pool {
	pool := &sync.Pool{New: func() any { return hmac.New(sha256.New, key) }}
	m.macs.Store(pool)
	return pool
}

func (m *mint) create(ctx context.Context) (secret, error) {
	s := secret{make([]byte, secretSize)}
	rand.Read(s.Key) // never fails: crypto/rand ends the program instead
	err := secrets.Create(ctx, m.registry, secretID, s)
	if errors.Is(err, survey.ErrExists) { // another was first, and signs with its own
		return secrets.Get(ctx, m.registry, secretID)
	}
	return s, err
}

// issue returns a fresh key for a code, as of an instant.
func (m *mint) issue(ctx context.Context, code string, at time.Time) (string, error) {
	pool, err := m.ready(ctx)
	if err != nil {
		return "", err
	}
	var b [keyBytes]byte
	binary.BigEndian.PutUint32(b[:keyTime], uint32(at.Unix()))
	rand.Read(b[keyTime:keySigned])
	mac := sign(pool, b[:keySigned], code)
	copy(b[keySigned:], mac[:keyMAC])
	text := make([]byte, formKeyLen)
	copy(text, keyPrefix)
	keyText.Encode(text[len(keyPrefix):], b[:])
	return string(text), nil
}

// judge tells when a key was issued for the code. Errors: errForeignKey,
// ErrStaleKey, those of the store.
func (m *mint) judge(ctx context.Context, key, code string) (issued time.Time, err error) {
	b, ok := decodeKey(key)
	if !ok {
		return issued, errForeignKey
	}
	pool, err := m.ready(ctx)
	if err != nil {
		return issued, err
	}
	mac := sign(pool, b[:keySigned], code)
	if !hmac.Equal(mac[:keyMAC], b[keySigned:]) {
		return issued, fmt.Errorf("not signed for this code: %w", ErrStaleKey)
	}
	issued = time.Unix(int64(binary.BigEndian.Uint32(b[:keyTime])), 0)
	if age := m.now().Sub(issued); age > keyLife || age < -keySkew {
		return issued, fmt.Errorf("issued %v ago: %w", age, ErrStaleKey)
	}
	return issued, nil
}

// sign returns the MAC of a key's first bytes for a code.
func sign(pool *sync.Pool, signed []byte, code string) (sum [sha256.Size]byte) {
	mac := pool.Get().(hash.Hash)
	mac.Reset()
	mac.Write(signed) // of a fixed length, so that nothing is needed between the two
	io.WriteString(mac, code)
	mac.Sum(sum[:0])
	pool.Put(mac)
	return sum
}

// decodeKey reads a key of our form, whoever made it.
func decodeKey(key string) (b [keyBytes]byte, ok bool) {
	if len(key) != formKeyLen || key[:len(keyPrefix)] != keyPrefix || !ValidKey(key) {
		return b, false // the decoder alone would skip line ends
	}
	_, err := keyText.Decode(b[:], []byte(key[len(keyPrefix):]))
	return b, err == nil
}
