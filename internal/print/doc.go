// Package print makes what is put on paper: posters, table tents and stickers
// that carry a QR code, and single pictures of a code. (Slips and the paper
// questionnaire are made here too, with the same means.)
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
// The package builds no address and reads no request: what a code holds is
// given by the caller. A print whose address is not https is marked as a trial
// and cannot be made otherwise.
package print
