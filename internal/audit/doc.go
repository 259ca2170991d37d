// Package audit keeps who in the office did what, and when, so that nobody can
// quietly take it back.
//
// Every event lies under its number, and holds the hash of the one before it:
// the last hash, the head, stands for the whole log. Who changes, removes,
// inserts or reorders an event is found by Verify, unless he also computes every
// later hash anew and the head with them; against that the head is shown, printed
// and written down outside. Events are added by creating the record with the next
// number, of which any number of instances gets one each.
//
// An event is recorded before what it tells of is done: what cannot be recorded
// is not done, and what failed afterwards has an event that says so. The log
// tells of staff only. Nothing a citizen does is in it, and no answer, password,
// code of a slip or token.
package audit
