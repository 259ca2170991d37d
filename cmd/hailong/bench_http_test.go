package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hailong/internal/bench"
)

// sheets is how many each round sends.
func sheets(clients int) int { return 2000 + 100*clients }

// BenchmarkSubmissions sends full sheets to the whole service, durable commits and
// all, and to the bare handler.
func BenchmarkSubmissions(b *testing.B) {
	ours, peer := serve(b, newDir(b)).ready.Address, startPeer(b, "")
	run, sent := strconv.FormatInt(time.Now().UnixNano(), 36), 0 // keys of this run only
	for _, kind := range []struct {
		name    string
		status  int
		request func(base string, n int) []byte
	}{
		{"json", http.StatusCreated, func(base string, n int) []byte { return post(base, "/api/v1/s/DEMOFULL", benchSheet(run, n)) }},
		{"form", http.StatusSeeOther, func(base string, n int) []byte { return postForm(base, "/s/DEMOFULL", benchForm(run, n)) }},
	} {
		for _, clients := range []int{1, 16, 64, 256} {
			b.Run(fmt.Sprintf("%s-%03d-clients", kind.name, clients), func(b *testing.B) {
				n := sheets(clients)
				rate := func(base string) func() float64 {
					return func() float64 {
						from := sent
						sent += n
						took := drive(b, base, clients, n, kind.status, func(i int) []byte { return kind.request(base, from+i) })
						return float64(n) / took.Seconds()
					}
				}
				rate(ours)() // warm
				mine, theirs := bench.InTurns(rate(ours), rate(peer))
				bench.Beside(b, mine, theirs, map[bool]float64{true: 0.5}[clients >= 64])
			})
		}
	}
}

func postForm(base, path, body string) []byte {
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
		path, strings.TrimPrefix(base, "http://"), len(body), body)
}

func benchForm(run string, n int) string {
	level := strconv.Itoa(1 + n%5)
	return "key=" + run + "-benchmark-" + strconv.Itoa(n) + "&lang=vi&A4=dunghen&HL0=" + level + "&TC1=" + level +
		"&TC2=4&TC3=5&TC4=4&TT1=3&TT2=4&CC1=5&CC2=5&CC3=4&KQ1=5&KQ2=4&KQ3=5&field=HOTICH&comment=" + url.QueryEscape("Cán bộ nhiệt tình")
}

// BenchmarkForm gets the full form from the service, and its bytes from the bare
// handler.
func BenchmarkForm(b *testing.B) {
	ours := serve(b, newDir(b)).ready.Address
	page := filepath.Join(b.TempDir(), "form.gz")
	if err := os.WriteFile(page, packedForm(b, ours), 0o600); err != nil {
		b.Fatal(err)
	}
	peer := startPeer(b, page)
	for _, clients := range []int{1, 64} {
		b.Run(fmt.Sprintf("%02d-clients", clients), func(b *testing.B) {
			n := 4 * sheets(clients)
			rate := func(base string) func() float64 {
				request := fmt.Appendf(nil, "GET /s/DEMOFULL HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: gzip\r\n\r\n", strings.TrimPrefix(base, "http://"))
				return func() float64 {
					return float64(n) / drive(b, base, clients, n, http.StatusOK, func(int) []byte { return request }).Seconds()
				}
			}
			rate(ours)()
			mine, theirs := bench.InTurns(rate(ours), rate(peer))
			bench.Beside(b, mine, theirs, 0.9)
		})
	}
}

// packedForm is the form as it goes over the wire.
func packedForm(b *testing.B, base string) []byte {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, base+"/s/DEMOFULL", nil)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "gzip")
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.Header.Get("Content-Encoding") != "gzip" {
		b.Fatal(err, answer.Header)
	}
	return body
}

// BenchmarkSubmissionsOnASlowDisk holds up every fsync for ten milliseconds. The
// peer is the bar: 200 sheets a second.
func BenchmarkSubmissionsOnASlowDisk(b *testing.B) {
	c := serve(b, newDir(b))
	c.slowFsync()
	const clients, n = 64, 4000
	waits := make([]time.Duration, n+1)
	run := strconv.FormatInt(time.Now().UnixNano(), 36)
	took := driveTimed(b, c.ready.Address, clients, n, waits, func(i int) []byte {
		return post(c.ready.Address, "/api/v1/s/DEMOFULL", benchSheet(run, i))
	})
	slices.Sort(waits)
	b.Run("per-second", func(b *testing.B) { bench.Beside(b, n/took.Seconds(), 200, 1) })
	b.Run("p99-ms", func(b *testing.B) { bench.AtMost(b, float64(waits[n*99/100].Milliseconds()), 500) })
}

// driveTimed is drive that remembers how long each request took.
func driveTimed(b *testing.B, base string, connections, n int, waits []time.Duration, request func(i int) []byte) time.Duration {
	b.Helper()
	work, failed := make(chan int), make(chan error, connections)
	for range connections {
		c, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
		if err != nil {
			b.Fatal(err)
		}
		go func() {
			defer c.Close()
			in := bufio.NewReader(c)
			var err error
			for i := range work {
				start := time.Now()
				if err == nil {
					err = exchange(c, in, request(i), http.StatusCreated)
				}
				waits[i] = time.Since(start)
			}
			failed <- err
		}()
	}
	start := time.Now()
	for i := 1; i <= n; i++ {
		work <- i
	}
	close(work)
	for range connections {
		if err := <-failed; err != nil {
			b.Error(err)
		}
	}
	return time.Since(start)
}
