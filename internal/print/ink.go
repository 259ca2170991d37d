package print

// An ink is a colour as it is printed: red, green and blue.
type ink struct{ r, g, b int }

// The colours of the citizen's pages. All that carries meaning differs in
// brightness too, so that a print in black and white says the same.
var (
	black     = ink{0, 0, 0} // of codes: what readers are made for
	white     = ink{255, 255, 255}
	dark      = ink{0x20, 0x30, 0x2f}
	soft      = ink{0x52, 0x62, 0x5f}
	line      = ink{0xd9, 0xd0, 0xbe}
	brand     = ink{0x0b, 0x5a, 0x54}
	brandPale = ink{0xe3, 0xef, 0xec}
	warn      = ink{0x9c, 0x24, 0x17}
)

// The greys of official paper, which is copied on machines without colours.
var (
	grey  = ink{0x50, 0x50, 0x50} // of what is said beside
	ruled = ink{0x8a, 0x8a, 0x8a} // of lines
	shade = ink{0xec, 0xec, 0xec} // of headings
)
