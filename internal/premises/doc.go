// Package premises keeps where people are received: the units with their service
// fields, their reception points with opening hours, and the counters in them.
//
// Responses, posters and prints carry the codes of these things for ever.
// Therefore nothing is deleted here and no code changes: a place or counter is
// closed, a service field hidden, and what was counted of it stays. Names, hours
// and words may change at any time. Codes are made from the first name; that of a
// unit or place is its own in the whole store, that of a counter in its place,
// that of a field in its unit and beside the catalogue's.
//
// A change says, by a stamp, what it was made from, and is refused with
// survey.ErrStale where somebody else has changed the same record since. Within
// one process that is certain. The registry has no compare-and-swap, so of two
// instances that change one record within the same milliseconds the last one
// wins whole; and a limit may be exceeded by one. Nothing that is counted hangs
// on either.
//
// The package decides nothing about who may change what, and it hangs no posters.
package premises
