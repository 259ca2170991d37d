// Package print makes what is put on paper: posters, table tents and stickers
// that carry a QR code, slips that invite one person each, the questionnaire on
// paper, the minutes of opening its box, the sheets that show a result, and
// single pictures of a code.
//
// Everything is drawn in vectors on pages measured in millimetres, with fonts
// that hold every Vietnamese letter and travel inside the document. The same
// input gives the same bytes: the date of printing is handed in.
//
// What people typed never spoils a print. Text is cleaned before it is drawn
// (clean.go), since one emoji would make the library refuse the whole document;
// it is fitted into a box of fixed size (fit.go), so that a name of 200
// characters becomes small, wrapped or cut and moves nothing else. No text
// stands in the quiet zone of a code.
//
// What is alike on many pages lies in the document once (stencil.go): ten
// thousand slips, or the forms of a batch, differ in their codes only. The
// questionnaire is laid out from any template (paper.go): its parts flow from
// side to side (flow.go) in the largest letters with which it needs no more
// sheets than in the smallest, and no question is cut.
//
// The package builds no address and reads no request: what a code holds is
// given by the caller. A print whose address is not https is marked as a trial
// and cannot be made otherwise.
package print
