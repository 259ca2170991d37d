package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"

	"github.com/klauspost/compress/zstd"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// Contents are what a backup reads of a store.
type Contents interface {
	Kinds(ctx context.Context) ([]string, error)
	List(ctx context.Context, kind string) iter.Seq2[store.Record, error]
	Responses(ctx context.Context, scope survey.Scope) iter.Seq2[*survey.Response, error]
}

// A Source is what a backup is made of.
type Source struct {
	Contents
	Header
	// Still tells that nobody writes meanwhile, as in a snapshot.
	Still bool
	// Skip are the kinds that are left out.
	Skip []string
	// Growing are kinds of any number of records that are made once and never
	// changed. They are read once.
	Growing []string
	// Step, if set, hears of every so many responses.
	Step func(n int)
}

// Write writes a backup and returns what is in it. After an error what was
// written is no backup, and reads as damaged.
func (s Source) Write(ctx context.Context, w io.Writer) (_ *Manifest, err error) {
	sealed, err := newSealer(w)
	if err != nil {
		return nil, fmt.Errorf("write backup: %w", err)
	}
	z, err := zstd.NewWriter(sealed, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(window))
	if err != nil {
		return nil, fmt.Errorf("write backup: %w", err)
	}
	s.Format = Format
	b := &body{frames: frameWriter{w: z}, manifest: newManifest(), step: s.Step}
	b.manifest.Header = s.Header
	if err := errors.Join(s.fill(ctx, b), z.Close()); err != nil {
		return nil, fmt.Errorf("write backup: %w", err)
	}
	if err := sealed.seal(); err != nil {
		return nil, fmt.Errorf("write backup: %w", err)
	}
	return b.manifest, nil
}

// window is how far back (bytes) the compression looks, and so the least that
// reading needs of memory.
const window = 4 << 20

func (s Source) fill(ctx context.Context, b *body) error {
	if err := b.json(headerFrame, s.Header); err != nil {
		return err
	}
	if err := s.records(ctx, b); err != nil {
		return err
	}
	for _, code := range b.campaigns {
		if err := s.responses(ctx, b, code); err != nil {
			return err
		}
	}
	return b.json(manifestFrame, b.manifest)
}

// records writes the registry: what changes as it was at one moment, then what
// only grows.
func (s Source) records(ctx context.Context, b *body) error {
	moving, growing, err := s.kinds(ctx)
	if err != nil {
		return err
	}
	if s.Still {
		err = s.each(ctx, moving, b.record)
	} else {
		err = s.settled(ctx, b)
	}
	if err != nil {
		return err
	}
	return s.each(ctx, growing, b.record)
}

func (s Source) kinds(ctx context.Context) (moving, growing []string, err error) {
	all, err := s.Kinds(ctx)
	for _, kind := range all {
		switch {
		case kind == string(marks) || slices.Contains(s.Skip, kind):
		case slices.Contains(s.Growing, kind):
			growing = append(growing, kind)
		default:
			moving = append(moving, kind)
		}
	}
	return moving, growing, err
}

func (s Source) each(ctx context.Context, kinds []string, do func(*record) error) error {
	for _, kind := range kinds {
		for r, err := range s.List(ctx, kind) {
			if err == nil {
				err = do(&record{kind, r.ID, r.Value})
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// readings is how often records are read before a backup gives up: an office
// rests for the part of a second that two readings take.
const readings = 20

// settled writes the records as they were between two readings that agree.
// Reading one kind after the other could find a head without its event.
func (s Source) settled(ctx context.Context, b *body) error {
	var before map[string]Part
	for range readings {
		kept, parts := []record{}, map[string]Part{}
		moving, _, err := s.kinds(ctx)
		if err != nil {
			return err
		}
		err = s.each(ctx, moving, func(r *record) error {
			count(parts, r.kind, appendRecord(nil, r))
			kept = append(kept, *r)
			return nil
		})
		if err != nil {
			return err
		}
		if before != nil && len(differences("", before, parts)) == 0 {
			return b.records(kept)
		}
		before = parts
	}
	return ErrMoving
}

// always is every day that a response can have.
func always(campaign string) survey.Scope {
	return survey.Scope{Campaign: campaign, From: math.MinInt32, To: math.MaxInt32}
}

func (s Source) responses(ctx context.Context, b *body, campaign string) error {
	b.manifest.Responses[campaign] = Part{} // also where there is none
	for r, err := range s.Responses(ctx, always(campaign)) {
		if err == nil {
			err = b.response(r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// A body is the frames of a backup as they are written.
type body struct {
	frames    frameWriter
	manifest  *Manifest
	campaigns []string
	step      func(int)
	buf       []byte
}

func (b *body) json(kind byte, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return b.frames.write(kind, text)
}

func (b *body) records(list []record) error {
	for i := range list {
		if err := b.record(&list[i]); err != nil {
			return err
		}
	}
	return nil
}

// record writes a record, and learns from it which campaigns there are.
func (b *body) record(r *record) error {
	if r.kind == string(store.Campaigns) {
		var c survey.Campaign
		if err := json.Unmarshal(r.value, &c); err != nil {
			return fmt.Errorf("campaign %s: %w", r.id, err)
		}
		b.campaigns = append(b.campaigns, c.Code)
	}
	b.buf = appendRecord(b.buf[:0], r)
	count(b.manifest.Records, r.kind, b.buf)
	return b.frames.write(recordFrame, b.buf)
}

func (b *body) response(r *survey.Response) error {
	b.buf = appendResponse(b.buf[:0], r)
	count(b.manifest.Responses, r.Campaign, b.buf)
	if b.step != nil {
		b.step(1)
	}
	return b.frames.write(responseFrame, b.buf)
}
