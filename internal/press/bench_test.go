package press_test

import (
	"bytes"
	"io"
	"net/url"
	"runtime"
	"testing"
	"time"

	"hailong/internal/catalog"
	"hailong/internal/daybook"
	"hailong/internal/period"
	"hailong/internal/press"
	"hailong/internal/report"
	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

// BenchmarkEveryFileOfAQuarter writes all files of a quarter of 100,000 responses to
// the full questionnaire: the report in five formats and the publication pack, from
// a snapshot as an edition has it. lock-ms is what the snapshot itself takes of
// packed days; heap-MB the most that was in use.
func BenchmarkEveryFileOfAQuarter(b *testing.B) {
	p, snapshot, took := lockedQuarter(b, 100_000)
	b.ResetTimer()
	b.ReportAllocs()
	var most uint64
	for b.Loop() {
		src, err := snapshot.Source(p.Catalog)
		if err != nil {
			b.Fatal(err)
		}
		q := report.Request{Campaign: "dot", Period: snapshot.Period}
		for _, f := range press.ReportFiles {
			if err := p.Issue(b.Context(), io.Discard, src, q, f, press.Words{Day: snapshot.Taken}); err != nil {
				b.Fatal(err)
			}
		}
		q.Totals = true
		r, err := report.Compile(b.Context(), src, q)
		if err != nil || r.Index.Responses != 100_000 {
			b.Fatal(r, err)
		}
		var pack bytes.Buffer
		a := press.Announcement{Words: press.Words{Day: snapshot.Taken}, Edition: 1, Report: report.Public(r, report.Everything)}
		if err := p.Announce(&pack, a, nil); err != nil {
			b.Fatal(err)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapInuse)
	}
	b.ReportMetric(float64(took.Milliseconds()), "lock-ms")
	b.ReportMetric(float64(most)/(1<<20), "heap-MB")
}

// lockedQuarter is the snapshot of a quarter of n responses.
func lockedQuarter(b *testing.B, n int) (*press.Press, *report.Snapshot, time.Duration) {
	b.Helper()
	s, err := sqlitestore.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	c, err := catalog.Load(templates.FS)
	if err != nil {
		b.Fatal(err)
	}
	full, err := c.Latest("full")
	if err != nil {
		b.Fatal(err)
	}
	check := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	check(store.Units.Create(b.Context(), s, "ninh-giang", survey.Unit{Code: "ninh-giang", Name: vi("xã Ninh Giang"), Authority: vi("Ủy ban nhân dân xã Ninh Giang")}))
	for _, code := range []string{"trung-tam", "vinh-hoa"} {
		check(store.Places.Create(b.Context(), s, code, survey.Place{Code: code, Unit: "ninh-giang", Name: vi("Điểm " + code)}))
	}
	check(store.Campaigns.Create(b.Context(), s, "dot", survey.Campaign{Code: "dot", Unit: "ninh-giang", Name: vi("Đợt"), Template: full.Ref(), Scheme: "calendar"}))
	list := answered(full, c.Fields(), n)
	for len(list) > 0 {
		k := min(len(list), store.MaxBatch)
		_, err := s.Insert(b.Context(), list[:k])
		check(err)
		list = list[k:]
	}
	now := func() time.Time { return time.Date(2027, 1, 5, 2, 0, 0, 0, time.UTC) }
	book := daybook.New(s, now, daybook.Options{})
	_, err = book.Pack(b.Context())
	check(err)
	source := report.Source{Store: s, Counter: book, Templates: c, Fields: c.Fields(), Books: press.Books(s, now)}
	q4, err := period.Parse("2026-Q4")
	check(err)
	start := time.Now()
	snapshot, err := report.Take(b.Context(), source, "dot", q4, survey.Day(2027, 1, 5))
	check(err)
	return &press.Press{Registry: s, Catalog: c, Public: &url.URL{Scheme: "https", Host: "khaosat.example.vn"}, Now: now}, snapshot, time.Since(start)
}
