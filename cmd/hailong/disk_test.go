package main

import (
	"errors"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A disk is one that a test can fill up and give room again.
type disk struct {
	dir  string // for data
	fill func(*child)
	free func()
}

// smallDisk is a file system of some megabytes in memory, for whoever may mount one.
func smallDisk(t *testing.T) (disk, bool) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=12m"); err != nil {
		t.Logf("no small disk here, only refused writes: %v", err)
		return disk{}, false
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	ballast := filepath.Join(dir, "ballast")
	return disk{
		dir:  filepath.Join(dir, "data"),
		fill: func(*child) { fillUp(t, ballast) },
		free: func() { t.Helper(); must(t, os.Remove(ballast)) },
	}, true
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fillUp writes a file until the disk takes no more.
func fillUp(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	must(t, err)
	defer f.Close()
	zeros := make([]byte, 4096)
	for err == nil {
		_, err = f.Write(zeros)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("got %v, want a full disk", err)
	}
}

// refusing is a disk that the kernel says is full, for whoever may trace.
func refusing(t *testing.T) disk {
	tracing(t)
	var tr *tracer
	return disk{
		dir:  newDir(t),
		fill: func(c *child) { tr = c.inject("pwrite64", "ENOSPC") },
		free: func() { tr.end() },
	}
}

func TestAFullDiskIsSaidClearlyAndHealsByItself(t *testing.T) {
	t.Run("small disk", func(t *testing.T) {
		if d, may := smallDisk(t); may {
			aFullDiskIsSaidClearlyAndHealsByItself(t, d)
		}
	})
	t.Run("refused writes", func(t *testing.T) { aFullDiskIsSaidClearlyAndHealsByItself(t, refusing(t)) })
}

func aFullDiskIsSaidClearlyAndHealsByItself(t *testing.T, d disk) {
	token := newToken(t, d.dir)
	c := serve(t, d.dir, "HAILONG_ADMIN_PASSWORD="+password)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the service (%v) said: %s", c.cmd.ProcessState, c.stderr.String())
		}
	})
	office, citizen := newCaller(t, c.ready.Address), newCaller(t, c.ready.Address)
	office.login(password)
	all := make(map[string]string)
	var sum balance
	for round := range rounds(t, "HAILONG_TEST_FULL_DISKS", 2) {
		l := submitPatiently(t, c.ready.Address, name("dia-day", round), 8)
		l.begun()
		d.fill(c)
		eventually(t, "the full disk took everything", func() bool { _, away := l.figures(); return away > 8 })
		form := whileFull(t, citizen, office, token)
		d.free()
		healed(t, citizen, form)
		acked, _ := l.figures()
		eventually(t, "nothing was acknowledged again", func() bool { now, _ := l.figures(); return now > acked+8 })
		l.wait()
		b := stored(citizen, token).balance(l.receipts)
		if b.lost > 0 || b.duplicated > 0 || b.unanswered > 0 {
			t.Errorf("round %d: %v", round+1, b)
		}
		sum = sum.plus(b)
		maps.Copy(all, l.receipts)
	}
	resend(t, citizen, all)
	c.stop()
	sound(t, d.dir)
	t.Logf("full disks: %v", sum)
}

// whileFull wants what people are told on a full disk, and everything that is only read to
// be there. It returns the form that was refused.
func whileFull(t *testing.T, citizen, office *caller, token string) url.Values {
	t.Helper()
	start := time.Now()
	eventually(t, "/readyz never turned red", func() bool { return citizen.get("/readyz").status == 503 })
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("/readyz turned red after %v, want 5 s at most", took)
	}
	found := keyField.FindStringSubmatch(citizen.get("/s/DEMO").body)
	if found == nil {
		t.Fatal("no form on a full disk")
	}
	// More than the log has room for, whatever is left in it.
	sent := url.Values{"key": {found[1]}, "HL0": {"5"}, "comment": {"Cán bộ rất nhiệt tình"}, "lang": {"vi"}}
	var kept reply
	eventually(t, "the form was not refused", func() bool {
		sent.Set("key", found[1][:24]+key8())
		kept = inTime(t, citizen, func() reply { return citizen.postForm("/s/DEMO", sent) })
		return kept.status == 503
	})
	kept.wants(t, 503, "Cán bộ rất nhiệt tình", sent.Get("key"), "Chưa ghi nhận được ý kiến")
	if strings.Contains(kept.body, "Cảm ơn ông/bà đã") {
		t.Error("an answer that is not stored is thanked for")
	}
	office.get("/office?campaign=demo-short").wants(t, 200, "demo-short")
	citizen.get("/results").wants(t, 200)
	citizen.get("/healthz").wants(t, 200)
	citizen.must(citizen.send("GET", "/api/v1/index?campaign=demo-short", token, "", "")).wants(t, 200)
	return sent
}

// key8 are eight digits of a key.
func key8() string {
	const digits = "0123456789abcdef"
	b := make([]byte, 8)
	for i := range b {
		b[i] = digits[rand.IntN(len(digits))]
	}
	return string(b)
}

// healed wants the service well again with the space, without anybody's help,
// and the form that was refused to be stored.
func healed(t *testing.T, citizen *caller, form url.Values) {
	t.Helper()
	start := time.Now()
	eventually(t, "/readyz never turned green", func() bool { return citizen.get("/readyz").status == 200 })
	took := time.Since(start)
	if took > 5*time.Second {
		t.Errorf("/readyz turned green after %v, want 5 s at most", took)
	}
	t.Logf("/readyz green after %v", took.Round(time.Millisecond))
	citizen.postForm("/s/DEMO", form).wants(t, 200, "Cảm ơn")
}

func TestAfterADiskErrorNothingIsAcknowledgedAndTheServiceEnds(t *testing.T) {
	tracing(t)
	dir := newDir(t)
	token := newToken(t, dir)
	all := make(map[string]string)
	var sum balance
	const submitters = 20
	n := rounds(t, "HAILONG_TEST_DISK_ERRORS", 2)
	for round := range n {
		c := serve(t, dir)
		l := submitPatiently(t, c.ready.Address, name("dia-hong", round), submitters)
		l.begun()
		pause(rand.N(300 * time.Millisecond))
		tr := c.inject("fsync,fdatasync", "EIO")
		before, _ := l.figures()
		code, took := c.exit()
		said{code, "", lastLine(c.stderr.String())}.fails(t, "hailong: the disk reported an error", "nothing more is accepted", "Check the disk, then start again")
		if took > 10*time.Second {
			t.Errorf("it ended %v after the error, want 10 s at most", took)
		}
		l.wait()
		tr.end()
		// Those that were on their way are one a submitter.
		if after, _ := l.figures(); after > before+submitters {
			t.Errorf("%d acknowledged after the first error, want none", after-before)
		}
		sound(t, dir)

		c = serve(t, dir)
		caller := newCaller(t, c.ready.Address)
		b := stored(caller, token).balance(l.receipts)
		sum = sum.plus(b)
		if b.lost > 0 || b.duplicated > 0 {
			t.Errorf("round %d: %v", round+1, b)
		}
		resend(t, caller, l.receipts)
		maps.Copy(all, l.receipts)
		stored(caller, token).exactly(t, all)
		c.stop()
	}
	t.Logf("%d disk errors: %v", n, sum)
}

func lastLine(text string) string {
	text = strings.TrimSpace(text)
	return text[strings.LastIndexByte(text, '\n')+1:] + "\n"
}
