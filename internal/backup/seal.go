package backup

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
)

// magic stands at the very beginning, in plain letters, with the Format.
const (
	magic   = "HAILONG-BACKUP "
	opening = magic + "1\n"
)

// A sealer hashes what passes, so that the hash can end the file.
type sealer struct {
	w   io.Writer
	sum hash.Hash
}

func newSealer(w io.Writer) (*sealer, error) {
	s := &sealer{w, sha256.New()}
	_, err := io.WriteString(s, opening)
	return s, err
}

func (s *sealer) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	s.sum.Write(p[:n])
	return n, err
}

// seal ends the file.
func (s *sealer) seal() error {
	_, err := s.w.Write(s.sum.Sum(nil))
	return err
}

// An unsealer reads all but the hash at the end, and hashes it.
type unsealer struct {
	r   *bufio.Reader
	sum hash.Hash
}

const ahead = 64 << 10

// newUnsealer reads the opening.
func newUnsealer(r io.Reader) (*unsealer, error) {
	u := &unsealer{bufio.NewReaderSize(r, ahead+sha256.Size), sha256.New()}
	line, err := u.r.Peek(len(opening))
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, err
	case !bytes.HasPrefix(line, []byte(magic)):
		return nil, ErrForeign
	case string(line) != opening:
		if len(line) == len(opening) && line[len(magic)] > '1' && line[len(magic)] <= '9' {
			return nil, ErrNewer
		}
		return nil, ErrDamaged
	}
	_, err = io.CopyN(io.Discard, u, int64(len(opening)))
	return u, err
}

func (u *unsealer) Read(p []byte) (int, error) {
	window, err := u.r.Peek(min(len(p), ahead) + sha256.Size)
	n := len(window) - sha256.Size
	if n <= 0 {
		if err == nil || errors.Is(err, io.EOF) {
			err = io.EOF
		}
		return 0, err
	}
	copy(p, window[:n])
	u.sum.Write(window[:n])
	_, err = u.r.Discard(n)
	return n, err
}

// verify wants nothing more but the right hash.
func (u *unsealer) verify() error {
	if n, err := io.Copy(io.Discard, u); err != nil || n > 0 {
		return fmt.Errorf("%d bytes after the end: %w", n, errors.Join(err, io.ErrUnexpectedEOF))
	}
	end, err := io.ReadAll(u.r)
	if err != nil {
		return err
	}
	if !bytes.Equal(end, u.sum.Sum(nil)) {
		return errors.New("its SHA-256 is another")
	}
	return nil
}
