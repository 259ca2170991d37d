// Package closing closes a period: it locks the figures, has the office and a
// leader approve them, and publishes them.
//
// An edition is one closing of a campaign and a period. Locking it takes a
// snapshot (report.Snapshot) and with it fixes every figure: what is accepted
// afterwards is of no edition, or of the next one, which says that it corrects the
// one before and why. Nothing is overwritten; an edition that was published stays
// readable for ever.
//
//	lock       figures are fixed; people may still write the text parts
//	check      the office agrees: figures and text
//	approve    a leader agrees; not the one who locked
//	publish    the public may read it
//	back       whoever checks or approves sends it back to the text
//	withdraw   an edition that was not published is given up; its number is not used again
//
// A period in which the campaign did not run is not locked. One without a response
// is, for its report; but where there are too few to tell anything of them, nothing
// is approved and published.
//
// Each step is a record of its own with the next number of the edition, made by
// creating it: of two who press at once one is told that the edition has moved on.
// The package computes no figure and knows no roles: who may do a step is for the
// caller to say, that some steps need two persons is said here.
package closing
