package sqlitestore

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"hailong/internal/survey"
)

var benchSizes = []int{1, 10, 100, 500}

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

// BenchmarkRaw inserts the same rows into the same tables with nothing but
// database/sql.
func BenchmarkRaw(b *testing.B) {
	for _, size := range benchSizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			db, err := sql.Open("sqlite", writeDSN(filepath.Join(b.TempDir(), fileName))+"&_pragma=wal_autocheckpoint(1000)")
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { _ = db.Close() })
			db.SetMaxOpenConns(1)
			if _, err := db.Exec(schema1); err != nil {
				b.Fatal(err)
			}
			insert, err := db.Prepare("INSERT INTO responses VALUES (?, ?, ?, ?, ?, ?)")
			if err != nil {
				b.Fatal(err)
			}
			measure(b, size, func(batch []survey.Response) { rawInsert(b, db, insert, batch) })
		})
	}
}

func rawInsert(b *testing.B, db *sql.DB, insert *sql.Stmt, batch []survey.Response) {
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	stmt := tx.Stmt(insert)
	for i := range batch {
		r := &batch[i]
		if _, err := stmt.Exec(12345, int64(r.Date), r.ID[:], 1234567, []byte(r.Answers), r.Comment); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
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
