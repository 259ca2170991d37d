package publish

import (
	"bytes"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// luminance and contrast are those of WCAG 2.
func luminance(c color.RGBA) float64 {
	part := func(v uint8) float64 {
		if s := float64(v) / 255; s > 0.04045 {
			return math.Pow((s+0.055)/1.055, 2.4)
		} else {
			return s / 12.92
		}
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func contrast(a, b color.RGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestEveryToneOfAPictureIsReadable(t *testing.T) {
	if got := contrast(white, color.RGBA{A: 255}); math.Abs(got-21) > 0.01 {
		t.Fatalf("black on white is %.2f, want 21", got)
	}
	for _, one := range tones {
		if got := contrast(one.ink, one.ground); got < 4.5 {
			t.Errorf("%v on %v is %.2f, want 4.5", one.ink, one.ground, got)
		}
	}
}

// most is how large a picture may be.
const most = 300 << 10

// pictured holds that a picture has its size, is small and is not empty.
func pictured(t failing, i *Issue) {
	t.Helper()
	for code, plan := range map[string]card{"anh-vuong": square, "anh-ngang": wide} {
		file := made(t, code, i)
		if len(file) > most {
			t.Errorf("%s has %d bytes, at most %d are wanted", code, len(file), most)
		}
		img, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); b.Dx() != plan.w || b.Dy() != plan.h {
			t.Errorf("%s is %v", code, b)
		}
		seen := make(map[color.Color]bool)
		for x := plan.notes.Min.X; x < plan.notes.Max.X; x++ {
			for y := plan.notes.Min.Y; y < plan.notes.Max.Y; y++ {
				seen[img.At(x, y)] = true
			}
		}
		if len(seen) < 10 {
			t.Errorf("%s has no small print", code)
		}
	}
}

func TestPicturesHaveTheirSizeAndAreSmall(t *testing.T) {
	for name, i := range issues(t) {
		pictured(t, i)
		if !bytes.Equal(made(t, "anh-vuong", i), made(t, "anh-vuong", i)) {
			t.Errorf("%s: two pictures of one issue differ", name)
		}
	}
}

func TestThePicturesOfRandomReportsAreSmall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]card{square, wide}).Draw(t, "plan").draw(facted(t, random(t)))
		if c.err != nil {
			t.Fatal(c.err)
		}
		for _, text := range c.cut {
			if strings.Contains(text, voluntary) {
				t.Fatalf("the small print is cut: %s", text)
			}
		}
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, c.indexed()); err != nil {
			t.Fatal(err)
		}
		if b.Len() > most { // even in a hurry
			t.Fatalf("a picture has %d bytes", b.Len())
		}
	})
}

func TestNothingIsDrawnThatTheFontDoesNotHave(t *testing.T) {
	f, err := bold()
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]string{
		"Xã Ninh Giang": "Xã Ninh Giang", "Xã 😀 một": "Xã ? một", "مركز 3": "? 3", "\u202eãx": "ãx", "tie\u0302\u0301p": "tiếp", "": "", "漢字 quầy": "? quầy",
	} {
		if got := drawable(f, s); got != want {
			t.Errorf("%q is drawn as %q, want %q", s, got, want)
		}
	}
}

func TestTheDescriptionOfAPictureSaysWhatItShows(t *testing.T) {
	s := text(t, "anh-vuong-mo-ta", usual(t))
	if s != text(t, "anh-ngang-mo-ta", usual(t)) {
		t.Error("the pictures show the same and are described otherwise")
	}
	for _, want := range []string{"83,93%", "40 phiếu", "58,33% (ít phiếu)", "xã Ninh Giang", "quý IV năm 2026", voluntary} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is missing in\n%s", want, s)
		}
	}
}
