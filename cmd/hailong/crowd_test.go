package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// idlers is how many connections say nothing, or half of something.
const idlers = 2000

// crush holds connections open that send next to nothing.
func crush(t *testing.T, addr string, n int) {
	t.Helper()
	for i := range n {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatalf("connection %d: %v", i, err)
		}
		t.Cleanup(func() { conn.Close() })
		if i%2 == 0 {
			fmt.Fprintf(conn, "GET /s/DEMO HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
		}
	}
}

// says sends bytes and returns the status of what comes back.
func says(t *testing.T, addr, request string, body io.Reader) int {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	sent := make(chan struct{})
	go func() { // the service may answer before it has read it all, and close
		defer close(sent)
		io.WriteString(conn, request)
		io.Copy(conn, body)
	}()
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("%.40s: %v", request, err)
	}
	answer.Body.Close()
	conn.Close()
	<-sent
	return answer.StatusCode
}

func TestS10SlowAndHugeClientsDoNoHarm(t *testing.T) {
	c := serve(t, newDir(t))
	addr := c.ready.Listening
	const post = "POST /s/DEMO HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	crush(t, addr, idlers)
	slow := make(chan int, 1)
	go func() { slow <- says(t, addr, post+"Content-Length: 500\r\n\r\nH", strings.NewReader("")) }()
	client := http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	for i := range 20 {
		answer, err := client.Post("http://"+addr+"/api/v1/s/DEMO", "application/json", strings.NewReader(sheet(fmt.Sprintf("honest-in-a-crowd-%d", i), 4)))
		if err != nil {
			t.Fatalf("an honest citizen among %d idlers: %v", idlers, err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusCreated {
			t.Errorf("an honest citizen among %d idlers: status %d", idlers, answer.StatusCode)
		}
	}
	huge := bytes.Repeat([]byte("a"), 10<<20)
	for name, one := range map[string]struct {
		head   string
		body   []byte
		status int
	}{
		"10 MB that are announced":   {post + fmt.Sprintf("Content-Length: %d\r\n\r\n", len(huge)), huge, http.StatusRequestEntityTooLarge},
		"10 MB that are not":         {post + "Transfer-Encoding: chunked\r\n\r\na00000\r\n", huge, http.StatusRequestEntityTooLarge},
		"a terabyte that is claimed": {post + "Content-Length: 1099511627776\r\n\r\n", huge, http.StatusRequestEntityTooLarge},
		"a header of a megabyte":     {"GET /s/DEMO HTTP/1.1\r\nHost: localhost\r\nX-Huge: ", append(huge[:1<<20:1<<20], "\r\n\r\n"...), http.StatusRequestHeaderFieldsTooLarge},
		"an address of a megabyte":   {"GET /", append(huge[:1<<20:1<<20], " HTTP/1.1\r\nHost: localhost\r\n\r\n"...), http.StatusRequestHeaderFieldsTooLarge},
	} {
		if got := says(t, addr, one.head, bytes.NewReader(one.body)); got != one.status {
			t.Errorf("%s: status %d, want %d", name, got, one.status)
		}
	}
	if got := <-slow; got != http.StatusRequestTimeout {
		t.Errorf("a body that never comes: status %d, want %d", got, http.StatusRequestTimeout)
	}
	t.Logf("with %d idlers: %.0f MB in memory", idlers, resident(t, c.cmd.Process.Pid, "VmRSS"))
	c.stop()
}

// A listener that is full lets the next in when one has gone, and not before.
func TestS10NoMoreAreLetInThanTheMemoryHolds(t *testing.T) {
	const most = 100
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	full := crowded(l, most)
	in := make(chan net.Conn, most+1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := full.Accept()
			if err != nil {
				return
			}
			in <- conn
		}
	}()
	var out []net.Conn
	for range most + 1 {
		conn, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, conn)
	}
	var inside []net.Conn
	eventually(t, "not as many were let in as may", func() bool { return len(in) == most })
	inside = append(inside, <-in)
	inside[0].Close()
	eventually(t, "nobody was let in for the one who left", func() bool { return len(in) == most })
	full.Close()
	<-done
	close(in)
	for conn := range in {
		conn.Close()
	}
	for _, conn := range out {
		conn.Close()
	}
}
