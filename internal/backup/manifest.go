package backup

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"time"
)

// Format is the version of the file that this program writes.
const Format = 1

// A Header is what stands at the beginning of a backup.
type Header struct {
	Format int `json:"format"`
	// ID is random: by it a restore that was broken off knows its file again.
	ID   string    `json:"id"`
	Made time.Time `json:"made"`
	// Engine is what it was made of.
	Engine string `json:"engine"`
}

// A Manifest is what a backup holds.
type Manifest struct {
	Header `json:"-"`
	// Responses are by campaign, Records by kind.
	Responses map[string]Part `json:"responses"`
	Records   map[string]Part `json:"records"`
}

func newManifest() *Manifest {
	return &Manifest{Responses: map[string]Part{}, Records: map[string]Part{}}
}

// A Part is how many there are of something, and a hash of it that does not
// depend on the order.
type Part struct {
	Count int64 `json:"count"`
	Hash  Hash  `json:"hash"`
}

// A Hash is the sum of the SHA-256 of the members, as a number of 256 bits.
type Hash [4]uint64

func (h *Hash) add(member []byte) {
	sum := sha256.Sum256(member)
	var carry uint64
	for i := range h {
		h[i], carry = bits.Add64(h[i], binary.LittleEndian.Uint64(sum[i*8:]), carry)
	}
}

// MarshalText writes 64 hexadecimal digits.
func (h Hash) MarshalText() ([]byte, error) {
	var b []byte
	for _, word := range h {
		b = binary.LittleEndian.AppendUint64(b, word)
	}
	return hex.AppendEncode(nil, b), nil
}

// UnmarshalText reads what MarshalText wrote.
func (h *Hash) UnmarshalText(text []byte) error {
	b, err := hex.AppendDecode(nil, text)
	if err != nil || len(b) != len(h)*8 {
		return fmt.Errorf("%.80q is no hash", text)
	}
	for i := range h {
		h[i] = binary.LittleEndian.Uint64(b[i*8:])
	}
	return nil
}

// count adds an encoded member to a part.
func count(parts map[string]Part, name string, member []byte) {
	p := parts[name]
	p.Count++
	p.Hash.add(member)
	parts[name] = p
}

// Total is how many responses there are in all campaigns.
func (m *Manifest) Total() int64 { return total(m.Responses) }

// TotalRecords is how many records there are of all kinds.
func (m *Manifest) TotalRecords() int64 { return total(m.Records) }

func total(parts map[string]Part) (n int64) {
	for _, p := range parts {
		n += p.Count
	}
	return n
}

// Differences lists, in words, where two manifests differ.
func (m *Manifest) Differences(other *Manifest) []string {
	return append(differences("responses of", m.Responses, other.Responses), differences("records of", m.Records, other.Records)...)
}

func differences(what string, a, b map[string]Part) (list []string) {
	names := maps.Clone(a)
	maps.Copy(names, b)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		switch {
		case a[name].Count != b[name].Count:
			list = append(list, fmt.Sprintf("%s %s: %d and %d", what, name, a[name].Count, b[name].Count))
		case a[name] != b[name]:
			list = append(list, fmt.Sprintf("%s %s: %d in both, with different contents", what, name, a[name].Count))
		}
	}
	return list
}

// String says in one line what there is, by campaign.
func (m *Manifest) String() string {
	var list []string
	for _, code := range slices.Sorted(maps.Keys(m.Responses)) {
		list = append(list, fmt.Sprintf("%s %d", code, m.Responses[code].Count))
	}
	return fmt.Sprintf("%d responses (%s) and %d records", m.Total(), strings.Join(list, ", "), m.TotalRecords())
}
