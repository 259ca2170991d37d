// Package static holds the style sheets, scripts, pictures and fonts that the pages use,
// inside the program.
package static

import "embed"

// FS is the folder as it was when the program was built.
//
//go:embed css img js
var FS embed.FS

// Fonts holds the fonts that are put into printed documents. They are apart
// because the pages use those of the phone: nobody fetches these.
//
//go:embed fonts
var Fonts embed.FS
