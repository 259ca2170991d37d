package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// allowTracing lets any process of this user trace this one, where the kernel
// would let only its ancestors (Yama). Elsewhere the call means nothing.
func allowTracing() {
	const setTracer, anybody = 0x59616d61, ^uintptr(0)
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, setTracer, anybody, 0)
}

// tracing skips a test where no process may be traced, or fails it where
// HAILONG_TEST_REQUIRE=1 says that it must be possible.
func tracing(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("strace", "-e", "trace=none", "true").CombinedOutput(); err != nil {
		if os.Getenv("HAILONG_TEST_REQUIRE") == "1" {
			t.Fatalf("strace is needed: %v %s", err, out)
		}
		t.Skipf("no process can be traced here: %v %s", err, out)
	}
}

// A tracer is strace beside a service, which makes some of its calls to the
// kernel fail as a disk would make them.
type tracer struct {
	t      testing.TB
	pid    int // the service's
	cmd    *exec.Cmd
	stderr journal
}

// slowFsync holds up every fsync of the service for ten milliseconds from now on.
func (c *child) slowFsync() *tracer {
	return c.trace("-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_enter=10000")
}

// inject makes every call of some kinds that any thread of the service makes from now
// on fail with an error.
func (c *child) inject(calls, failure string) *tracer {
	c.t.Helper()
	return c.trace("-e", "trace="+calls, "-e", "inject="+calls+":error="+failure)
}

// trace attaches strace to every thread of the service, and waits until it is.
func (c *child) trace(rules ...string) *tracer {
	c.t.Helper()
	tr := &tracer{t: c.t, pid: c.cmd.Process.Pid}
	tr.cmd = exec.Command("strace", append(rules, "-f", "-o", filepath.Join(c.t.TempDir(), "traced"), "-p", strconv.Itoa(c.cmd.Process.Pid))...)
	tr.cmd.Stderr = &tr.stderr
	if err := tr.cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(tr.end)
	eventually(c.t, "strace was not attached", func() bool { return strings.Contains(tr.stderr.String(), "attached") })
	return tr
}

// end lets the calls go through again. The service stands still meanwhile: whoever
// is let go between the two halves of a call that was to fail gets ENOSYS for it,
// which no disk ever says.
func (tr *tracer) end() {
	if tr.cmd.ProcessState != nil {
		return
	}
	if syscall.Kill(tr.pid, syscall.SIGSTOP) == nil {
		eventually(tr.t, "the service never stood still", tr.still)
		defer func() { _ = syscall.Kill(tr.pid, syscall.SIGCONT) }() // it may have ended
	}
	_ = tr.cmd.Process.Signal(syscall.SIGINT) // it ends with the service
	_ = tr.cmd.Wait()                         // by a signal
}

// still reports whether no thread of the service runs, or there is none.
func (tr *tracer) still() bool {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", tr.pid))
	if err != nil {
		return false
	}
	for _, file := range threads {
		stat, err := os.ReadFile(file)
		if err != nil {
			continue // it has just ended
		}
		// The state stands behind the name, which is in parentheses.
		_, state, _ := strings.Cut(string(stat), ") ")
		if state != "" && !strings.ContainsRune("TtZX", rune(state[0])) {
			return false
		}
	}
	return true
}
