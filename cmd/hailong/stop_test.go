package main

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"hailong/internal/config"
)

func TestSIGTERMUnderLoadAnswersWhatWasAccepted(t *testing.T) {
	onEach(t, sigtermUnderLoadAnswersWhatWasAccepted)
}

func sigtermUnderLoadAnswersWhatWasAccepted(t *testing.T, fresh func() string) {
	var dir, token string
	var all map[string]string
	var sum balance
	var cut, refused int
	var slowest time.Duration
	const submitters = 50
	n := rounds(t, "HAILONG_TEST_STOPS", 5)
	for round := range n {
		if round%10 == 0 { // so that a long run does not read ever more
			dir, all = fresh(), make(map[string]string)
			token = newToken(t, dir)
		}
		c := serve(t, dir)
		l := submit(t, c.ready.Address, name("stop", round), submitters)
		l.begun()
		pause(100*time.Millisecond + rand.N(500*time.Millisecond))
		start := time.Now()
		c.stop()
		slowest = max(slowest, time.Since(start))
		l.wait()
		cut, refused = cut+l.cut, refused+l.refused

		c = serve(t, dir)
		caller := newCaller(t, c.ready.Address)
		b := stored(caller, token).balance(l.receipts)
		sum = sum.plus(b)
		// A connection that was idle at the wrong moment may be cut, as HTTP
		// allows; but then its sheet is not stored, and may be sent again.
		if b.lost > 0 || b.duplicated > 0 || b.unanswered > 0 || b.stored != b.acked {
			t.Errorf("round %d: %v", round+1, b)
		}
		resend(t, caller, l.receipts)
		maps.Copy(all, l.receipts)
		stored(caller, token).exactly(t, all)
		c.stop()
	}
	// Before connections were given a farewell it was one in three.
	if cut > n*submitters/10 {
		t.Errorf("%d of %d submitters were cut off", cut, n*submitters)
	}
	t.Logf("%d stops, the slowest %v: %v; %d requests cut off before they were read, %d not connected", n, slowest, sum, cut, refused)
}

func TestTheServiceInThisProcessLeavesNothingRunning(t *testing.T) {
	everywhere(t, theServiceInThisProcessLeavesNothingRunning)
}

func theServiceInThisProcessLeavesNothingRunning(t *testing.T, dir string) {
	// That nothing is left is what TestMain looks for.
	log, stop := within(t, dir)
	var line readyLine
	eventually(t, "the service was not ready", func() bool { return line.read(log.String()) })
	if line.Metrics != config.Off {
		t.Errorf("got metrics on %q, want them off", line.Metrics)
	}
	c := newCaller(t, line.Address)
	c.get("/readyz").wants(t, 200, "ready")
	if r, err := c.postJSON("/api/v1/s/DEMO", sheet("in-this-process-1", 1)); err != nil || r.status != 201 {
		t.Errorf("got %v %v, want the sheet stored", r, err)
	}
	c.http.CloseIdleConnections()
	if code := stop(); code != 0 {
		t.Errorf("exit code %d, want 0: %s", code, log)
	}
	c.base = line.Address
	if _, err := c.send("GET", "/healthz", "", "", ""); err == nil {
		t.Error("the service answers after it returned")
	}
	// The folder is free again, and what was stored is in it.
	if got := command(t, dir, "export", "--campaign", "demo-short", "-o", "-"); got.code != 0 {
		t.Errorf("export after the stop: %+v", got)
	} else {
		holds(t, got.stdout, "in-this-process-1")
	}
}

func TestASlowRequestUnderWayAtTheStopIsAnswered(t *testing.T) {
	everywhere(t, aSlowRequestUnderWayAtTheStopIsAnswered)
}

func aSlowRequestUnderWayAtTheStopIsAnswered(t *testing.T, dir string) {
	c := serve(t, dir)
	addr := strings.TrimPrefix(c.ready.Address, "http://")
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	body := sheet("slow-and-under-way", 4)
	fmt.Fprintf(conn, "POST /api/v1/s/DEMO HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", addr, len(body))
	in := bufio.NewReader(conn)
	if line, err := in.ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		t.Fatalf("got %q (%v), want the service to read the body", line, err)
	}
	if _, err := in.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the service still took new connections", func() bool {
		other, err := net.Dial("tcp", addr)
		if err == nil {
			other.Close()
		}
		return err != nil
	})
	pause(3 * farewellTime) // the phone is slow
	fmt.Fprint(conn, body)
	answer, err := http.ReadResponse(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusCreated || !answer.Close {
		t.Errorf("status %d, connection closed %v; want 201 and closed", answer.StatusCode, answer.Close)
	}
	if code, _ := c.exit(); code != 0 {
		t.Errorf("exit code %d, want 0: %s", code, c.stderr.String())
	}
	holds(t, export(t, dir, "demo-short", "csv"), "slow-and-under-way")
}

func TestAStartThatIsCalledOffIsNoMistake(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr journal
	code := run(ctx, []string{"serve", "--data-dir", newDir(t), "--addr", "127.0.0.1:0", "--metrics-addr", "off"}, &stdout, &stderr)
	if code != 0 || stderr.String() != "" {
		t.Errorf("exit code %d, stderr %q; want 0 and nothing", code, stderr.String())
	}
}

func TestAStoppingServiceSaysSoToWhoAsksIfItIsReady(t *testing.T) {
	c := serve(t, newDir(t))
	// A request on a connection that is open already is answered to its end.
	caller := newCaller(t, c.ready.Address)
	caller.get("/readyz").wants(t, 200)
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	var last reply
	eventually(t, "the service still took new connections", func() bool {
		r, err := caller.send(http.MethodGet, "/readyz", "", "", "")
		if err == nil {
			last = r
		}
		return err != nil
	})
	last.wants(t, 503, "stopping")
	if code, _ := c.exit(); code != 0 {
		t.Errorf("exit code %d, want 0", code)
	}
}
