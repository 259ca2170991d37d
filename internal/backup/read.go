package backup

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"

	"hailong/internal/survey"
)

// A sink takes what stands in a backup, in its order.
type sink interface {
	header(Header) error
	record(record) error
	response(survey.Response) error
}

// Check reads a whole backup, proves every byte of it, and returns what it
// holds. Errors: ErrForeign, ErrNewer, ErrDamaged.
func Check(ctx context.Context, r io.Reader, step func(n int)) (*Manifest, error) {
	return read(ctx, r, &checking{step})
}

// A checking looks at everything and keeps nothing.
type checking struct{ step func(int) }

func (*checking) header(Header) error { return nil }
func (*checking) record(record) error { return nil }

func (c *checking) response(survey.Response) error {
	if c.step != nil {
		c.step(1)
	}
	return nil
}

// read gives a backup to a sink. Whatever is wrong with the file is ErrDamaged;
// an error of the sink stays its own.
func read(ctx context.Context, r io.Reader, to sink) (*Manifest, error) {
	sealed, err := newUnsealer(r)
	if err != nil {
		return nil, damaged(err)
	}
	z, err := zstd.NewReader(sealed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(2*window))
	if err != nil {
		return nil, damaged(err)
	}
	defer z.Close()
	p := parser{to: to, found: newManifest()}
	if err := p.run(ctx, &frameReader{r: bufio.NewReaderSize(z, ahead)}); err != nil {
		return nil, err
	}
	if err := sealed.verify(); err != nil {
		return nil, damaged(err)
	}
	return p.manifest, nil
}

// damaged says that the file is at fault, unless it says so already.
func damaged(err error) error {
	for _, own := range []error{ErrForeign, ErrNewer, ErrDamaged} {
		if errors.Is(err, own) {
			return err
		}
	}
	return fmt.Errorf("%w (%w)", ErrDamaged, err)
}

// A parser holds the frames to their order.
type parser struct {
	to       sink
	begun    bool
	header   Header
	found    *Manifest
	manifest *Manifest // set by the last frame
}

func (p *parser) run(ctx context.Context, frames *frameReader) error {
	for {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("read backup: %w", err)
		}
		kind, payload, err := frames.next()
		if errors.Is(err, io.EOF) && p.manifest != nil {
			return nil
		}
		if err != nil {
			return damaged(noEnd(err))
		}
		if err := p.frame(kind, payload); err != nil {
			return err
		}
	}
}

func (p *parser) frame(kind byte, payload []byte) error {
	if p.manifest != nil || p.begun == (kind == headerFrame) {
		return damaged(fmt.Errorf("frame %q out of its place", kind))
	}
	switch kind {
	case headerFrame:
		return p.head(payload)
	case recordFrame:
		r, err := decodeRecord(payload)
		if err != nil {
			return damaged(err)
		}
		count(p.found.Records, r.kind, payload)
		return p.to.record(r)
	case responseFrame:
		r, err := decodeResponse(payload)
		if err != nil {
			return damaged(err)
		}
		count(p.found.Responses, r.Campaign, payload)
		return p.to.response(r)
	case manifestFrame:
		return p.end(payload)
	}
	return ErrNewer
}

func (p *parser) head(payload []byte) error {
	if err := json.Unmarshal(payload, &p.header); err != nil {
		return damaged(err)
	}
	if p.header.Format != Format {
		return ErrNewer
	}
	p.begun = true
	return p.to.header(p.header)
}

// end compares what was found with what the manifest says.
func (p *parser) end(payload []byte) error {
	m := newManifest()
	d := json.NewDecoder(bytes.NewReader(payload))
	if err := d.Decode(m); err != nil {
		return damaged(err)
	}
	m.Header = p.header
	if list := m.Differences(p.found); len(list) > 0 {
		return damaged(errors.New(list[0]))
	}
	p.manifest = m
	return nil
}
