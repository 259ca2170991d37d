package backup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"

	"hailong/internal/store"
	"hailong/internal/survey"
)

func check(b []byte) error {
	_, err := Check(context.Background(), bytes.NewReader(b), nil)
	return err
}

func TestAFlippedByteAnywhereIsFound(t *testing.T) {
	s := embedded(t)
	furnish(t, s, 30)
	b, _ := written(t, s, "one")
	must(t, check(b))
	for at := range b {
		for _, bit := range []byte{1, 0x80} {
			b[at] ^= bit
			err := check(b)
			if !errors.Is(err, ErrDamaged) && !(at < len(opening) && (errors.Is(err, ErrForeign) || errors.Is(err, ErrNewer))) {
				t.Fatalf("byte %d of %d: %v", at, len(b), err)
			}
			b[at] ^= bit
		}
	}
}

func TestACutAnywhereIsFound(t *testing.T) {
	s := embedded(t)
	furnish(t, s, 30)
	b, _ := written(t, s, "one")
	for n := range b {
		err := check(b[:n])
		if !errors.Is(err, ErrDamaged) && !(n < len(opening) && errors.Is(err, ErrForeign)) {
			t.Fatalf("the first %d bytes of %d: %v", n, len(b), err)
		}
	}
	if err := check(append(b, 0)); !errors.Is(err, ErrDamaged) {
		t.Errorf("a byte too many: %v", err)
	}
}

func TestWhatIsNoBackupIsSaidToBeNone(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "text": "Kính gửi Ủy ban nhân dân", "SQLite": "SQLite format 3\x00", "gzip": "\x1f\x8b\x08"} {
		if err := check([]byte(text)); !errors.Is(err, ErrForeign) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// forged is a whole file of given frames.
func forged(t testing.TB, frames ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	sealed, err := newSealer(&b)
	must(t, err)
	z, err := zstd.NewWriter(sealed, zstd.WithEncoderConcurrency(1))
	must(t, err)
	f := frameWriter{w: z}
	for _, frame := range frames {
		must(t, f.write(frame[0], []byte(frame[1:])))
	}
	must(t, errors.Join(z.Close(), sealed.seal()))
	return b.Bytes()
}

func TestAFileThatIsWholeAndWrongIsRefused(t *testing.T) {
	head := `h{"format":1,"id":"x"}`
	r := survey.Response{ID: survey.IDOf("a", "b"), Campaign: "a"}
	response := "r" + string(appendResponse(nil, &r))
	for _, c := range []struct {
		name   string
		frames []string
		want   error
	}{
		{"nothing", nil, ErrDamaged},
		{"no header", []string{response}, ErrDamaged},
		{"two headers", []string{head, head}, ErrDamaged},
		{"no manifest", []string{head, response}, ErrDamaged},
		{"a manifest of more", []string{head, `m{"responses":{"a":{"count":2,"hash":"` + strings.Repeat("0", 64) + `"}}}`}, ErrDamaged},
		{"a manifest of less", []string{head, response, `m{}`}, ErrDamaged},
		{"a manifest with another hash", []string{head, response, `m{"responses":{"a":{"count":1,"hash":"` + strings.Repeat("0", 64) + `"}}}`}, ErrDamaged},
		{"a manifest with no hash", []string{head, response, `m{"responses":{"a":{"count":1,"hash":"x"}}}`}, ErrDamaged},
		{"something after the manifest", []string{head, `m{}`, response}, ErrDamaged},
		{"a record of no kind", []string{head, "k"}, ErrDamaged},
		{"a header that is none", []string{"hx"}, ErrDamaged},
		{"a newer header", []string{`h{"format":2}`}, ErrNewer},
		{"a newer frame", []string{head, "zx"}, ErrNewer},
		{"a newer field", []string{head, "r\x63\x01a"}, ErrNewer},
		{"a newer field of a record", []string{head, "k\x01\x01a\x63\x01a"}, ErrNewer},
		{"fields out of order", []string{head, "r\x05\x01a\x04\x01a"}, ErrDamaged},
		{"an id too short", []string{head, "r\x01\x01a"}, ErrDamaged},
		{"a field longer than its frame", []string{head, "r\x02\x7fa"}, ErrDamaged},
		{"a zero written out", []string{head, "r\x0a\x01\x00"}, ErrDamaged},
		{"a day out of all calendars", []string{head, "r\x0a\x06\xff\xff\xff\xff\xff\x01"}, ErrDamaged},
	} {
		if err := check(forged(t, c.frames...)); !errors.Is(err, c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
	must(t, check(forged(t, head, `m{}`)))
}

func TestALengthAloneReservesNoMemory(t *testing.T) {
	var b bytes.Buffer
	sealed, err := newSealer(&b)
	must(t, err)
	z, err := zstd.NewWriter(sealed)
	must(t, err)
	_, err = z.Write([]byte("h\xff\xff\xff\xff\xff\xff\xff\xff\x7f"))
	must(t, errors.Join(err, z.Close(), sealed.seal()))
	if err := check(b.Bytes()); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func anyResponse(t *rapid.T) survey.Response {
	text := rapid.StringN(0, 30, 90)
	r := survey.Response{
		Template: survey.Ref{Code: text.Draw(t, "template"), Version: int(rapid.Int32Range(0, 1000).Draw(t, "version"))},
		Campaign: text.Draw(t, "campaign"), Unit: text.Draw(t, "unit"), Place: text.Draw(t, "place"), Counter: text.Draw(t, "counter"),
		Channel: survey.Channel(text.Draw(t, "channel")), Field: text.Draw(t, "field"),
		Date: survey.Date(rapid.Int32().Draw(t, "date")), Comment: text.Draw(t, "comment"),
		Flags: survey.Flags(rapid.Uint16().Draw(t, "flags")),
	}
	copy(r.ID[:], rapid.SliceOfN(rapid.Byte(), len(r.ID), len(r.ID)).Draw(t, "id"))
	if cells := rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "answers"); len(cells) > 0 {
		r.Answers = cells
	}
	return r
}

func TestAResponseIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyResponse(t)
		b := appendResponse(nil, &r)
		got, err := decodeResponse(b)
		if err != nil {
			t.Fatal(err)
		}
		if again := appendResponse(nil, &got); !bytes.Equal(again, b) || got.Date != r.Date || got.Flags != r.Flags || got.Comment != r.Comment || got.ID != r.ID {
			t.Errorf("got %+v\nwant %+v", got, r)
		}
	})
}

// A field that is added later and is empty leaves the bytes, and so the hashes,
// of backups that were made before it.
func TestTheBytesOfAResponseOfTheFirstFormatNeverChange(t *testing.T) {
	r := given(1)[0]
	r.Comment, r.Counter, r.Field, r.Unit = "tốt", "quay-1", "HOTICH", "ninh-giang"
	const want = "011077bd2700a819c9363934b0bed978ed5d020466756c6c030102040161050a6e696e682d6769616e67060a7472756e672074c3a26d0706717561792d31080271720906484f544943480a03eec3020b030000000c0574e1bb9174"
	if got := hex.EncodeToString(appendResponse(nil, &r)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The reader takes whatever is there without falling over; what it takes as
// whole has the hash at its end.
func FuzzReader(f *testing.F) {
	s := embedded(f)
	must(f, store.Campaigns.Create(f.Context(), s, "a", survey.Campaign{Code: "a"}))
	insert(f, s, []survey.Response{{ID: survey.IDOf("a", "1"), Campaign: "a", Answers: survey.Answers{5}}})
	b, _ := written(f, s, "one")
	f.Add(b)
	f.Add(b[:len(b)/2])
	f.Add([]byte(opening))
	f.Add(forged(f, `h{"format":1}`, "r\x0a\x01\x02", `m{}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if check(b) != nil {
			return
		}
		n := len(b) - sha256.Size
		if sum := sha256.Sum256(b[:n]); !bytes.Equal(sum[:], b[n:]) {
			t.Errorf("took a file that is not what its hash says: %q", b)
		}
	})
}

// Equal responses are equal bytes, whatever bytes they were read from.
func FuzzResponse(f *testing.F) {
	r := given(1)[0]
	f.Add(appendResponse(nil, &r))
	f.Add([]byte("\x0a\x01\x02"))
	f.Add([]byte("\x0a\x02\x82\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := decodeResponse(b)
		if err != nil {
			return
		}
		if again := appendResponse(nil, &r); r.ID != (survey.ID{}) && !bytes.Equal(again, b) {
			t.Errorf("got %x from %x", again, b)
		}
	})
}
