package tally

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"hailong/internal/survey"
)

func encoded(f fataler) []byte {
	f.Helper()
	list := responses(sample(1))
	for i := range list {
		list[i].Date = monday
	}
	return packed(f, list, 1<<20)[0]
}

func TestEveryDamagedByteIsFound(t *testing.T) {
	good := encoded(t)
	for i := range good {
		for _, flip := range []byte{1, 0x80, 0xff} {
			bad := bytes.Clone(good)
			bad[i] ^= flip
			if s, err := DecodeSegment(bad); s != nil || !errors.Is(err, ErrDamaged) {
				t.Fatalf("byte %d: got %v, %v, want ErrDamaged", i, s, err)
			}
		}
		if s, err := DecodeSegment(good[:i]); s != nil || !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut at %d: got %v, %v, want ErrDamaged", i, s, err)
		}
	}
	if _, err := DecodeSegment(append(slices.Clip(good), 0)); !errors.Is(err, ErrDamaged) {
		t.Errorf("a byte more: %v, want ErrDamaged", err)
	}
	_, err := DecodeSegment([]byte("hlseg\x03 and something newer"))
	if err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "version 2") {
		t.Errorf("another version: %v, want one line that says so", err)
	}
}

// summed ends a body with its right sum, as somebody who knows the format would.
func summed(body string) []byte {
	b := []byte(body)
	return append(b, sumOf(b)...)
}

func TestWhatAPackerWouldNotWriteIsRefused(t *testing.T) {
	const (
		head  = magic + "\x01q\x0a" // campaign q, day 5
		texts = "\x03\x00\x01a\x01b"
	)
	block := func(place, rows string) string { return "\x00" + place + "\x00\x00\x00\x00" + rows }
	flagged := func(flags string) string { return flags + "\x01\x00\x00\x00\x00\x01" }
	section := func(width, blocks, rest string) string { return "\x01\x02" + width + blocks + rest }
	good := head + texts + "\x01" + section("\x02", "\x02", block("\x01", "\x01")+block("\x02", "\x01")+"1234")
	if s, err := DecodeSegment(summed(good)); err != nil || s.Rows() != 2 {
		t.Fatalf("the good one: %v, %v", s, err)
	}
	huge := strings.Repeat("\xff", 8) + "\x7f"
	for name, body := range map[string]string{
		"something behind it":          good + "\x00",
		"a long number":                magic + "\x81\x00q\x0a" + "\x00\x00",
		"a number without an end":      magic + strings.Repeat("\xff", 12),
		"a campaign longer than all":   magic + huge,
		"a day that is none":           magic + "\x01q" + huge + texts + "\x00",
		"more texts than bytes":        head + huge,
		"texts out of order":           head + "\x02\x01b\x01a\x00",
		"a text twice":                 head + "\x02\x01a\x01a\x00",
		"more sections than bytes":     head + texts + huge,
		"a text that is not there":     head + texts + "\x01" + section("\x02", "\x01", block("\x03", "\x01")+"12"),
		"a version that is none":       head + texts + "\x01\x01" + huge + "\x02\x01" + block("\x01", "\x01") + "12",
		"more cells than bytes":        head + texts + "\x01" + section(huge, "\x01", block("\x01", "\x01")+"12"),
		"too few cells":                head + texts + "\x01" + section("\x02", "\x01", block("\x01", "\x02")+"123"),
		"a block without rows":         head + texts + "\x01" + section("\x02", "\x01", block("\x01", "\x00")),
		"a section without blocks":     head + texts + "\x01" + section("\x02", "\x00", ""),
		"more blocks than bytes":       head + texts + "\x01" + section("\x02", huge, block("\x01", "\x01")),
		"blocks out of order":          head + texts + "\x01" + section("\x02", "\x02", block("\x02", "\x01")+block("\x01", "\x01")+"1234"),
		"a block twice":                head + texts + "\x01" + section("\x02", "\x02", block("\x01", "\x01")+block("\x01", "\x01")+"1234"),
		"flags that are none":          head + texts + "\x01" + section("\x02", "\x01", flagged("\x80\x80\x04")+"12"),
		"flags out of order":           head + texts + "\x01" + section("\x02", "\x02", flagged("\x02")+flagged("\x01")+"1234"),
		"a segment of version 1":       "hlseg\x01\x01q\x0a" + texts + "\x01" + section("\x02", "\x01", "\x01\x00\x00\x00\x00\x0112"),
		"no section at all":            head + texts + "\x00",
		"a section twice":              head + texts + "\x02" + section("\x01", "\x01", block("\x01", "\x01")+"1") + section("\x01", "\x01", block("\x02", "\x01")+"1"),
		"rows without cells, too many": head + texts + "\x01" + section("\x00", "\x01", block("\x01", huge)),
		"too many in two blocks": head + texts + "\x01" +
			section("\x00", "\x02", block("\x01", "\x80\x80\x80\x80\x04")+block("\x02", "\x80\x80\x80\x80\x04")),
	} {
		if s, err := DecodeSegment(summed(body)); s != nil || !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: got %v, %v, want ErrDamaged", name, s, err)
		}
	}
}

func FuzzDecodeSegment(f *testing.F) {
	good := encoded(f)
	f.Add(good[:len(good)-sumSize])
	for _, list := range [][]survey.Response{
		{{Campaign: "quy-4", Date: monday}},
		{{Campaign: "quy-4", Date: monday, Answers: survey.Answers{255, 0}, Field: "Đ"}, {Campaign: "quy-4", Date: monday, Template: survey.Ref{Code: "mau", Version: -1}}},
	} {
		b := packed(f, list, 1<<20)[0]
		f.Add(b[:len(b)-sumSize])
	}
	f.Add([]byte(magic + "\x01q\x0a\x01\x00\x01\x00\x02\x00\x01\x00\x00\x00\x00\x00\x00\x80\x80\x80\x80\x04"))
	f.Fuzz(func(t *testing.T, body []byte) {
		_, _ = DecodeSegment(body) // its own sum, if any
		s, err := DecodeSegment(summed(string(body)))
		if err != nil {
			if !errors.Is(err, ErrDamaged) || strings.Contains(err.Error(), "\n") {
				t.Fatalf("error %v", err)
			}
			return
		}
		m := sample(1)
		g, err := m.Group("A3", "truc-tuyen")
		if err != nil {
			t.Fatal(err)
		}
		// It may be refused, but what is counted are its rows.
		p := NewPiles(m, By(m, Field))
		whole := New(m)
		if p.Add(s, &survey.Scope{Campaign: s.campaign, From: s.date, To: s.date}) == nil {
			if err := p.Into(whole); err != nil || whole.Responses != int64(s.Rows()) {
				t.Fatalf("counted %d of %d rows, %v", whole.Responses, s.Rows(), err)
			}
		}
		if s.Rows() > 1<<20 {
			return // rows without cells: few bytes may hold very many
		}
		_ = p.Add(s, &survey.Scope{Campaign: s.campaign, From: s.date, To: s.date, Groups: []survey.Group{g}})
		again := NewPacker(s.campaign, s.date)
		for r := range rows(s) {
			if err := again.Add(&r); err != nil {
				t.Fatal(err)
			}
		}
		back := segments(t, slices.Collect(again.Encode(1<<30)))
		if len(back) != 1 || back[0].Rows() != s.Rows() {
			t.Fatalf("packed again it is %d segments", len(back))
		}
	})
}
