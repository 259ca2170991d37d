package main

import (
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
	tr := &tracer{t: c.t}
	tr.cmd = exec.Command("strace", append(rules, "-f", "-o", filepath.Join(c.t.TempDir(), "traced"), "-p", strconv.Itoa(c.cmd.Process.Pid))...)
	tr.cmd.Stderr = &tr.stderr
	if err := tr.cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(tr.end)
	eventually(c.t, "strace was not attached", func() bool { return strings.Contains(tr.stderr.String(), "attached") })
	return tr
}

// end lets the calls go through again.
func (tr *tracer) end() {
	if tr.cmd.ProcessState != nil {
		return
	}
	_ = tr.cmd.Process.Signal(syscall.SIGINT) // it ends with the service
	_ = tr.cmd.Wait()                         // by a signal
}
