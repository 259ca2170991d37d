package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"hailong/internal/config"
	"hailong/internal/period"
	"hailong/internal/survey"
)

// sealedHead is what verify says of a sound chain.
var sealedHead = regexp.MustCompile(`what was sealed is unchanged: head (\d+:[0-9a-f]{64}), (\d+) receipts sealed, (\d+) waiting`)

// nightOf starts the service on a store, lets its night come and stops it.
func nightOf(t *testing.T, dir string, before func(*program)) {
	t.Helper()
	c := &config.Config{Addr: "127.0.0.1:0", DataDir: dir, MetricsAddr: config.Off, LogLevel: "info"}
	if location(dir).database() {
		c.MongoDBURI = dir
	}
	var out, log journal
	p, err := start(c, streams{t.Context(), &out, &log})
	if err != nil {
		t.Fatal(err)
	}
	defer p.stop()
	before(p)
	p.doChores(t.Context())
	if strings.Contains(log.String(), `"level":"ERROR"`) {
		t.Error(log.String())
	}
}

// yesterdays are responses with receipts of the day before the last.
func yesterdays(n int) []survey.Response {
	var batch []survey.Response
	for i := range n {
		key := fmt.Sprint("hôm kia ", i)
		batch = append(batch, survey.Response{
			ID: survey.IDOf("demo-short", key), Campaign: "demo-short", Date: period.Today(time.Now()) - 2, Template: survey.Ref{Code: "short", Version: 1},
			Unit: "ninh-giang", Place: "trung-tam", Counter: "1", Channel: survey.ChannelQR, Answers: make(survey.Answers, 8), Receipt: survey.ReceiptOf("demo-short", key),
		})
	}
	return batch
}

func TestWhatWasSealedIsHeldToTheStore(t *testing.T) { everywhere(t, sealedIsHeldToTheStore) }

func sealedIsHeldToTheStore(t *testing.T, dir string) {
	nightOf(t, dir, func(p *program) {
		if _, err := p.store.Insert(t.Context(), yesterdays(15)); err != nil {
			t.Fatal(err)
		}
	})
	found := sealedHead.FindStringSubmatch(command(t, dir, "verify").stdout)
	if found == nil || found[2] != "15" || found[3] != "0" {
		t.Fatalf("verify says %q", found)
	}
	head := found[1]
	command(t, dir, "verify", "--seal-head", head).works(t, head)
	for args, want := range map[string]string{
		"1:" + strings.Repeat("0", 64): "seal 1: is not the one that was written down as the head",
		"9" + head[1:]:                 "seal 2: the entries up to 9 are missing",
		"nonsense":                     `--seal-head "nonsense": write the number and the hash`,
		"1:xyz":                        `--seal-head: hash "xyz": want 64 hexadecimal digits`,
	} {
		if got := command(t, dir, "verify", "--seal-head", args); got.code != 1 || !strings.Contains(got.stderr, want) {
			t.Errorf("--seal-head %s: exit code %d, %q, want %q", args, got.code, got.stderr, want)
		}
	}
	copied := newDir(t)
	command(t, "", "copy", "--from", dir, "--to", copied).works(t)
	command(t, copied, "verify", "--seal-head", head).works(t, head, "15 receipts sealed")

	s, err := connect(t.Context(), location(copied))
	if err != nil {
		t.Fatal(err)
	}
	more := yesterdays(16)[15:]
	if _, err := s.Insert(t.Context(), more); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	got := command(t, copied, "verify")
	want := fmt.Sprintf("responses of demo-short on %s: 15 were sealed, 16 are stored", more[0].Date)
	if got.code != 1 || !strings.Contains(got.stdout, want) || !strings.Contains(got.stderr, "not what was sealed") {
		t.Errorf("exit code %d, %q, %q, want %q", got.code, got.stdout, got.stderr, want)
	}
}

func TestADemoOnASealedStoreIsNoTampering(t *testing.T) {
	dir := newDir(t)
	nightOf(t, dir, func(p *program) {
		if _, err := p.store.Insert(t.Context(), yesterdays(12)); err != nil {
			t.Fatal(err)
		}
	})
	command(t, dir, "demo", "--responses", "200").works(t)
	command(t, dir, "verify").works(t, "were changed by a command and will be sealed anew in the coming night", "what was sealed is unchanged")
}
