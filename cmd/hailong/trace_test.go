package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hailong/internal/survey"
)

// What the senders of the traces carry and nothing may keep.
const (
	traceAddress = "203.0.113.77"
	traceAgent   = "Trace-Browser/9.9"
	traceCookie  = "banh-quy-4711"
)

// traceKey is the n-th sheet's; the same ones in every run, so that the order of
// what comes back, which is that of hashed keys, is the same as well.
func traceKey(n int) string { return fmt.Sprintf("khoa-mot-lan-%06d", n) }

func traced(base string, n int) []byte {
	body := sheet(traceKey(n), n)
	body = strings.Replace(body, `"comment":"`+traceKey(n)+`"`, fmt.Sprintf(`"comment":"thứ %d"`, n), 1)
	return fmt.Appendf(nil, "POST /api/v1/s/DEMO HTTP/1.1\r\nHost: %s\r\nUser-Agent: %s\r\nCookie: seen=%s\r\nX-Forwarded-For: %s\r\nX-Real-Ip: %s\r\nReferer: http://%s/s/DEMO\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		strings.TrimPrefix(base, "http://"), traceAgent, traceCookie, traceAddress, traceAddress, traceAddress, len(body), body)
}

// TestA1A2A6NothingLeadsFromAResponseToItsSender sends sheets in a known order
// from a sender who can be told, and looks for either in everything that is kept
// or given out.
func TestA1A2A6NothingLeadsFromAResponseToItsSender(t *testing.T) {
	everywhere(t, nothingLeadsFromAResponseToItsSender)
}

func nothingLeadsFromAResponseToItsSender(t *testing.T, dir string) {
	n := rounds(t, "HAILONG_TEST_TRACES", 3000)
	token := newToken(t, dir)
	c := serve(t, dir, "HAILONG_LOG_LEVEL=debug", "HAILONG_TRUSTED_PROXIES=127.0.0.1")
	if took := drive(t, c.ready.Address, 1, n, http.StatusCreated, func(i int) []byte { return traced(c.ready.Address, i) }); took == 0 {
		t.Fatal("nothing was sent")
	}
	caller := newCaller(t, c.ready.Address)
	for format, order := range map[string][]int{
		"csv":  orderInCSV(t, caller.asOfficer(token, "/api/v1/export.csv?campaign=demo-short")),
		"json": orderInJSON(t, caller.asOfficer(token, "/api/v1/export.json?campaign=demo-short")),
		"xlsx": orderInXLSX(t, caller.asOfficer(token, "/api/v1/export.xlsx?campaign=demo-short")),
	} {
		if len(order) != n {
			t.Errorf("%s: %d responses, want %d", format, len(order), n)
		}
		if rho := rankCorrelation(order); rho < -0.05 || rho > 0.05 {
			t.Errorf("%s: rank correlation with arrival %.3f, want less than 0.05", format, rho)
		}
	}
	metrics := newCaller(t, "http://"+c.ready.Metrics).get("/metrics").body
	c.stop()
	_, log, _ := strings.Cut(c.stderr.String(), `"msg":"ready"`)
	untold(t, "log", log, n)
	untold(t, "metrics", metrics, n)
	if !location(dir).database() {
		leftInFolder(t, dir, n)
	}
}

// untold wants nothing in a text that tells of a sender, a sheet or its moment.
func untold(t *testing.T, what, text string, n int) {
	t.Helper()
	never := []string{traceAddress, traceAgent, traceCookie, "thứ ", "/s/DEMO", "HL0"}
	for _, i := range []int{1, n / 2, n} {
		never = append(never, traceKey(i), string(survey.ReceiptOf("demo-short", traceKey(i))), survey.IDOf("demo-short", traceKey(i)).String())
	}
	for _, trace := range never {
		if strings.Contains(text, trace) {
			t.Errorf("the %s holds %q", what, trace)
		}
	}
}

// momentOf finds a time of today to the second or finer, as text. A response has
// none; accounts, sessions and the audit log have, in records of their own.
var momentOf = regexp.MustCompile(`20[2-9]\d-[01]\d-[0-3]\dT[0-2]\d:`)

// leftInFolder looks through every file for the sender, and through what is kept
// of responses for a moment.
func leftInFolder(t *testing.T, dir string, n int) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		for _, trace := range []string{traceAddress, traceAgent, traceCookie, traceKey(1), traceKey(n / 2), traceKey(n)} {
			if strings.Contains(string(b), trace) {
				t.Errorf("%s holds %q", name, trace)
			}
		}
		for i := 1; i <= n; i += max(1, n/100) {
			at := strings.Index(string(b), fmt.Sprintf("thứ %d", i))
			if at < 0 {
				continue
			}
			near := b[max(0, at-80):min(len(b), at+40)]
			if m := momentOf.Find(near); m != nil {
				t.Errorf("%s: %q stands beside a response", name, m)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func numberOf(t *testing.T, comment string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.TrimPrefix(comment, "thứ "))
	if err != nil {
		t.Fatalf("comment %q is not one of those sent", comment)
	}
	return n
}

func orderInCSV(t *testing.T, body string) (order []int) {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := slices.Index(rows[0], "comment")
	for _, row := range rows[1:] {
		order = append(order, numberOf(t, row[column]))
	}
	return order
}

func orderInJSON(t *testing.T, body string) (order []int) {
	t.Helper()
	var list []struct{ Comment string }
	if err := json.Unmarshal([]byte(body), &list); err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		order = append(order, numberOf(t, r.Comment))
	}
	return order
}

func orderInXLSX(t *testing.T, body string) (order []int) {
	t.Helper()
	book, err := excelize.OpenReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	column := slices.Index(rows[0], "comment")
	for _, row := range rows[1:] {
		order = append(order, numberOf(t, row[column]))
	}
	return order
}

// rankCorrelation is Spearman's between the places and what stands at them: 1 to
// n, each once.
func rankCorrelation(order []int) float64 {
	var sum float64
	for place, rank := range order {
		d := float64(place + 1 - rank)
		sum += d * d
	}
	n := float64(len(order))
	return 1 - 6*sum/(n*(n*n-1))
}
