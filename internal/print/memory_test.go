//go:build !race

// The race detector needs a multiple of the memory that is measured here.

package print

import (
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// child tells the test program that it is the one whose memory is measured.
const child = "HAILONG_TEST_PRINT_CHILD"

func TestALargeBatchNeedsLittleMemory(t *testing.T) {
	if os.Getenv(child) != "" {
		if err := Slips(io.Discard, invitations(10000), slipOptions()); err != nil {
			t.Fatal(err)
		}
		if err := Forms(io.Discard, paperForm(t, "full", 200), FormOptions{Printed: afternoon}); err != nil {
			t.Fatal(err)
		}
		return
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.count=1")
	cmd.Env = append(os.Environ(), child+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Skip("this system does not tell")
	}
	most := usage.Maxrss / 1000
	t.Logf("10,000 slips and then 200 forms: %d MB, %v on one processor", most, (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Round(time.Millisecond))
	if most > 200 {
		t.Errorf("got %d MB, want 200 at most", most)
	}
}
