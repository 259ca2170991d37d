// Package docx writes text documents that every word processor opens: Office
// Open XML as ISO/IEC 29500 describes it, of paragraphs and tables.
//
// It knows nothing of what a document says. A document is given whole, as data,
// and written in one go: a handful of parts of XML in a ZIP archive. The same
// document gives the same bytes, there is no relationship to anything outside
// the file, no macro and no field but the number of the page. Any string is
// safe: what XML cannot hold is replaced (see clean).
package docx
