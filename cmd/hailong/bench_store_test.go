package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"hailong/internal/bench"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

// filled makes a store with a plausible quarter in it and says where.
func filled(b *testing.B, responses int) (dir string) {
	b.Helper()
	dir = newDir(b)
	if s := command(b, dir, "demo", "--responses", strconv.Itoa(responses)); s.code != 0 {
		b.Fatalf("demo: %+v", s)
	}
	return dir
}

// resident is what a process has, or at most had, in memory, in megabytes.
func resident(b testing.TB, pid int, line string) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skip("this system has no /proc: ", err)
	}
	for l := range strings.Lines(string(status)) {
		if value, is := strings.CutPrefix(l, line+":"); is {
			kilobytes, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")))
			if err != nil {
				b.Fatal(err)
			}
			return float64(kilobytes) / 1024
		}
	}
	b.Fatalf("/proc tells no %s", line)
	return 0
}

// BenchmarkMemoryUnderLoad-MB: the most that the service had in memory while
// people sent, and slow exports were read, at the same time.
func BenchmarkMemoryUnderLoad(b *testing.B) {
	dir := newDir(b)
	c := serve(b, dir)
	run := strconv.FormatInt(time.Now().UnixNano(), 36)
	drive(b, c.ready.Address, 256, 50_000, http.StatusCreated, func(i int) []byte {
		return post(c.ready.Address, "/api/v1/s/DEMOFULL", benchSheet(run, i))
	})
	b.Run("MB", func(b *testing.B) { bench.AtMost(b, resident(b, c.cmd.Process.Pid, "VmHWM"), 200) })
}

// BenchmarkStart: from the start of the process to its first answer.
func BenchmarkStart(b *testing.B) {
	for _, at := range []struct {
		responses int
		most      float64
	}{{100_000, 1000}, {1_000_000, 3000}} {
		b.Run(fmt.Sprintf("%d-responses-ms", at.responses), func(b *testing.B) {
			dir := filled(b, at.responses)
			serve(b, dir).stop() // the first start after filling packs the days
			start := time.Now()
			c := serve(b, dir)
			newCaller(b, c.ready.Address).get("/readyz").wants(b, http.StatusOK)
			took := time.Since(start)
			c.stop()
			bench.AtMost(b, float64(took.Milliseconds()), at.most)
		})
	}
}

// BenchmarkBytesOfAResponse: the file after its nightly repacking, over what is
// in it: full responses without comments, every index counted.
func BenchmarkBytesOfAResponse(b *testing.B) {
	const n = 50_000
	dir := newDir(b)
	empty := sizeAfterRepack(b, dir)
	c := serve(b, dir)
	run := strconv.FormatInt(time.Now().UnixNano(), 36)
	drive(b, c.ready.Address, 64, n, http.StatusCreated, func(i int) []byte {
		return post(c.ready.Address, "/api/v1/s/DEMOFULL", benchSheet(run, i))
	})
	c.stop()
	bench.AtMost(b, float64(sizeAfterRepack(b, dir)-empty)/n, 400)
}

func sizeAfterRepack(b *testing.B, dir string) int64 {
	b.Helper()
	s, err := sqlitestore.Open(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Repack(b.Context()); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	file, err := os.Stat(filepath.Join(dir, "hailong.db"))
	if err != nil {
		b.Fatal(err)
	}
	return file.Size()
}

// BenchmarkExports writes a million responses as CSV beside reading them from the
// store and throwing them away, and a hundred thousand as XLSX.
func BenchmarkExports(b *testing.B) {
	dir := filled(b, 1_000_000)
	start := time.Now()
	n := 0
	readAll(b, dir, func(*survey.Response) { n++ })
	reading := time.Since(start)
	serve(b, dir).stop() // the first start after filling packs the days
	c, token := serveWithToken(b, dir)
	var more float64
	b.Run("csv-beside-reading", func(b *testing.B) {
		before := resident(b, c.cmd.Process.Pid, "VmHWM")
		var took time.Duration
		for _, campaign := range []string{"demo-short", "demo-full"} {
			took += download(b, c.ready.Address, token, "/api/v1/export.csv?campaign="+campaign)
		}
		// Rates: rows of the export beside rows read.
		bench.Beside(b, float64(n)/took.Seconds(), float64(n)/reading.Seconds(), 0.5)
		more = resident(b, c.cmd.Process.Pid, "VmHWM") - before
	})
	b.Run("csv-more-memory-MB", func(b *testing.B) { bench.AtMost(b, more, 100) })
	small, token := serveWithToken(b, filled(b, 100_000))
	b.Run("xlsx-100000-ms", func(b *testing.B) {
		took := download(b, small.ready.Address, token, "/api/v1/export.xlsx?campaign=demo-short") +
			download(b, small.ready.Address, token, "/api/v1/export.xlsx?campaign=demo-full")
		bench.AtMost(b, float64(took.Milliseconds()), 4000)
	})
}

func serveWithToken(b *testing.B, dir string) (*child, string) {
	b.Helper()
	token := newToken(b, dir)
	return serve(b, dir), token
}

func readAll(b *testing.B, dir string, visit func(*survey.Response)) {
	b.Helper()
	s, err := sqlitestore.Open(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for _, campaign := range []string{"demo-short", "demo-full"} {
		for r, err := range s.Responses(b.Context(), survey.Scope{Campaign: campaign, To: survey.Day(9999, time.December, 31)}) {
			if err != nil {
				b.Fatal(err)
			}
			visit(r)
		}
	}
	runtime.GC()
	debug.FreeOSMemory()
}

// download reads an answer to its end and throws it away.
func download(b testing.TB, base, token, path string) time.Duration {
	start := time.Now()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, base+path, nil)
	if err != nil {
		b.Error(err)
		return 0
	}
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		b.Error(err)
		return 0
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, bufio.NewReaderSize(answer.Body, 1<<16)); err != nil || answer.StatusCode != http.StatusOK {
		b.Errorf("%s: status %d, %v", path, answer.StatusCode, err)
	}
	return time.Since(start)
}

// BenchmarkExportsBesideCitizens: how much longer the slowest hundredth of those
// who send wait while five large exports are read.
func BenchmarkExportsBesideCitizens(b *testing.B) {
	const clients, n = 16, 4000
	c, token := serveWithToken(b, filled(b, 200_000))
	run := strconv.FormatInt(time.Now().UnixNano(), 36)
	round := 0
	p99 := func() float64 {
		round++
		waits := make([]time.Duration, n+1)
		driveTimed(b, c.ready.Address, clients, n, waits, func(i int) []byte {
			return post(c.ready.Address, "/api/v1/s/DEMO", sheet(fmt.Sprintf("%s-%d-%09d", run, round, i), i))
		})
		slices.Sort(waits)
		return float64(waits[n*99/100].Microseconds()) / 1000
	}
	p99()
	alone := p99()
	var group sync.WaitGroup
	end := make(chan struct{})
	for range 5 {
		group.Go(func() {
			for {
				download(b, c.ready.Address, token, "/api/v1/export.csv?campaign=demo-short")
				select {
				case <-end:
					return
				default:
				}
			}
		})
	}
	beside := p99()
	close(end)
	group.Wait()
	b.Run("p99-of-alone", func(b *testing.B) { bench.AtMost(b, beside/alone, 1.5) })
}
