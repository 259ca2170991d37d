// Package intake decides whether a response is accepted and records it exactly
// once.
//
// A Desk knows what stands behind a public code, checks a sheet, and hands the
// response to a Queue; the Queue lets submissions that arrive together share
// one durable commit and answers each of them after it. Intake refuses to
// answer on a guess: what is acknowledged is on the disk. It keeps no figure,
// renders nothing and asks nobody for the time.
package intake
