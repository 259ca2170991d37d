package main

import (
	"bufio"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// slowFsync holds up every fsync of a process for ten milliseconds, until what it
// returns is called.
func slowFsync(t testing.TB, pid int) (stop func()) {
	t.Helper()
	path, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is missing: apt-get install strace")
	}
	cmd := exec.Command(path, "-f", "-p", strconv.Itoa(pid), "-e", "trace=fsync,fdatasync",
		"-e", "inject=fsync,fdatasync:delay_enter=10000", "-o", "/dev/null")
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(said)
	for lines.Scan() && !strings.Contains(lines.Text(), "attached") {
	}
	go func() {
		for lines.Scan() { // every thread is told of
		}
	}()
	return func() {
		_ = cmd.Process.Signal(syscall.SIGINT) // it lets go of the process
		_ = cmd.Wait()
	}
}
