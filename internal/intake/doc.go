// Package intake decides whether a response is accepted and records it exactly
// once.
//
// A Desk knows what stands behind a public code, checks a sheet, and hands the
// response to a Queue; the Queue lets submissions that arrive together share
// one durable commit and answers each of them after it. Intake refuses to
// answer on a guess: what is acknowledged is on the disk. It keeps no figure,
// renders nothing and asks nobody for the time.
//
// A form of ours brings a key along that the service has signed, so that a sheet
// without one is seen; it is taken all the same, since programs that people rely
// on make keys of their own. What was odd about the way in is stored as flags,
// which accuse nobody and refuse nothing.
package intake
