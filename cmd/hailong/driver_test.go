package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// drive sends n requests over so many connections that are kept open, and wants
// each to be answered with the status. It returns how long that took. Unlike
// net/http it costs little beside what it measures, on the same machine.
func drive(t testing.TB, base string, connections, n, status int, request func(i int) []byte) time.Duration {
	t.Helper()
	addr := strings.TrimPrefix(base, "http://")
	var next atomic.Int64
	var wait sync.WaitGroup
	begin := make(chan struct{})
	for range connections {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		wait.Go(func() {
			defer c.Close()
			in := bufio.NewReader(c)
			<-begin
			for i := next.Add(1); i <= int64(n); i = next.Add(1) {
				if err := exchange(c, in, request(int(i)), status); err != nil {
					t.Error(err)
					next.Add(int64(n)) // the others need not go on
					return
				}
			}
		})
	}
	start := time.Now()
	close(begin)
	wait.Wait()
	return time.Since(start)
}

// post is a request with a JSON body.
func post(base, path, body string) []byte {
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		path, strings.TrimPrefix(base, "http://"), len(body), body)
}

// exchange sends one request and reads its answer to the end.
func exchange(c net.Conn, in *bufio.Reader, request []byte, status int) error {
	if _, err := c.Write(request); err != nil {
		return err
	}
	line, err := in.ReadSlice('\n')
	if err != nil {
		return err
	}
	if len(line) < 12 || string(line[9:12]) != strconv.Itoa(status) {
		return fmt.Errorf("answer %q, want status %d", line, status)
	}
	length := 0
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(line) <= 2 {
			_, err := in.Discard(length)
			return err
		}
		if name, value, _ := bytes.Cut(line, []byte(": ")); bytes.EqualFold(name, []byte("Content-Length")) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return err
			}
		}
	}
}
