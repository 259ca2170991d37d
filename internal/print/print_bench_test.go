package print

import (
	"bytes"
	"io"
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

func benchmarkPaper(b *testing.B, write func(io.Writer) error) {
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := write(&out); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len())/1000, "kB")
}

func BenchmarkSlips24(b *testing.B) { benchmarkSlips(b, 24) }

func BenchmarkSlips10000(b *testing.B) { benchmarkSlips(b, 10000) }

func benchmarkSlips(b *testing.B, n int) {
	list := invitations(n)
	benchmarkPaper(b, func(w io.Writer) error { return Slips(w, list, slipOptions()) })
}

func BenchmarkForm(b *testing.B)     { benchmarkForms(b, 1) }
func BenchmarkForms200(b *testing.B) { benchmarkForms(b, 200) }

func benchmarkForms(b *testing.B, n int) {
	f := paperForm(b, "full", n)
	benchmarkPaper(b, func(w io.Writer) error { return Forms(w, f, FormOptions{Printed: afternoon}) })
}

func BenchmarkOpening(b *testing.B) {
	benchmarkPaper(b, func(w io.Writer) error { return Opening(w, boxMinutes()) })
}
