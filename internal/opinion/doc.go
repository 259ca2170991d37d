// Package opinion makes what people wrote fit to be read by the office: it masks
// comments, decides when they may be shown, finds what they are about, and keeps
// the register of what was done about them.
//
// # Masking
//
// Mask puts plain words in brackets where a text leads to a person: telephone
// numbers, also spelled out; numbers of identity papers; every other number of
// six digits or more; mail addresses, links and handles; licence plates; and the
// names of a unit's staff list. Days, prices and counts stay. What it cannot see
// is a name that is on no list, and a story that only one person can tell; so
// masking is never the only guard.
//
// # Release
//
// A comment is shown with others only. A batch is a run of whole closed days of
// one campaign, the shortest behind which at least Least responses stand, with
// or without comments; what comes after the last batch waits, and only that some
// waits is told. Batches are cut from the campaign's first day on, whatever is
// asked for: cut from a quarter's or a reader's first day they would overlap, and
// the difference of two overlapping ones is a single day. The same holds for
// responses that were voided: they stay in their batch, since otherwise a void of
// one day, and its lifting, would show which comments are of that day.
//
// Everybody's comments are shown in the same batches, the whole campaign's. There
// is no batch of a place or a field, which could be set against the whole one. A
// comment says its place where at least Least responses of the batch are of that
// place, and of all places that are not said together; never its field, since
// both would meet in a cell of one or two.
//
// In a batch comments stand in the order of a hash of what they say, identical
// ones are one with a count, and no day is told but the first and the last of
// the batch. A comment is named by a hash of its response's id, so that it can be
// tagged; no export holds the id. Nothing here depends on the order in which
// responses came.
//
// # Themes and tasks
//
// Suggest finds themes by phrases; a person may choose others, and the machine's
// stay visible beside them. A task says what the office does about what people
// said. It is of a campaign and a period, never of a comment, and its history is
// only ever added to.
//
// The package shows nothing, publishes nothing and asks nobody who may read.
package opinion
