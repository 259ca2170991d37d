package sqlitestore

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"hailong/internal/bench"
	"hailong/internal/survey"
)

var benchSizes = []int{1, 10, 100, 500}

// BenchmarkInsertBesideRaw inserts what one commit of a busy moment holds, and the
// same rows into the same tables with nothing but database/sql.
func BenchmarkInsertBesideRaw(b *testing.B) {
	const size, batches = 100, 100
	s := reopened(b, b.TempDir())
	raw := newRaw(b)
	all, next := given(2*6*size*batches, 1), 0
	rate := func(insert func([]survey.Response)) func() float64 {
		return func() float64 {
			start := time.Now()
			for range batches {
				insert(all[next : next+size])
				next += size
			}
			s.sortInLater() // or the last ones would be stored outside the measured time
			return size * batches / time.Since(start).Seconds()
		}
	}
	ours := rate(func(batch []survey.Response) {
		if _, err := s.Insert(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	})
	mine, theirs := bench.InTurns(ours, rate(raw.insert))
	bench.Beside(b, mine, theirs, 0.7)
}

func BenchmarkInsert(b *testing.B) {
	for _, size := range benchSizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s := reopened(b, b.TempDir())
			measure(b, size, func(batch []survey.Response) {
				if _, err := s.Insert(b.Context(), batch); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

// BenchmarkRaw is what the engine itself takes.
func BenchmarkRaw(b *testing.B) {
	for _, size := range benchSizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) { measure(b, size, newRaw(b).insert) })
	}
}

// A raw database has the same tables, and nothing between them and database/sql.
type raw struct {
	b    *testing.B
	db   *sql.DB
	stmt *sql.Stmt
}

func newRaw(b *testing.B) *raw {
	b.Helper()
	db, err := sql.Open("sqlite", writeDSN(filepath.Join(b.TempDir(), fileName))+"&_pragma=wal_autocheckpoint(1000)")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	for _, schema := range migrations {
		if _, err := db.Exec(schema); err != nil {
			b.Fatal(err)
		}
	}
	insert, err := db.Prepare("INSERT INTO responses VALUES (?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		b.Fatal(err)
	}
	return &raw{b, db, insert}
}

func (r *raw) insert(batch []survey.Response) {
	tx, err := r.db.Begin()
	if err != nil {
		r.b.Fatal(err)
	}
	stmt := tx.Stmt(r.stmt)
	for i := range batch {
		row := &batch[i]
		if _, err := stmt.Exec(12345, int64(row.Date), row.ID[:], 1234567, []byte(row.Answers), row.Comment, int64(row.Flags)); err != nil {
			r.b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		r.b.Fatal(err)
	}
}

func measure(b *testing.B, size int, insert func([]survey.Response)) {
	all := given(size*b.N, 1)
	b.ResetTimer()
	for i := range b.N {
		insert(all[i*size : (i+1)*size])
	}
	b.ReportMetric(float64(size*b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkStream(b *testing.B) {
	const rows = 100000
	s := reopened(b, b.TempDir())
	insertAll(b, s, given(rows, 1), 500)
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		n := 0
		for _, err := range s.Responses(b.Context(), everything) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != rows {
			b.Fatalf("got %d rows, want %d", n, rows)
		}
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}
