package backup

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The types of frames.
const (
	headerFrame   = 'h'
	recordFrame   = 'k'
	responseFrame = 'r'
	manifestFrame = 'm'
)

// maxFrame bounds a payload (bytes), so that a false length does not fill the
// memory. No engine keeps a larger record: MongoDB stops at 16 MiB.
const maxFrame = 64 << 20

// A frameWriter writes frames; the first error stays.
type frameWriter struct {
	w    io.Writer
	head []byte
}

func (f *frameWriter) write(kind byte, payload []byte) error {
	if len(payload) > maxFrame {
		return fmt.Errorf("a record of %d bytes is too large for a backup", len(payload))
	}
	f.head = binary.AppendUvarint(append(f.head[:0], kind), uint64(len(payload)))
	if _, err := f.w.Write(f.head); err != nil {
		return err
	}
	_, err := f.w.Write(payload)
	return err
}

// A frameReader reads them back into one buffer.
type frameReader struct {
	r   *bufio.Reader
	buf bytes.Buffer
}

// next returns a frame, valid until the next call, or io.EOF after the last.
func (f *frameReader) next() (kind byte, payload []byte, err error) {
	if kind, err = f.r.ReadByte(); err != nil {
		return 0, nil, err
	}
	n, err := binary.ReadUvarint(f.r)
	if err != nil {
		return 0, nil, noEnd(err)
	}
	if n > maxFrame {
		return 0, nil, fmt.Errorf("a frame of %d bytes", n)
	}
	f.buf.Reset()
	// Copied as it comes: a length alone reserves nothing.
	if _, err := io.CopyN(&f.buf, f.r, int64(n)); err != nil {
		return 0, nil, noEnd(err)
	}
	return kind, f.buf.Bytes(), nil
}

// noEnd makes an end in the middle of something an error of its own.
func noEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
