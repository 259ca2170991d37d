package slip

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// Batches are the batches in the registry, by their codes.
const Batches store.Kind[Batch] = "slip-batches"

// The sizes of a batch. Fewer would make it somebody's own slip; more are several
// batches.
const (
	MinBatch = 10
	MaxBatch = 10_000
)

// secretSize is that of an HMAC key, in bytes.
const secretSize = 32

// A Batch is slips that were made at one time for one place.
type Batch struct {
	// Code is what stands on every slip, as 2026-W48-01.
	Code     string `json:"code"`
	Campaign string `json:"campaign"`
	Place    string `json:"place"`
	Issued   int    `json:"issued"`
	// Made is the day, By who made it.
	Made survey.Date `json:"made"`
	By   string      `json:"by"`
	// Until is the last day on which its slips are accepted.
	Until survey.Date `json:"until"`
	// Voided slips are refused from then on; what they brought stays.
	Voided bool `json:"voided,omitempty"`
	// Secret is what the codes and keys are computed from; none once it is sealed.
	Secret []byte `json:"secret,omitempty"`
	// Returned is the number of responses at the sealing.
	Returned int `json:"returned,omitempty"`
}

// Sealed reports whether the batch's secret was destroyed.
func (b *Batch) Sealed() bool { return len(b.Secret) == 0 }

// draw gives a batch its secret.
func (b *Batch) draw(rand io.Reader) error {
	b.Secret = make([]byte, secretSize)
	if _, err := io.ReadFull(rand, b.Secret); err != nil {
		return fmt.Errorf("draw secret: %w", err)
	}
	return nil
}

// Codes returns the codes of a batch that is not sealed, in an order that means
// nothing, the same one every time.
func (b *Batch) Codes() ([]string, error) {
	if b.Sealed() {
		return nil, fmt.Errorf("batch %s: its codes were destroyed: %w", b.Code, survey.ErrVoided)
	}
	list := make([]string, 0, b.Issued)
	seen := make(map[string]bool, b.Issued)
	for i := 0; len(list) < b.Issued; i++ {
		code, err := survey.NewSlipCode(newBits(b.Secret, "code", strconv.Itoa(i)))
		if err != nil {
			return nil, err
		}
		if seen[code] {
			continue // one in some ten million batches
		}
		seen[code] = true
		list = append(list, code)
	}
	return list, nil
}

// Key returns the one-time key of the response that a code is worth.
func (b *Batch) Key(code string) string {
	sum := newBits(b.Secret, "key", code).sum
	return hex.EncodeToString(sum[:16])
}

// bits are what a secret gives for a purpose, to be read once.
type bits struct {
	sum  [sha256.Size]byte
	read int
}

func newBits(secret []byte, purpose, text string) *bits {
	h := hmac.New(sha256.New, secret)
	fmt.Fprintf(h, "hailong/slip/%s/%s", purpose, text)
	return &bits{sum: [sha256.Size]byte(h.Sum(nil))}
}

// Read gives at most the 32 bytes there are.
func (b *bits) Read(p []byte) (int, error) {
	if b.read == len(b.sum) {
		return 0, io.EOF
	}
	n := copy(p, b.sum[b.read:])
	b.read += n
	return n, nil
}
