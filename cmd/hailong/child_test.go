package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// childEnv makes the test binary be the program itself, so that tests can kill
// it without building another binary.
const childEnv = "HAILONG_TEST_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childEnv) {
	case "":
	case peerChild:
		servePeer()
	default:
		allowTracing()
		main()
	}
	// The tests set what they mean; the environment of who runs them is nothing.
	for _, e := range os.Environ() {
		if name, _, _ := strings.Cut(e, "="); strings.HasPrefix(name, "HAILONG_") && !strings.HasPrefix(name, "HAILONG_TEST_") {
			os.Unsetenv(name)
		}
	}
	goleak.VerifyTestMain(m)
}

// rounds is how often a test is to be repeated: as often as a variable says, or
// else as the gate can afford.
func rounds(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is %q, want a number from 1", variable, text)
	}
	return n
}

// password is what the tests set with HAILONG_ADMIN_PASSWORD.
const password = "mat-khau-cua-bai-thu"

// A child is the program in a process of its own.
type child struct {
	t      testing.TB
	cmd    *exec.Cmd
	stdout journal
	stderr journal
	gone   chan struct{} // closed once the process has been reaped
	ready  readyLine
}

// A readyLine is the line that the program logs once it answers.
type readyLine struct{ Msg, Address, Listening, Metrics string }

func (r *readyLine) read(log string) bool {
	for line := range strings.Lines(log) {
		if json.Unmarshal([]byte(line), r) == nil && r.Msg == "ready" {
			return true
		}
	}
	return false
}

// launch starts the program on a folder or a database and waits for nothing.
// Settings are NAME=value.
func launch(t testing.TB, dir string, args []string, settings ...string) *child {
	t.Helper()
	return launchUnder(t, nil, dir, args, settings...)
}

// launchUnder starts the program with another in front of it, which must become it.
func launchUnder(t testing.TB, front []string, dir string, args []string, settings ...string) *child {
	t.Helper()
	c := &child{t: t, gone: make(chan struct{})}
	words := append(append(front[:len(front):len(front)], os.Args[0]), args...)
	c.cmd = exec.Command(words[0], words[1:]...)
	c.cmd.Env = append(os.Environ(), childEnv+"=1", settingOf(dir),
		"HAILONG_ADDR=127.0.0.1:0", "HAILONG_METRICS_ADDR=127.0.0.1:0", "HAILONG_RATE_LIMIT=off",
		"GORACE=atexit_sleep_ms=0") // the race detector would hold up every exit for a second
	c.cmd.Env = append(c.cmd.Env, settings...)
	c.cmd.Stdout, c.cmd.Stderr = &c.stdout, &c.stderr
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = c.cmd.Wait() // how it ended is in ProcessState
		close(c.gone)
	}()
	t.Cleanup(c.kill)
	return c
}

// serve starts the service and waits until it answers.
func serve(t testing.TB, dir string, settings ...string) *child {
	t.Helper()
	c := launch(t, dir, []string{"serve"}, settings...)
	c.awaitReady()
	return c
}

const patience = 30 * time.Second

// eventually asks until it is so.
func eventually(t testing.TB, never string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !so(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after %v %s", patience, never)
		}
	}
}

func (c *child) awaitReady() {
	c.t.Helper()
	eventually(c.t, "the service was not ready: "+c.stderr.String(), func() bool {
		// The two streams reach us through two pipes, in any order.
		if c.ready.read(c.stderr.String()) && strings.Contains(c.stdout.String(), "Ctrl+C") {
			return true
		}
		select {
		case <-c.gone:
			c.t.Fatalf("the service ended before it was ready (%v): %s%s", c.cmd.ProcessState, c.stdout.String(), c.stderr.String())
		default:
		}
		return false
	})
}

// kill ends the process as a power switch would, if it still runs.
func (c *child) kill() {
	_ = c.cmd.Process.Kill() // it may have ended by itself
	<-c.gone
}

// exit waits for the process to end and returns its exit code and how long that took.
func (c *child) exit() (code int, took time.Duration) {
	c.t.Helper()
	start := time.Now()
	select {
	case <-c.gone:
	case <-time.After(patience):
		c.t.Fatalf("after %v the process had not ended: %s", patience, c.stderr.String())
	}
	return c.cmd.ProcessState.ExitCode(), time.Since(start)
}

// stop asks the service to end, and wants it to do so properly.
func (c *child) stop() {
	c.t.Helper()
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		c.t.Fatal(err)
	}
	if code, took := c.exit(); code != 0 || took > 10*time.Second {
		c.t.Errorf("SIGTERM: exit code %d after %v, want 0 within 10 s: %s", code, took, c.stderr.String())
	}
}

var passwordLine = regexp.MustCompile(`mật khẩu +\(password\) +(\S+)`)

// password returns the one that the first start printed, or "".
func (c *child) password() string {
	if found := passwordLine.FindStringSubmatch(c.stdout.String()); found != nil {
		return found[1]
	}
	return ""
}

// A said is what a command did.
type said struct {
	code           int
	stdout, stderr string
}

// command runs the program in this process, on a data folder or a database.
func command(t testing.TB, dir string, args ...string) said {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if dir != "" {
		args = append([]string{flagOf(dir)}, args...)
	}
	code := run(t.Context(), args, &stdout, &stderr)
	return said{code, stdout.String(), stderr.String()}
}

// newToken makes an API token in a store that no service has.
func newToken(t testing.TB, dir string) string {
	t.Helper()
	s := command(t, dir, "account", "token", "--role", "officer")
	if s.code != 0 || s.stderr != "" {
		t.Fatalf("account token: %+v", s)
	}
	return strings.TrimSpace(s.stdout)
}

// newDir is a data folder that does not exist yet.
func newDir(t testing.TB) string { return filepath.Join(t.TempDir(), "data") }

// A journal is written while it is read.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// within runs the service in this process until the test ends or cancels it.
func within(t testing.TB, dir string) (stderr *journal, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	stderr = new(journal)
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{flagOf(dir), "--addr", "127.0.0.1:0", "--metrics-addr", "off", "serve"}, io.Discard, stderr)
	}()
	t.Cleanup(cancel)
	return stderr, func() int {
		cancel()
		select {
		case n := <-code:
			return n
		case <-time.After(patience):
			t.Fatal("the service never returned")
			return -1
		}
	}
}
