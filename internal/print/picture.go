package print

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"
)

// PNG writes the code of an address as a picture about that many pixels wide.
// Every module has the same whole number of pixels, so that it stays sharp; the
// picture is at least as wide as the code has modules.
func PNG(w io.Writer, address string, width int) error {
	code, err := encode(address, sturdy)
	if err != nil {
		return fmt.Errorf("print png: %w", err)
	}
	modules := len(code) + 2*quiet
	pixels := max(1, (min(width, maxPixels)+modules/2)/modules)
	side := modules * pixels
	picture := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	ink := bytes.Repeat([]byte{1}, side)
	for _, r := range code.runs() {
		for y := (r.y + quiet) * pixels; y < (r.y+quiet+1)*pixels; y++ {
			copy(picture.Pix[picture.PixOffset((r.x+quiet)*pixels, y):], ink[:r.n*pixels])
		}
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(w, picture); err != nil {
		return fmt.Errorf("print png: %w", err)
	}
	return nil
}

// maxPixels keeps a mistyped width from taking all memory.
const maxPixels = 4096

// SVG writes the code of an address as a picture of any size: one path on white,
// with the address as its title.
func SVG(w io.Writer, address string) error {
	code, err := encode(address, sturdy)
	if err != nil {
		return fmt.Errorf("print svg: %w", err)
	}
	var title, path strings.Builder
	if err := xml.EscapeText(&title, []byte(sans.clean(address))); err != nil {
		return fmt.Errorf("print svg: %w", err)
	}
	for _, r := range code.runs() {
		fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", r.x+quiet, r.y+quiet, r.n, r.n)
	}
	side := len(code) + 2*quiet
	_, err = fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" shape-rendering="crispEdges">`+
		"<title>%s</title>"+`<rect width="%d" height="%d" fill="#fff"/><path d="%s"/></svg>`+"\n",
		side, side, title.String(), side, side, path.String())
	if err != nil {
		return fmt.Errorf("print svg: %w", err)
	}
	return nil
}
