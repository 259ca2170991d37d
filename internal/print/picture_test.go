package print

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestAPictureHasWholePixels(t *testing.T) {
	address := commune().Address // 37 modules, 45 with the border
	for asked, want := range map[int]int{-5: 45, 0: 45, 1: 45, 45: 45, 100: 90, 300: 315, 1000: 990, 1 << 40: 91 * 45} {
		picture, err := png.Decode(bytes.NewReader(made(t, func(w io.Writer) error { return PNG(w, address, asked) })))
		if err != nil {
			t.Fatal(err)
		}
		size := picture.Bounds().Size()
		if size.X != want || size.Y != want {
			t.Errorf("%d asked: got %v, want %d", asked, size, want)
		}
		pixels := want / 45
		m, err := encode(address, sturdy)
		if err != nil {
			t.Fatal(err)
		}
		for y := 0; y < want; y += max(1, want/97) {
			for x := 0; x < want; x += max(1, want/97) {
				mx, my := x/pixels-quiet, y/pixels-quiet
				dark := mx >= 0 && my >= 0 && mx < len(m) && my < len(m) && m[my][mx]
				if r, _, _, _ := picture.At(x, y).RGBA(); (r == 0) != dark {
					t.Fatalf("%d asked: the pixel %d,%d is not that of its module", asked, x, y)
				}
			}
		}
	}
}

func TestAPictureIsRead(t *testing.T) {
	for _, width := range []int{200, 400, 1200} {
		file := saved(t, "code.png", made(t, func(w io.Writer) error { return PNG(w, commune().Address, width) }))
		if got := scannedFile(t, file); !slices.Equal(got, []string{commune().Address}) {
			t.Errorf("%d pixels: got %q", width, got)
		}
	}
}

func TestAnSVGIsOnePathWithATitle(t *testing.T) {
	address := commune().Address + "?a=1&b=<2>"
	b := made(t, func(w io.Writer) error { return SVG(w, address) })
	var svg struct {
		XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
		ViewBox string   `xml:"viewBox,attr"`
		Title   string   `xml:"title"`
		Paths   []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal(b, &svg); err != nil {
		t.Fatal(err)
	}
	m, err := encode(address, sturdy)
	if err != nil {
		t.Fatal(err)
	}
	side := len(m) + 2*quiet
	if svg.Title != address || len(svg.Paths) != 1 || svg.ViewBox != fmt.Sprintf("0 0 %d %d", side, side) {
		t.Fatalf("got the title %q, %d paths, %s", svg.Title, len(svg.Paths), svg.ViewBox)
	}
	// The path is read back: it must be the runs of the code.
	var got []run
	for part := range strings.SplitSeq(strings.TrimPrefix(svg.Paths[0].D, "M"), "M") {
		var x, y, n, back int
		if _, err := fmt.Sscanf(part, "%d %dh%dv1h-%dz", &x, &y, &n, &back); err != nil || n != back {
			t.Fatalf("%q: %v", part, err)
		}
		got = append(got, run{x - quiet, y - quiet, n})
	}
	if !slices.Equal(got, m.runs()) {
		t.Error("the path does not draw the code")
	}
}

func TestPicturesAreAsTheyWere(t *testing.T) {
	golden(t, "code.svg", made(t, func(w io.Writer) error { return SVG(w, commune().Address) }))
}

func TestAPictureOfNoAddressIsAnError(t *testing.T) {
	var b bytes.Buffer
	for _, err := range []error{PNG(&b, "", 300), SVG(&b, ""), SVG(&b, strings.Repeat("a", 5000))} {
		if err == nil || b.Len() > 0 {
			t.Errorf("got %d bytes and %v, want an error", b.Len(), err)
		}
	}
}
