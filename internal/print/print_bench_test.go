package print

import (
	"bytes"
	"testing"
)

func benchmark(b *testing.B, make func([]Poster, Options) (*document, error), list []Poster) {
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		d, err := make(list, Options{Size: A4, Printed: afternoon})
		if err == nil {
			err = d.write(&out)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len())/1000, "kB")
}

func BenchmarkPoster(b *testing.B)      { benchmark(b, posters, counters(1)) }
func BenchmarkPosters100(b *testing.B)  { benchmark(b, posters, counters(100)) }
func BenchmarkStickers(b *testing.B)    { benchmark(b, stickers, counters(1)) }
func BenchmarkStickers960(b *testing.B) { benchmark(b, stickers, counters(960)) }
