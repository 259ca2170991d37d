package print

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// runTool runs a program on this machine and returns what it wrote. Where the
// program is missing the test is skipped, or fails where HAILONG_TEST_REQUIRE=1
// says that it must be there.
func runTool(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("HAILONG_TEST_REQUIRE") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	var said bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out, said.Bytes())
	}
	return out
}

// saved writes bytes into a file that ends with the test.
func saved(t *testing.T, name string, b []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// rendered draws the pages of a document in grey, as a printer of so many dots
// per inch would.
func rendered(t *testing.T, pdf []byte, dpi int) []*image.Gray {
	t.Helper()
	file := saved(t, "print.pdf", pdf)
	runTool(t, "pdftoppm", "-r", fmt.Sprint(dpi), "-gray", file, file)
	names, err := filepath.Glob(file + "-*.pgm")
	if err != nil || len(names) == 0 {
		t.Fatalf("no page was rendered: %v", err)
	}
	slices.Sort(names)
	var pages []*image.Gray
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, readPGM(t, b))
	}
	return pages
}

// readPGM reads the plain grey pictures that the tools exchange.
func readPGM(t *testing.T, b []byte) *image.Gray {
	t.Helper()
	var w, h, most int
	if _, err := fmt.Sscanf(string(b[:min(len(b), 40)]), "P5\n%d %d\n%d\n", &w, &h, &most); err != nil || most != 255 || len(b) < w*h {
		t.Fatalf("not a grey picture: %v", err)
	}
	return &image.Gray{Pix: b[len(b)-w*h:], Stride: w, Rect: image.Rect(0, 0, w, h)}
}

// scanned returns what a reader finds in a picture, sorted.
func scanned(t *testing.T, picture *image.Gray) []string {
	t.Helper()
	var b bytes.Buffer
	size := picture.Bounds().Size()
	fmt.Fprintf(&b, "P5\n%d %d\n255\n", size.X, size.Y)
	for y := range size.Y {
		b.Write(picture.Pix[y*picture.Stride : y*picture.Stride+size.X])
	}
	return scannedFile(t, saved(t, "scan.pgm", b.Bytes()))
}

func scannedFile(t *testing.T, file string) []string {
	t.Helper()
	out := runTool(t, "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file)
	found := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(found)
	return found
}

// pixels returns the part of a rendered page that a box covers.
func pixels(b box, dpi int) image.Rectangle {
	at := func(mm float64) int { return int(mm/25.4*float64(dpi) + 0.5) }
	return image.Rect(at(b.x), at(b.y), at(b.x+b.w), at(b.y+b.h))
}

// covered paints a white square over the middle of a code, over that part of
// the area of its modules, and returns the code alone.
func covered(page *image.Gray, code box, border float64, dpi int, part float64) *image.Gray {
	all := pixels(code, dpi).Intersect(page.Bounds())
	picture := image.NewGray(image.Rect(0, 0, all.Dx(), all.Dy()))
	side := int(float64(all.Dx()) * (1 - 2*border/code.w) * math.Sqrt(part))
	hole := image.Rect(0, 0, side, side).Add(image.Pt((all.Dx()-side)/2, (all.Dy()-side)/2))
	for y := range all.Dy() {
		from := page.PixOffset(all.Min.X, all.Min.Y+y)
		row := picture.Pix[y*picture.Stride:][:all.Dx()]
		copy(row, page.Pix[from:])
		if hole.Min.Y <= y && y < hole.Max.Y {
			for x := hole.Min.X; x < hole.Max.X; x++ {
				row[x] = 255
			}
		}
	}
	return picture
}

// inkIn returns the share of pixels of a part of a page that are not white.
func inkIn(page *image.Gray, part image.Rectangle) float64 {
	return share(part.Intersect(page.Bounds()), func(i int) bool { return page.Pix[i] < 250 }, page)
}

// changed returns the share of pixels of a part that differ between two pages
// of one size.
func changed(a, b *image.Gray, part image.Rectangle) float64 {
	return share(part.Intersect(a.Bounds()), func(i int) bool { return a.Pix[i] != b.Pix[i] }, a)
}

// share returns how many of a part's pixels have a property.
func share(part image.Rectangle, has func(i int) bool, page *image.Gray) float64 {
	n := 0
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for i := page.PixOffset(part.Min.X, y); i < page.PixOffset(part.Max.X, y); i++ {
			if has(i) {
				n++
			}
		}
	}
	return float64(n) / float64(max(1, part.Dx()*part.Dy()))
}
